/**
 * Asks for every address there is, as a moderator who holds each other role in turn, changes what
 * the auditor gave, and asks again: nothing may be different. A page added later is asked as well.
 */
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { paths } from "~/paths";
import { roles } from "~/rules/access/people";
import { readOrderRecord } from "~/rules/moderation/order-record";
import { commitmentOf, verifyOrder } from "~/rules/moderation/sealed-order";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { noticeEscalation } from "~db/operations/audits/escalation.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { databaseMaker } from "../../support/databases";
import { addSelected, addSubmitted, hidden } from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const makeDb = databaseMaker("sqlite");
let patterns: string[] = [];

/** What was read shows on the pages that tell of reading: they are asked last. */
const tellsOfReading = (pattern: string) => /readers$|account\/reading$/.test(pattern);

beforeAll(async () => {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const pathOf = (id: string): string => {
    const route = build.routes[id];
    const above = route?.parentId ? pathOf(route.parentId) : "";
    return route?.path ? `${above}/${route.path}` : above;
  };
  const ids = Object.keys(build.routes).filter((id) => id !== "root");
  const all = [...new Set(ids.map(pathOf))].filter(
    (path) => !/\*|sign-|set-up|healthz|readyz/.test(path),
  );
  patterns = [...all.filter((one) => !tellsOfReading(one)), ...all.filter(tellsOfReading)];
});

/** What every address answers: the data of a page holds whatever the page can show; files are whole. */
async function ask(web: Web, person: WorldPerson, ids: Record<string, string>[]) {
  const answers = new Map<string, string>();
  for (const pattern of patterns) {
    for (const known of pattern.includes(":") ? ids : ids.slice(0, 1)) {
      const at = pattern.replace(/:(\w+)/g, (_whole, name: string) => known[name] ?? "none") || "/";
      const address = /\.(json|csv)$/.test(at) ? at : `${at === "/" ? "/_root" : at}.data`;
      if (answers.has(address)) continue;
      const { status, body, location } = await web.get(address, { as: person.email });
      // Some pages make an id of their own each time, for what is sent from them.
      const words = body.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}/g, "id");
      answers.set(address, `${status} ${location} ${words}`);
    }
  }
  return answers;
}

/** The messages that wait for them, as anyone could read them who reads what leaves the building. */
async function messagesTo({ db }: World, person: WorldPerson): Promise<string> {
  const rows = await db
    .selectFrom("outbox")
    .select(["kind", "link", "due_on", "state"])
    .where("person_id", "=", person.id)
    .orderBy("key")
    .execute();
  return JSON.stringify(rows);
}

type Answers = Awaited<ReturnType<typeof ask>>;
const differing = (before: Answers, after: Answers): string[] =>
  [...before].filter(([at, body]) => after.get(at) !== body).map(([at]) => at);

/** What the auditor gave: Inadequate, with a notice of it, or Outstanding in other words. */
async function grade(world: World, auditIds: string[], judgement: "inadequate" | "outstanding") {
  const { db } = world;
  const reason = `${hidden} because it is ${judgement}`;
  // In every round: what a moderator saw of one before they grade afresh is kept from them too.
  const given = db.updateTable("judgement").set({ judgement, reason });
  await given.where("source", "=", "auditor").execute();
  await db.updateTable("moderation").set({ reason: judgement }).execute();
  for (const [part, value] of [
    ["%grade", judgement],
    ["%rationale", reason],
    ["%reason%", reason],
  ] as const) {
    await db.updateTable("answer").set({ value }).where("field", "like", part).execute();
  }
  await db.deleteFrom("outbox").where("kind", "=", "audit-needs-attention").execute();
  await db.deleteFrom("inadequate_notice").execute();
  if (judgement !== "inadequate") return;
  for (const id of auditIds) {
    const place = { id, teamId: world.teams.willow.id, serviceId: world.serviceId };
    await transact(db, (tx) =>
      noticeEscalation(tx, world.stampOf(world.people.auditor), place, true),
    );
  }
}

