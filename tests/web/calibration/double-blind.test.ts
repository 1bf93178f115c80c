import type { NotNull } from "kysely";
/**
 * A peer who grades an audit again is shown nothing of the first: whichever other role they hold,
 * every address answers the same whatever the first auditor and the panel gave.
 */
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { type Role, roles } from "~/rules/access/people";
import { digestOf } from "~/server/link-token.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { beginLearning, fileUnder } from "~db/learning-log/learning-deeds.server";
import { addMessages } from "~db/messages/outbox.server";
import { addToPairs, moveWithPairs } from "~db/moderation/pairs.server";
import { drawDoubles } from "~db/operations/calibration/double-audits.server";
import { addCycle } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { askEverywhere, differing } from "../../support/everywhere";
import { addMeeting } from "../../support/meetings";
import { hidden } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const closedAt = "2024-01-28T10:00:00.000Z";

async function stage() {
  const world = await makeWorld(await makeDb());
  const { db, people, stampOf } = world;
  const peer = await world.addPerson("Pat Peer", "auditor");
  const one = { team: world.teams.willow, overall: "good", areas: { assessment: "good" } } as const;
  const cycle = await addCycle(world, "2024-01", [one]);
  const auditId = cycle.auditIds[0] ?? "";
  await world.addAnswers(auditId, { "area.assessment.rationale": hidden });
  const audit = await db
    .selectFrom("audit")
    .selectAll()
    .where("id", "=", auditId)
    .$narrowType<{ case_id: NotNull }>()
    .executeTakeFirstOrThrow();
  const moderationId = newId();
  await db
    .insertInto("moderation")
    .values({
      id: moderationId,
      audit_id: auditId,
      exercise_id: cycle.id,
      round: 1,
      reason: "random",
      reason_note: "",
      probability: 1,
      selected_at: closedAt,
      moderator_id: people.moderator.id,
      state: "decided",
      committed_at: closedAt,
      quality: "{}",
      feedback: "",
      outcome: "confirmed",
      decision_reason: "",
      decided_by: people.qaLead.id,
      decided_at: closedAt,
      feedback_read_at: closedAt,
    })
    .execute();
  const meetingId = await addMeeting(world, people.qaLead, [peer]);
  await db
    .updateTable("panel_meeting")
    .set({ state: "closed", exercise_id: cycle.id, closed_at: closedAt })
    .where("id", "=", meetingId)
    .execute();
  await db
    .insertInto("panel_meeting_case")
    .values({
      meeting_id: meetingId,
      moderation_id: moderationId,
      number: 1,
      part: "agreed",
      decided: "",
    })
    .execute();
  const stamp = stampOf(people.qaLead);
  await transact(db, (tx) =>
    drawDoubles(tx, stamp, { exerciseId: cycle.id, percent: 100, dueOn: "2024-05-10" }),
  );
  const double = await db.selectFrom("double_audit").selectAll().executeTakeFirstOrThrow();
  const doubleFor = (personId: string) =>
    db.updateTable("double_audit").set({ peer_id: personId, state: "given" }).execute();
  await doubleFor(peer.id);
  const known = {
    ...{ caseId: audit.case_id, teamId: world.teams.willow.id, serviceId: world.serviceId },
    ...{ versionId: world.toolVersionId, personId: peer.id, area: "assessment" },
    // Not the page where they grade it: a role that brings them near the case takes it from them there.
    ...{ meetingId, number: "1" },
  };
  const ids = [{ ...known, auditId, exerciseId: cycle.id }];
  await transact(db, (tx) => addToPairs(tx, [auditId]));
  /** What is judged, and the pairs kept of it. */
  const grade = async (judgement: string) => {
    const reason = `${hidden} because it is ${judgement}`;
    await transact(db, (tx) =>
      moveWithPairs(tx, [auditId], async () => {
        await tx
          .updateTable("judgement")
          .set({ judgement, reason })
          .where("audit_id", "=", auditId)
          .execute();
      }),
    );
    await db.updateTable("answer").set({ value: reason }).where("audit_id", "=", auditId).execute();
  };
  return { world, peer, audit, double, ids, grade, doubleFor, web: await startWeb(db) };
}

type Stage = Awaited<ReturnType<typeof stage>>;

const holds = ({ world: { db }, peer }: Stage, role: Role) =>
  db
    .insertInto("role_grant")
    .values({ id: role, person_id: peer.id, role, reach: "all" })
    .execute();

const grades = ["/feed/Grades", "/feed/Grades/$count", "/feed/Findings", "/feed/Prompts"];

