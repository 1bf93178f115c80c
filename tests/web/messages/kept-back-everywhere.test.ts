/**
 * Asks for every address there is, as a page and as data, as someone from whom something is kept:
 * a page added later is asked as well.
 */
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { roles } from "~/rules/access/people";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { noticeEscalation } from "~db/operations/audits/escalation.server";
import { databaseMaker } from "../../support/databases";
import { patternsNaming } from "../../support/everywhere";
import { addSelected, hidden } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");
/** Everyone's work at once: nobody's rights are wider. */
async function grantAll(world: World, person: WorldPerson) {
  await world.db.deleteFrom("role_grant").where("person_id", "=", person.id).execute();
  await world.db
    .insertInto("role_grant")
    .values(roles.map((role) => ({ id: newId(), person_id: person.id, role, reach: "all" })))
    .execute();
}

/** Every answer there is for someone, by its address: a page that is refused has its data alone. */
async function askAll(world: World, person: WorldPerson, known: Record<string, string>) {
  const web = await startWeb(world.db);
  const answers: { at: string; status: number; body: string }[] = [];
  const ask = async (at: string) => {
    const { status, body } = await web.get(at, { as: person.email });
    answers.push({ at, status, body });
    return status;
  };
  for (const pattern of await patternsNaming([known])) {
    const at = pattern.replace(/:(\w+)/g, (_whole, name: string) => known[name] ?? "") || "/";
    const data = await ask(`${at === "/" ? "/_root" : at}.data`);
    if (data < 400) await ask(at);
  }
  return answers;
}

const naming = (answers: { at: string; body: string }[], words: string): string[] =>
  answers.filter(({ body }) => body.includes(words)).map(({ at }) => at);

const idsOf = (world: World, audit: { id: string; exercise_id: string; case_id: string }) => ({
  auditId: audit.id,
  exerciseId: audit.exercise_id,
  caseId: audit.case_id,
  teamId: world.teams.willow.id,
  serviceId: world.serviceId,
  versionId: world.toolVersionId,
  area: "assessment",
});

const standIn = (world: World, absent: WorldPerson, deputy: WorldPerson) =>
  world.db
    .insertInto("deputy")
    .values({
      id: newId(),
      person_id: absent.id,
      deputy_id: deputy.id,
      from_on: "2024-04-01",
      to_on: "2024-04-30",
      named_by: absent.id,
      named_at: worldMorning,
    })
    .execute();

async function addConcern(world: World, audit: { id: string; case_id: string }, what: string) {
  const id = newId();
  await world.db
    .insertInto("concern")
    .values({
      id,
      case_id: audit.case_id,
      audit_id: audit.id,
      exercise_id: world.exercise.id,
      team_id: world.teams.willow.id,
      service_id: world.serviceId,
      raised_by: world.people.auditor.id,
      raised_at: worldMorning,
      what,
      spoken_to: "The duty manager",
      spoken_at: worldMorning,
      due_at: worldMorning,
      done: "",
    })
    .execute();
  return id;
}