/** One that the panel returned, corrected since and graded by its auditor anew; its moderator is the same. */
async function addReturned(world: World, moderator: WorldPerson) {
  const { db } = world;
  const audit = await addSelected(world, moderator);
  const first = await db
    .selectFrom("moderation")
    .selectAll()
    .where("id", "=", audit.moderationId)
    .executeTakeFirstOrThrow();
  const at = "2024-04-13T09:00:00.000Z";
  const words = {
    kind: "returned",
    outcome: "returned",
    whatToMend: "The dates",
    dueOn: "2024-04-20",
  };
  const decision = { ...words, quality: {}, feedback: "", themes: [] };
  await db
    .updateTable("moderation")
    .set({ state: "returned", committed_at: at, outcome: "returned", decided_at: at })
    .set({ decision: JSON.stringify(decision), decided_by: world.people.qaLead.id })
    .where("id", "=", first.id)
    .execute();
  const own = await db
    .selectFrom("judgement")
    .selectAll()
    .where("audit_id", "=", audit.id)
    .execute();
  await db
    .insertInto("judgement")
    .values(
      own.flatMap((row) => [
        { ...row, round: 2 },
        { ...row, source: "moderator" as const, made_by: moderator.id, reason: "Mine" },
      ]),
    )
    .execute();
  await db.updateTable("audit").set({ round: 2 }).where("id", "=", audit.id).execute();
  const id = newId();
  await db
    .insertInto("moderation")
    .values({ ...first, id, round: 2 })
    .execute();
  await db
    .insertInto("moderation_holder")
    .values({ moderation_id: id, person_id: moderator.id, given_at: at })
    .execute();
  return { ...audit, moderationId: id };
}

async function stage() {
  const world = await makeWorld(await makeDb());
  const { moderator } = world.people;
  // A role that puts them in the line of management takes no moderation from them here.
  await world.db
    .updateTable("exercise")
    .set({ rules_off: JSON.stringify(["own-team", "line"]) })
    .execute();
  await world.db
    .insertInto("exercise_member")
    .values({
      exercise_id: world.exercise.id,
      person_id: moderator.id,
      part: "moderator",
      role_text: "",
      expected: 2,
      maximum: 5,
    })
    .execute();
  // One they are to grade, one that came back to them corrected, one that someone else is to grade, and one that nobody moderates yet.
  const other = await world.addPerson("Nell Archer", "moderator");
  const audits = [
    await addSelected(world, moderator),
    await addReturned(world, moderator),
    await addSelected(world, other, { auditor: world.people.otherAuditor }),
    await addSubmitted(world),
  ];
  const ids = audits.map((audit) => ({
    auditId: audit.id,
    exerciseId: audit.exercise_id,
    caseId: audit.case_id,
    teamId: world.teams.willow.id,
    serviceId: world.serviceId,
    versionId: world.toolVersionId,
    personId: moderator.id,
    area: "assessment",
  }));
  return {
    world,
    moderator,
    audits: audits.map(({ id }) => id),
    ids,
    web: await startWeb(world.db),
  };
}