const addFinding = ({ world: { db, people }, ids: [known] }: Stage) =>
  db
    .insertInto("finding")
    .values({
      ...{ id: "finding-of-first", audit_id: known?.auditId, exercise_id: known?.exerciseId ?? "" },
      ...{ kind: "development", area: "assessment", theme: "analysis", text: hidden },
      ...{ case_count: null, made_by: people.auditor.id, made_at: closedAt },
    })
    .execute();

/** What the feed answers to a token of the peer's. */
async function feedOf({ world: { db }, peer, web, ids: [known] }: Stage) {
  const token = `los_${"x".repeat(43)}`;
  const made = { made_at: "2024-01-01T00:00:00.000Z", expires_at: "2099-01-01T00:00:00.000Z" };
  await db
    .insertInto("feed_token")
    .values({ id: "token", person_id: peer.id, name: "Board", digest: digestOf(token), ...made })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const key = `AuditId='${known?.auditId}',AreaCode='overall',Basis='final'`;
  const through = [`/feed/Audits('${known?.auditId}')?$expand=Grades`, `/feed/Grades(${key})`];
  const answers = new Map<string, string>();
  for (const at of [...grades, ...through]) {
    const asked = await web.get(at, { headers: { Authorization: `Bearer ${token}` } });
    answers.set(at, `${asked.status} ${asked.body}`);
  }
  return answers;
}

it.each(["qa-lead", "leader"] as const)(
  "keeps the first audit from the feed of a %s",
  async (role) => {
    const staged = await stage();
    await holds(staged, role);
    await addFinding(staged);
    await staged.grade("inadequate");
    const before = await feedOf(staged);
    expect(before.get("/feed/Findings")).toContain("200 ");
    expect(before.get("/feed/Findings")).not.toContain("finding-of-first");
    await staged.grade("outstanding");
    expect(differing(before, await feedOf(staged))).toEqual([]);
    await staged.world.db
      .updateTable("double_audit")
      .set({ state: "graded", submitted_at: closedAt })
      .execute();
    const after = await feedOf(staged);
    expect(after.get("/feed/Grades")).toContain("outstanding");
    expect(after.get("/feed/Findings")).toContain("finding-of-first");
  },
);

it("keeps a cycle from the feed whole, of which its totals less the rest would be the grade", async () => {
  const staged = await stage();
  await holds(staged, "qa-lead");
  const { world, audit } = staged;
  const beside = await world.addAudit({ exercise_id: audit.exercise_id, state: "final" });
  const elsewhere = await addCycle(world, "2023-11", [
    { team: world.teams.willow, overall: "good", areas: {} },
  ]);
  await world.db
    .insertInto("judgement")
    .values({
      ...{ audit_id: beside.id, area: "overall", source: "final", round: 1 },
      ...{ judgement: "outstanding", reason: "", made_by: world.people.auditor.id },
      ...{ made_at: closedAt, team_id: world.teams.willow.id, service_id: world.serviceId },
    })
    .execute();
  await world.db
    .insertInto("prompt_tally")
    .values({
      ...{ exercise_id: audit.exercise_id, team_id: world.teams.willow.id, answer: "no" },
      ...{ service_id: world.serviceId, cohort: audit.cohort, area: "assessment" },
      ...{ prompt: "analysis", count: 1 },
    })
    .execute();
  const kept = await feedOf(staged);
  const connect = async () =>
    (await staged.web.get("/connect", { as: staged.peer.email })).html.text;
  const said = "of its cycle are left out of what your tokens read";
  expect(await connect()).toContain(said);
  expect(kept.get("/feed/Grades")).not.toContain(beside.id);
  expect(kept.get("/feed/Grades")).toContain(elsewhere.auditIds[0]);
  expect(kept.get("/feed/Prompts")).not.toContain('"Answer":"no"');
  await world.db
    .updateTable("double_audit")
    .set({ state: "graded", submitted_at: closedAt })
    .execute();
  const after = await feedOf(staged);
  expect(await connect()).not.toContain(said);
  expect(after.get("/feed/Grades")).toContain(beside.id);
  expect(after.get("/feed/Prompts")).toContain('"Answer":"no"');
});