// Some two hundred requests each: a slow machine takes longer than one test usually may.
describe("Asking for every address there is", { timeout: 120_000 }, () => {
  it("tells a moderator nothing of an audit they must still grade, whatever roles they hold", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, auditor, worker } = world.people;
    await grantAll(world, moderator);
    const audit = await addSelected(world, moderator, { grades: { overall: "inadequate" } });
    const place = { id: audit.id, teamId: audit.team_id, serviceId: audit.service_id };
    await transact(world.db, (tx) => noticeEscalation(tx, world.stampOf(auditor), place, true));
    await world.db
      .insertInto("reflection")
      .values({
        audit_id: audit.id,
        person_id: worker.id,
        proud_of: `${hidden} reflection`,
        do_differently: "",
        child_would_say: "",
        written_at: worldMorning,
        version: 1,
      })
      .execute();
    const answers = await askAll(world, moderator, {
      ...idsOf(world, audit),
      personId: moderator.id,
    });
    const pages = answers.filter(({ status }) => status === 200);
    expect(pages.length).toBeGreaterThan(50);
    expect(naming(answers, hidden)).toEqual([]);
    expect(naming(answers, "is Inadequate overall")).toEqual([]);
    expect(naming(answers, "An audit needs your attention")).toEqual([]);
    // The same, asked by someone who may know: the marks are there to be found.
    const others = await askAll(world, world.people.serviceManager, idsOf(world, audit));
    expect(naming(others, hidden)).toContain(`/audits/${audit.id}/read`);
    expect(naming(others, "is Inadequate overall")).toContain("/");
  });

  it("tells nobody but their writer what is still being written, whatever roles they hold", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, worker, auditor, qaLead } = world.people;
    const audit = await addSelected(world, moderator);
    const [grades, words] = ["WRITTEN-BY-THE-MODERATOR", "WRITTEN-BY-THE-WORKER"];
    const web = await startWeb(world.db);
    const type = async (person: WorldPerson, path: string, field: string, value: string) =>
      web.send(
        path,
        JSON.stringify({
          visit: "a-first-visit",
          number: 1,
          changes: { [field]: { value, version: 0, digest: "" } },
          versions: {},
        }),
        { as: person.email, headers: { Accept: "application/json" } },
      );
    const toGrades = paths.moderation.grades(audit.id, 1);
    const toWords = paths.audits.ownWords(audit.id);
    expect((await type(moderator, toGrades, "overall.reason", grades)).status).toBe(200);
    expect((await type(worker, toWords, "proudOf", words)).status).toBe(200);
    const known = { ...idsOf(world, audit), personId: moderator.id };
    for (const person of [auditor, qaLead]) {
      await grantAll(world, person);
      const answers = await askAll(world, person, known);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(40);
      expect(naming(answers, "WRITTEN-BY"), person.name).toEqual([]);
      // Nor by saving there: what stands would come back as taken, or as contested.
      for (const [path, field] of [
        [toGrades, "overall.reason"],
        [toWords, "proudOf"],
      ] as const) {
        const answer = await type(person, path, field, "Mine");
        expect([403, 404], `${person.name} ${path}`).toContain(answer.status);
        expect(answer.body).not.toContain("WRITTEN-BY");
      }
    }
    // Its writer does, and neither of the two reads the other's.
    const seen = [
      await askAll(world, moderator, known),
      await askAll(world, worker, known),
    ] as const;
    expect(naming(seen[0], grades)).toContain(paths.moderation.gradeOverall(audit.id));
    expect(naming(seen[1], words)).toContain(paths.audits.reflect(audit.id));
    expect([...naming(seen[0], words), ...naming(seen[1], grades)]).toEqual([]);
  }, 120_000);

  it("tells someone implicated nothing of the concern, whatever roles they hold", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, moderator } = world.people;
    await grantAll(world, teamManager);
    const audit = await addSelected(world, moderator);
    const words = "WHAT-WORRIES-ME";
    const concernId = await addConcern(world, audit, words);
    await world.db
      .insertInto("concern_bypass")
      .values({ concern_id: concernId, person_id: teamManager.id })
      .execute();
    const known = { ...idsOf(world, audit), concernId };
    const answers = await askAll(world, teamManager, known);
    expect(naming(answers, words)).toEqual([]);
    const own = `/concerns/${concernId}`;
    expect(answers.find(({ at }) => at === `${own}.data`)?.status).toBe(404);
    // Its own address stands in the refusal; nowhere else does its id.
    expect(naming(answers, concernId).filter((at) => !at.startsWith(own))).toEqual([]);
    const others = await askAll(world, world.people.qaLead, known);
    expect(naming(others, words)).toContain(own);
    expect(naming(others, concernId)).toContain("/");
  });

  it("lends a deputy nothing that either of the two must not know", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, auditor, teamManager, serviceManager } = world.people;
    await standIn(world, serviceManager, moderator);
    await standIn(world, teamManager, moderator);
    const audit = await addSelected(world, moderator, { grades: { overall: "inadequate" } });
    const place = { id: audit.id, teamId: audit.team_id, serviceId: audit.service_id };
    await transact(world.db, (tx) => noticeEscalation(tx, world.stampOf(auditor), place, true));
    const words = "WHAT-WORRIES-ME";
    const concernId = await addConcern(world, audit, words);
    const known = { ...idsOf(world, audit), concernId };
    const implicate = (person: WorldPerson) =>
      world.db
        .insertInto("concern_bypass")
        .values({ concern_id: concernId, person_id: person.id })
        .execute();
    await implicate(teamManager);
    const answers = await askAll(world, moderator, known);
    expect(naming(answers, hidden)).toEqual([]);
    expect(naming(answers, "is Inadequate overall")).toEqual([]);
    // For the service manager, who is free, the deputy reads it; for the team manager never.
    expect(naming(answers, words)).toEqual([
      `/concerns/${concernId}.data`,
      `/concerns/${concernId}`,
    ]);
    await implicate(serviceManager);
    expect(naming(await askAll(world, moderator, known), words)).toEqual([]);
  });

  it("keeps from the worker what a parent would not share with them", async () => {
    const world = await makeWorld(await makeDb());
    const { worker, moderator } = world.people;
    await grantAll(world, worker);
    const audit = await addSelected(world, moderator);
    await world.db.updateTable("audit").set({ worker_id: worker.id }).execute();
    await world.db
      .insertInto("voice")
      .values({
        audit_id: audit.id,
        key: "parent-1",
        kind: "parent",
        label: "Mother",
        status: "obtained",
        reason: "",
        said: "NOT-FOR-THE-WORKER",
        method: "",
        held_on: null,
        not_shared: 1,
      })
      .execute();
    const answers = await askAll(world, worker, idsOf(world, audit));
    expect(naming(answers, "NOT-FOR-THE-WORKER")).toEqual([]);
    const others = await askAll(world, world.people.teamManager, idsOf(world, audit));
    expect(naming(others, "NOT-FOR-THE-WORKER")).toContain(`/audits/${audit.id}/read`);
  });
});