describe("Before they have committed", { timeout: 480_000 }, () => {
  it("nothing tells a moderator of what the auditor gave, whichever other role they hold", async () => {
    const { world, moderator, audits, ids, web } = await stage();
    for (const role of roles.filter((one) => one !== "moderator")) {
      await world.db
        .insertInto("role_grant")
        .values({ id: role, person_id: moderator.id, role, reach: "all" })
        .execute();
      await grade(world, audits, "inadequate");
      const before = await ask(web, moderator, ids);
      before.set("messages", await messagesTo(world, moderator));
      await grade(world, audits, "outstanding");
      const after = await ask(web, moderator, ids);
      after.set("messages", await messagesTo(world, moderator));
      expect(differing(before, after), role).toEqual([]);
      expect(
        [...after].filter(([, body]) => body.includes(hidden)),
        role,
      ).toEqual([]);
      await world.db.deleteFrom("role_grant").where("id", "=", role).execute();
    }
    // Nothing was opened, so nothing counts as read.
    const read = await world.db.selectFrom("grades_read").select("person_id").execute();
    expect(read.filter((row) => row.person_id === moderator.id)).toEqual([]);
  });

  it("whoever else is shown it is kept as someone who has read it", async () => {
    const { world, audits, ids, web } = await stage();
    const { qaLead, serviceManager, teamManager, worker } = world.people;
    for (const person of [qaLead, serviceManager, teamManager, worker]) {
      await grade(world, audits, "inadequate");
      const before = await ask(web, person, ids);
      await grade(world, audits, "outstanding");
      const told = differing(before, await ask(web, person, ids));
      // That the test can tell a difference shows here.
      expect(told, person.name).toContain(`/audits/${audits.at(-1)}/read.data`);
      const read = await world.db
        .selectFrom("grades_read")
        .select("audit_id")
        .where("person_id", "=", person.id)
        .execute();
      expect(read.map((row) => row.audit_id).sort(), person.name).toEqual([...audits].sort());
    }
  });
});

describe("The sealed order", { timeout: 480_000 }, () => {
  /** A cycle of eight, one of them in; the order is drawn over all of them. */
  async function sealed() {
    const world = await makeWorld(await makeDb());
    for (let n = 0; n < 7; n += 1) await world.addAudit({ state: "started" });
    const audit = await addSubmitted(world);
    const stamp = world.stampOf(world.people.qaLead);
    await transact(world.db, (tx) => selectNow(tx, stamp, world.exercise.id));
    const ids = [
      {
        ...{ auditId: audit.id, exerciseId: audit.exercise_id, caseId: audit.case_id },
        ...{ teamId: world.teams.willow.id, serviceId: world.serviceId, area: "assessment" },
        ...{ versionId: world.toolVersionId, personId: world.people.moderator.id },
      },
    ];
    return { world, ids, web: await startWeb(world.db), exerciseId: world.exercise.id };
  }

  it("is told by no address to anyone before auditing is closed", async () => {
    const { world, ids, web } = await sealed();
    const { qaLead, moderator, auditor } = world.people;
    const seed = "a seed of the tests";
    for (const person of [qaLead, moderator, auditor]) {
      const before = await ask(web, person, ids);
      await world.db
        .updateTable("moderation_order")
        .set((eb) => ({ place: eb(eb.val(9), "-", eb.ref("place")), picked: 1 }))
        .execute();
      const after = await ask(web, person, ids);
      expect(differing(before, after), person.name).toEqual([]);
      expect([...after].filter(([, body]) => body.includes(seed)).map(([at]) => at)).toEqual([]);
    }
  });

  it("is shown to the QA lead and verified once it is, and to nobody it is kept from", async () => {
    const { world, web, exerciseId } = await sealed();
    const { qaLead, moderator } = world.people;
    const at = paths.exercises.moderationOrder(exerciseId);
    const json = paths.exercises.moderationOrderJson(exerciseId);
    const lead = { as: qaLead.email };
    expect((await web.get(at, lead)).html.text).toContain("sealed until auditing is closed");
    expect((await web.get(json, lead)).status).toBe(404);
    expect((await web.get(at, { as: moderator.email })).status).toBe(403);
    await world.db
      .updateTable("exercise")
      .set({ state: "moderating", window_closed_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    expect((await web.get(at, lead)).html.text).toContain("Verified just now");
    const record = readOrderRecord((await web.get(json, lead)).body);
    expect(record && verifyOrder(record)).toEqual({ same: true });
    expect(record?.commitment).toBe(commitmentOf("a seed of the tests"));
    // The lead moderates one blind: the order would tell them that it is certain.
    await addSelected(world, qaLead);
    expect((await web.get(at, lead)).html.text).toContain("kept from you");
    expect((await web.get(json, lead)).status).toBe(404);
    await world.db.updateTable("moderation_order").set({ place: 1 }).execute();
    expect(await listKeptDifferences(world.db)).toEqual([
      expect.stringContaining("drawn again, its result differs"),
    ]);
  });
});