it("keeps from a peer that the first audit led to a re-audit, was changed by the panel, or found anything", async () => {
  const staged = await stage();
  const { web, peer, audit, world } = staged;
  const { db, people } = world;
  await holds(staged, "qa-lead");
  await db
    .insertInto("role_grant")
    .values({ id: "admin", person_id: peer.id, role: "administrator", reach: "all" })
    .execute();
  await db.updateTable("exercise").set({ lead_id: peer.id }).execute();
  const words = { what: "Plans drift", area: null, theme: null };
  const learnt = await transact(db, (tx) => beginLearning(tx, world.stampOf(people.qaLead), words));
  const seen = async () => {
    const answers = new Map<string, string>();
    for (const at of [
      paths.home(),
      paths.reAudits.list(),
      paths.reAudits.one("again"),
      paths.exercises.one(world.exercise.id),
      paths.outbox(),
      paths.learning.one(learnt.id),
    ]) {
      const { status, body, html } = await web.get(at, { as: peer.email });
      answers.set(at, `${status} ${html.text} ${body.includes(audit.id)}`);
    }
    return answers;
  };
  const before = await seen();
  await db
    .insertInto("re_audit")
    .values({
      ...{ id: "again", previous_audit_id: audit.id, case_id: audit.case_id, made_at: closedAt },
      ...{ due_on: "2024-06-28", audit_id: null, cancelled_at: null, cancelled_by: null },
      closed_told_at: null,
    })
    .execute();
  const about = { key: audit.id, link: paths.audits.read(audit.id), to: people.worker.id };
  await transact(db, (tx) =>
    addMessages(tx, world.stampOf(people.qaLead), [{ ...about, kind: "audit-final-changed" }]),
  );
  expect(differing(before, await seen())).toEqual([]);
  await addFinding(staged);
  await transact(db, (tx) =>
    fileUnder(tx, world.stampOf(people.qaLead), learnt.id, { findingId: "finding-of-first" }),
  );
  const data = () => web.get(`${paths.learning.one(learnt.id)}.data`, { as: peer.email });
  expect((await data()).body).not.toContain(audit.id);
  expect((await data()).body).not.toContain("analysis");
  await db.updateTable("double_audit").set({ state: "graded", submitted_at: closedAt }).execute();
  expect((await data()).body).toContain(audit.id);
  expect(differing(before, await seen())).toEqual([...before.keys()]);
});

it("counts a figure as the audits behind it are listed, so that their difference tells nothing", async () => {
  const staged = await stage();
  const { web, peer, ids, grade } = staged;
  await holds(staged, "qa-lead");
  const { exerciseId = "", teamId = "" } = ids[0] ?? {};
  const pages = async () => {
    const answers = new Map<string, string>();
    for (const at of [
      paths.moderation.agreement({ cycle: exerciseId, by: "auditor" }),
      paths.doubleAudits.list(),
      paths.exercises.breakdowns(exerciseId),
      paths.exercises.teamAudits(exerciseId, teamId, { area: "overall" }),
    ])
      answers.set(at, (await web.get(at, { as: peer.email })).html.text);
    return answers;
  };
  await grade("inadequate");
  const before = await pages();
  await grade("outstanding");
  expect(differing(before, await pages())).toEqual([]);
  const [agreement, , breakdowns, team] = before.values();
  expect(breakdowns).toContain("Grades by age are kept back");
  expect(agreement).toContain("What you are to grade again yourself is left out");
  expect(team).toContain("Kept back until you have graded your double audit");
  expect(team).not.toContain("counted in the figure");
});

it("tells a peer nothing of the first audit, whichever other role they hold", {
  timeout: 480_000,
}, async () => {
  const { world, peer, ids, grade, doubleFor, web } = await stage();
  for (const role of roles.filter((one) => one !== "auditor")) {
    await world.db
      .insertInto("role_grant")
      .values({ id: role, person_id: peer.id, role, reach: "all" })
      .execute();
    await doubleFor(peer.id);
    await grade("inadequate");
    const before = await askEverywhere(web, peer, ids);
    await grade("outstanding");
    const after = await askEverywhere(web, peer, ids);
    expect.soft(differing(before, after), role).toEqual([]);
    expect
      .soft(
        [...after].filter(([, body]) => body.includes(hidden)).map(([at]) => at),
        role,
      )
      .toEqual([]);
    await world.db.deleteFrom("role_grant").where("id", "=", role).execute();
  }
});

it("keeps the last audit from beside the form of a later one, which takes the case from them", async () => {
  const { world, peer, audit, double, grade, web } = await stage();
  const later = await world.addAudit({
    case_id: audit.case_id,
    auditor_id: peer.id,
    state: "started",
  });
  const at = paths.audits.area(later.id, "assessment");
  const as = { as: peer.email };
  // Each page of a form has an id of its own for what is sent from it.
  const form = async () => (await web.get(`${at}.data`, as)).body.replace(/"saveId","[^"]*"/, "");
  await grade("inadequate");
  const before = await form();
  await grade("outstanding");
  expect(await form()).toBe(before);
  const opened = await web.get(paths.doubleAudits.grade(double.id), as);
  expect(opened.status).toBe(409);
  expect(opened.html.text).toContain("They audit this case in a later cycle");
  // It is someone else's to grade again now, and the last audit is at hand as ever.
  expect(await form()).not.toBe(before);
});
