import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { readWholeCycle } from "~/overviews/reports/whole-cycle.server";
import { consistencyCodes } from "~/rules/audits/consistency";
import { contentFromAnswers, isAuditField } from "~/rules/audits/content";
import { readyToSubmit } from "~/rules/audits/readiness";
import type { Cohort } from "~/rules/caseload/caseload";
import { type Conflict, conflictsBetween } from "~/rules/independence/conflicts";
import { moderationRange } from "~/rules/moderation/moderation";
import { verifyOrder } from "~/rules/moderation/sealed-order";
import type { DrawPlan } from "~/rules/sampling/frame";
import { type Draw, drawAlgorithm, verifyDraw } from "~/rules/sampling/sampling";
import { countJudgements, goodOrAbove, gradedTotal, type Judgement } from "~/rules/tools/grades";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { Db } from "~db/core/open.server";
import { demonstrationAccounts } from "~db/demo/accounts";
import { demonstrationStart } from "~db/demo/clock";
import { loadDemonstration } from "~db/demo/load.server";
import { demoExercises } from "~db/demo/words/exercises";
import { findWholeChain } from "~db/exercises/chain.server";
import { unscopedPlannedAhead } from "~db/exercises/planned.server";
import { listInterests } from "~db/independence/interests.server";
import { findKeptOrder } from "~db/moderation/order.server";
import { findEarlierAudit, listOpenActions } from "~db/overviews/earlier-audits.server";
import { isEmpty } from "~db/people/people-list.server";
import { describeDatabases } from "../../support/databases";

const published = ["2023-11", "2024-01"];

describeDatabases("The demonstration", (makeDb) => {
  let db: Db;
  /** Milliseconds of the processor, which a busy machine does not stretch. */
  let took: number;
  beforeAll(async () => {
    db = await makeDb();
    expect(await isEmpty(db)).toBe(true);
    const began = process.cpuUsage();
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const { user, system } = process.cpuUsage(began);
    took = (user + system) / 1000;
  });

  /** Final judgements of the published cycles, by area. */
  async function finals(months: string[]) {
    return db
      .selectFrom("judgement")
      .innerJoin("audit", "audit.id", "judgement.audit_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .innerJoin("team", "team.id", "audit.team_id")
      .select(["exercise.month", "judgement.area", "judgement.judgement", "team.name as team"])
      .where("judgement.source", "=", "final")
      .where("exercise.kind", "=", "core")
      .where("exercise.state", "=", "closed")
      .where("exercise.month", "in", months)
      .execute();
  }
  const counts = (rows: { area: string; judgement: string }[], area: string) =>
    countJudgements(rows.filter((row) => row.area === area).map((r) => r.judgement as Judgement));

  const coreAudits = () =>
    db
      .selectFrom("audit")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .selectAll("audit")
      .select(["exercise.month", "exercise.state as exerciseState", "exercise.tool_version_id"])
      .where("exercise.kind", "=", "core")
      .execute();

  it("loads in seconds, into an empty database, and moves the clock to that morning", async () => {
    expect(took).toBeLessThan(20_000);
    expect(await isEmpty(db)).toBe(false);
    const offset = await db
      .selectFrom("setting")
      .select("value")
      .where("key", "=", "clock.offset")
      .executeTakeFirstOrThrow();
    const now = Date.parse("2026-02-03T04:05:06.000Z") + Number(offset.value);
    expect(new Date(now).toISOString()).toBe(demonstrationStart);
  });

  it("is the same wherever it is loaded, ids and words and all", async () => {
    const other = await makeDb();
    await loadDemonstration(other, new Date("2030-06-07T08:09:10.000Z"));
    const judgements = (one: Db) =>
      one
        .selectFrom("judgement")
        .selectAll()
        .orderBy("audit_id")
        .orderBy("area")
        .orderBy("source")
        .execute();
    const log = (one: Db) => one.selectFrom("action").selectAll().orderBy("reference").execute();
    expect(await judgements(other)).toEqual(await judgements(db));
    expect(await log(other)).toEqual(await log(db));
  });

  it("holds the published numbers of open cases", async () => {
    const rows = await db
      .selectFrom("case_record")
      .select(["cohort", "team_id", "unborn", "age"])
      .where("closed_on", "is", null)
      .execute();
    const of = (cohort: Cohort) => rows.filter((row) => row.cohort === cohort);
    expect(of("child-in-need")).toHaveLength(342);
    expect(of("child-in-care")).toHaveLength(136);
    expect(of("care-leaver")).toHaveLength(137);
    expect(of("early-help")).toHaveLength(354);
    expect(of("child-protection")).toHaveLength(112);
    const holding = await db.selectFrom("team").select("id").where("holds_cases", "=", 1).execute();
    const teams = new Set(holding.map(({ id }) => id));
    expect(rows.every(({ team_id }) => team_id !== null && teams.has(team_id))).toBe(true);
    expect(new Set(rows.map(({ team_id }) => team_id)).size).toBe(teams.size);
    expect(of("care-leaver").every(({ age }) => age !== null && age >= 18)).toBe(true);
    expect(rows.some(({ unborn }) => unborn === 1)).toBe(true);
  });

  it("reproduces the published figures of November and January from final grades", async () => {
    const rows = await finals(published);
    const overall = counts(rows, "overall");
    expect(overall).toMatchObject({
      outstanding: 2,
      good: 31,
      "requires-improvement": 20,
      inadequate: 0,
    });
    const of = (area: string) => {
      const counted = counts(rows, area);
      return [goodOrAbove(counted), gradedTotal(counted)];
    };
    expect(of("assessment")).toEqual([38, 53]);
    expect(of("supervision")).toEqual([22, 53]);
    expect(of("case-recording")).toEqual([30, 51]);
    expect(counts(rows, "case-recording")["not-judged"]).toBe(2);
    const share = (area: string) => {
      const [good = 0, all = 0] = of(area);
      return good / all;
    };
    const others = ["assessment", "direct-work", "case-recording"].map(share);
    for (const strong of ["contact-and-referral", "impact"]) {
      expect(share(strong)).toBeGreaterThan(Math.max(...others));
    }
    for (const weak of ["planning", "supervision"]) {
      expect(share(weak)).toBeLessThan(Math.min(...others));
    }
    const ofMonth = (month: string) =>
      rows.filter((row) => row.month === month && row.area === "overall").length;
    expect(published.map(ofMonth)).toEqual([26, 27]);
  });

  it("moves towards Good over the cycles before, and is never below Good in the disabilities team", async () => {
    const rows = await finals(["2023-02", "2023-05", "2023-08", ...published]);
    const months = ["2023-02", "2023-05", "2023-08"].map((month) =>
      counts(
        rows.filter((row) => row.month === month),
        "overall",
      ),
    );
    const rising = months.map((one) => goodOrAbove(one) / gradedTotal(one));
    expect(rising).toEqual(rising.toSorted());
    const falling = months.map((one) => one["requires-improvement"]);
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    expect(new Set(rising).size).toBe(3);
    const disabilities = rows.filter((row) => row.team === "Children with Disabilities");
    const theirs = counts(disabilities, "overall");
    expect(theirs["requires-improvement"] + theirs.inadequate).toBe(0);
    expect(goodOrAbove(theirs)).toBeGreaterThan(5);
  });

  it("keeps tallies that equal a recount", async () => {
    expect(await listKeptDifferences(db)).toEqual([]);
    const kept = await db.selectFrom("tally").select("count").execute();
    expect(kept.length).toBeGreaterThan(100);
  });

  it("moderates every audit of the first three cycles, then 20 to 30%, and changed a few grades", async () => {
    const audits = await coreAudits();
    const moderations = await db.selectFrom("moderation").selectAll().execute();
    const percentages = await db
      .selectFrom("exercise")
      .select(["month", "moderation_from as from", "moderation_to as to"])
      .where("kind", "=", "core")
      .execute();
    for (const month of new Set(audits.map((audit) => audit.month))) {
      const submitted = audits.filter((one) => one.month === month && one.submitted_at !== null);
      const ids = new Set(submitted.map((audit) => audit.id));
      const count = moderations.filter((one) => ids.has(one.audit_id)).length;
      const live = audits.filter((one) => one.month === month && one.state !== "withdrawn");
      const own = percentages.find((one) => one.month === month);
      const { min, max } = moderationRange(live.length, own);
      const first = month < "2023-11";
      const least = first ? submitted.length : submitted.length === 0 ? 0 : min;
      expect(count, month).toBeGreaterThanOrEqual(least);
      expect(count, month).toBeLessThanOrEqual(first ? submitted.length : max);
      const swapped = audits.filter((one) => one.month === month && one.origin === "swapped");
      const withdrawn = audits.filter((one) => one.month === month && one.state === "withdrawn");
      expect(swapped.map((one) => one.previous_audit_id)).toEqual(withdrawn.map(({ id }) => id));
      for (const one of submitted.filter((audit) => audit.exerciseState === "closed")) {
        expect(one.state).toBe("final");
      }
    }
    const changed = moderations.filter(
      ({ outcome }) => outcome === "upgraded" || outcome === "downgraded",
    );
    expect(changed.length).toBeGreaterThanOrEqual(5);
    for (const { audit_id, outcome } of changed) {
      const rows = await db
        .selectFrom("judgement")
        .select(["source", "judgement"])
        .where("audit_id", "=", audit_id)
        .where("area", "=", "overall")
        .execute();
      const by = (source: string) => rows.find((row) => row.source === source)?.judgement;
      expect([by("auditor"), by("final")]).toEqual(
        outcome === "upgraded"
          ? ["requires-improvement", "good"]
          : ["good", "requires-improvement"],
      );
      expect(by("moderator")).toBeDefined();
    }
  });

  it("shows one second look: answered before its cycle closed, by someone new to it, and nothing moved", async () => {
    const looks = await db
      .selectFrom("second_look as look")
      .innerJoin("audit", "audit.id", "look.audit_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select(["look.id", "look.moderation_id", "look.state", "look.answer", "answered_at"])
      .select(["exercise.closed_at", "asked_by", "audit.auditor_id"])
      .execute();
    expect(looks.map(({ state, answer }) => [state, JSON.parse(answer).kind])).toEqual([
      ["answered", "stands"],
    ]);
    const [look] = looks;
    if (!look) throw new Error("There is none");
    expect(look.asked_by).toBe(look.auditor_id);
    expect((look.answered_at ?? "") < (look.closed_at ?? "")).toBe(true);
    const takers = async (table: "second_look_part" | "decision_part", of: string, id: string) =>
      (
        await db
          .selectFrom(table)
          .select("person_id")
          .where(of as never, "=", id as never)
          .execute()
      ).map(({ person_id }) => person_id);
    const first = await takers("decision_part", "moderation_id", look.moderation_id);
    const answered = await takers("second_look_part", "second_look_id", look.id);
    expect(answered).toHaveLength(2);
    expect(answered.filter((id) => !first.includes(id))).toHaveLength(1);
    expect(answered).not.toContain(look.auditor_id);
  });

  it("has March open in every state, with an Inadequate one and a concern waiting", async () => {
    const audits = (await coreAudits()).filter((audit) => audit.month === "2024-03");
    expect(audits).toHaveLength(28);
    const inState = (state: string) => audits.filter((audit) => audit.state === state);
    expect(inState("allocated")).toHaveLength(3);
    expect(inState("started")).toHaveLength(4);
    for (const state of ["submitted", "selected", "committed", "panel", "returned", "final"]) {
      expect(inState(state).length, state).toBeGreaterThan(0);
    }
    const late = [...inState("allocated"), ...inState("started")].filter(
      ({ due_on }) => due_on !== null && due_on < "2024-04-15",
    );
    expect(late).toHaveLength(2);
    const grades = await db
      .selectFrom("judgement")
      .select(["audit_id", "judgement"])
      .where("area", "=", "overall")
      .where("judgement", "=", "inadequate")
      .where(
        "audit_id",
        "in",
        audits.map((audit) => audit.id),
      )
      .execute();
    expect(grades).toHaveLength(1);
    expect(inState("selected").map((audit) => audit.id)).toContain(grades[0]?.audit_id);

    const waiting = await db
      .selectFrom("concern")
      .innerJoin("team", "team.id", "concern.team_id")
      .select(["team.name", "due_at"])
      .where("acknowledged_at", "is", null)
      .execute();
    expect(waiting.map(({ name }) => name).sort()).toEqual(["Rowan", "Willow"]);
    expect(new Set(waiting.map(({ due_at }) => due_at))).toEqual(
      new Set(["2024-04-15T16:00:00.000Z"]),
    );
    const up = await db
      .selectFrom("concern")
      .innerJoin("concern_alert", "concern_alert.concern_id", "concern.id")
      .select(["concern_alert.part", "escalated_because"])
      .where("escalated_at", "is not", null)
      .orderBy("concern_alert.part")
      .execute();
    expect(up.map(({ part }) => part)).toEqual(["leader", "leader", "qa-lead"]);
    const draw = await db
      .selectFrom("draw")
      .innerJoin("exercise", "exercise.id", "draw.exercise_id")
      .select("draw.plan")
      .where("exercise.month", "=", "2024-03")
      .executeTakeFirstOrThrow();
    expect(Object.values((JSON.parse(draw.plan) as DrawPlan).sizes ?? {})).toEqual([4]);
  });

  it("gives each account something to do", async () => {
    const people = await db
      .selectFrom("auth_account")
      .innerJoin("person", "person.id", "auth_account.person_id")
      .innerJoin("role_grant", "role_grant.person_id", "person.id")
      .select(["person.id", "person.email"])
      .execute();
    const emails = new Set(people.map(({ email }) => email));
    expect(emails).toEqual(new Set(demonstrationAccounts.map(({ email }) => email)));
    const id = (name: string) =>
      people.find(({ email }) => email === `${name}@demo.example`)?.id ?? "";
    const march = (await coreAudits()).filter((audit) => audit.month === "2024-03");
    const own = march.filter((audit) => audit.auditor_id === id("auditor"));
    expect(own.map((audit) => audit.state)).toEqual(
      expect.arrayContaining(["allocated", "started", "submitted", "final"]),
    );
    const again = (await coreAudits()).filter(
      (audit) => audit.auditor_id === id("auditor") && audit.origin === "re-audit",
    );
    expect(again.map((audit) => audit.state)).toEqual(["allocated"]);
    const of = {
      caseId: again[0]?.case_id ?? "",
      auditId: again[0]?.id ?? "",
      readerId: id("auditor"),
    };
    const last = await findEarlierAudit(db, of);
    expect(last).toMatchObject({ isFinal: true, month: "2023-05" });
    expect(last?.grades[0]).toEqual({ area: null, judgement: "inadequate" });
    expect(last?.findings.length).toBeGreaterThan(0);
    expect(await listOpenActions(db, of)).toHaveLength(1);
    const moderations = await db.selectFrom("moderation").selectAll().execute();
    const unread = moderations.filter(
      (one) => one.feedback !== "" && one.feedback_read_at === null && one.outcome !== "returned",
    );
    expect(unread.map((one) => one.audit_id)).toEqual([
      own.find((audit) => audit.state === "final")?.id,
    ]);
    const uncommitted = moderations.filter((one) => one.committed_at === null);
    expect(uncommitted.map((one) => one.moderator_id)).toContain(id("moderator"));
    expect(
      march.some((audit) => audit.worker_id === id("practitioner") && audit.state === "submitted"),
    ).toBe(true);
    const open = await db
      .selectFrom("response")
      .innerJoin("team", "team.id", "response.team_id")
      .select(["team.name", "due_on"])
      .where("answered_at", "is", null)
      .orderBy("due_on")
      .execute();
    expect(open).toEqual([
      { name: "Early Help", due_on: "2024-04-05" },
      { name: "Willow", due_on: "2024-04-19" },
    ]);
    const led = await db
      .selectFrom("exercise")
      .select("state")
      .where("kind", "=", "dip-sample")
      .where("lead_id", "=", id("service-manager"))
      .execute();
    expect(led.map(({ state }) => state)).toContain("planned");
  });

  it("could have been typed in: what was submitted passes every check, drafts leak nothing", async () => {
    const tools = await db.selectFrom("tool_version").select(["id", "definition"]).execute();
    const answers = await db.selectFrom("answer").selectAll().execute();
    const findings = await db.selectFrom("finding").select(["audit_id", "kind"]).execute();
    const actions = await db.selectFrom("action").select(["audit_id", "area"]).execute();
    const judged = await db.selectFrom("judgement").selectAll().execute();
    const voices = await db.selectFrom("voice").select("audit_id").execute();
    for (const audit of await coreAudits()) {
      const definition = tools.find(({ id }) => id === audit.tool_version_id)?.definition ?? "";
      const tool = JSON.parse(definition) as ToolDefinition;
      const own = answers.filter((answer) => answer.audit_id === audit.id);
      expect(own.filter(({ field }) => !isAuditField(field, tool, consistencyCodes))).toEqual([]);
      const made = judged.filter((row) => row.audit_id === audit.id);
      if (audit.submitted_at === null) {
        expect(made).toEqual([]);
        expect(voices.filter((row) => row.audit_id === audit.id)).toEqual([]);
        expect(own.length > 0).toBe(audit.state === "started");
        continue;
      }
      const theirs = findings.filter((row) => row.audit_id === audit.id);
      const content = contentFromAnswers(
        Object.fromEntries(own.map(({ field, value }) => [field, value])),
        tool,
        {
          findings: {
            strengths: theirs.filter((row) => row.kind === "strength").length,
            developments: theirs.filter((row) => row.kind === "development").length,
          },
          actions: actions.filter((row) => row.audit_id === audit.id),
        },
      );
      expect(readyToSubmit(content, tool)).toEqual([]);
      const auditors = made.filter((row) => row.source === "auditor");
      expect(auditors).toHaveLength(tool.areas.length + 1);
      for (const { area, judgement, reason } of auditors) {
        const typed =
          area === "overall"
            ? { judgement: content.overall.grade, rationale: content.overall.rationale }
            : content.areas[area];
        expect([judgement, reason]).toEqual([typed?.judgement, typed?.rationale]);
      }
      const final = made.filter((row) => row.source === "final");
      expect(final).toHaveLength(audit.state === "final" ? tool.areas.length + 1 : 0);
    }
  });

  it("keeps draws that come out the same when run again", async () => {
    const draws = await db.selectFrom("draw").selectAll().execute();
    expect(draws).toHaveLength(6);
    for (const kept of draws) {
      const rows = await db
        .selectFrom("draw_case")
        .selectAll()
        .where("draw_id", "=", kept.id)
        .execute();
      const frame = rows.map((row) => ({
        caseId: row.case_id,
        reference: row.reference,
        familyReference: row.family_reference,
        teamId: row.team_id,
        cohort: row.cohort as Cohort,
        openedOn: row.opened_on,
        sensitive: row.sensitive === 1,
        lastAuditedOn: row.last_audited_on,
        closedOn: row.closed_on,
      }));
      const recorded: Draw = {
        algorithm: kept.algorithm,
        seed: kept.seed,
        fingerprint: kept.fingerprint,
        strata: JSON.parse(kept.strata),
        cases: rows.map((row) => ({
          caseId: row.case_id,
          stratum: row.stratum,
          position: row.position,
          status: row.status,
          reason: row.reason as Draw["cases"][number]["reason"],
          probability: row.probability ?? 0,
        })),
      };
      expect(kept.algorithm).toBe(drawAlgorithm);
      expect(verifyDraw(frame, JSON.parse(kept.plan), recorded)).toEqual({ same: true });
      const drawn = rows.filter((row) => row.status === "drawn").map((row) => row.case_id);
      const audits = await db
        .selectFrom("audit")
        .select("case_id")
        .where("exercise_id", "=", kept.exercise_id)
        .where("origin", "=", "drawn")
        .execute();
      expect(audits.map((audit) => audit.case_id).toSorted()).toEqual(drawn.toSorted());
    }
  });

  it("lets nobody audit or moderate where they have a conflict of interest", async () => {
    const people = await db.selectFrom("person").select(["id", "team_id", "manager_id"]).execute();
    const person = (id: string | null) => people.find((one) => one.id === id);
    const moderations = await db
      .selectFrom("moderation")
      .select(["audit_id", "moderator_id"])
      .execute();
    const conflicts: Conflict[] = [];
    const audits = await coreAudits();
    const interests = await listInterests(
      db,
      audits.map(({ id, case_id, team_id, service_id }) => ({
        key: id,
        caseId: case_id,
        teamId: team_id,
        serviceId: service_id,
      })),
    );
    for (const audit of audits) {
      const moderator = moderations.find((one) => one.audit_id === audit.id)?.moderator_id ?? null;
      if (audit.state === "withdrawn") continue;
      expect(moderator).not.toBe(audit.auditor_id);
      const facts = interests.get(audit.id);
      if (!facts) throw new Error("An audit has no case");
      for (const id of [audit.auditor_id, moderator]) {
        const who = person(id);
        if (!who) continue;
        const on = audit.submitted_at?.slice(0, 10) ?? "2024-04-15";
        const interested = { id: who.id, teamId: who.team_id, managerId: who.manager_id };
        conflicts.push(...conflictsBetween(interested, facts, on));
      }
    }
    expect(conflicts).toEqual([]);
  });

  it("counts every tally of the thematic audits and dip samples as written", async () => {
    for (const words of demoExercises) {
      const exercise = await db
        .selectFrom("exercise")
        .selectAll()
        .where("kind", "=", words.kind)
        .where("title", "=", words.title)
        .executeTakeFirstOrThrow();
      const answers = await db
        .selectFrom("answer")
        .innerJoin("audit", "audit.id", "answer.audit_id")
        .select(["answer.field", "answer.value"])
        .where("audit.exercise_id", "=", exercise.id)
        .execute();
      for (const tally of words.tallies) {
        const values = answers
          .filter(({ field }) => field === `question.${tally.question}`)
          .map(({ value }) => value);
        const count = (value: string) => values.filter((one) => one === value).length;
        expect(["met", "partly", "not-met", "not-applicable"].map(count)).toEqual([
          tally.met,
          tally.partly,
          tally.notMet,
          tally.notApplicable,
        ]);
      }
      const audits = await db
        .selectFrom("audit")
        .select(["cohort", "case_id"])
        .where("exercise_id", "=", exercise.id)
        .execute();
      expect(exercise.state).toBe(words.state);
      if (words.state === "planned") {
        expect(audits).toEqual([]);
        continue;
      }
      expect(new Set(audits.map((audit) => audit.case_id)).size).toBe(words.caseCount);
      for (const [cohort, count] of Object.entries(words.cohortMix)) {
        expect(audits.filter((audit) => audit.cohort === cohort)).toHaveLength(count);
      }
      const actions = await db
        .selectFrom("action")
        .select(["due_on", "status"])
        .where("exercise_id", "=", exercise.id)
        .execute();
      expect(actions.map(({ due_on }) => due_on?.slice(0, 7) ?? null).toSorted()).toEqual(
        words.actions.map(({ month }) => month).toSorted(),
      );
    }
    const chain = await db
      .selectFrom("exercise")
      .innerJoin("exercise as earlier", "earlier.id", "exercise.prompted_by_id")
      .select(["exercise.title", "earlier.title as promptedBy"])
      .execute();
    expect(chain).toContainEqual({
      title: "Section 47 enquiries",
      promptedBy: "Strategy meetings",
    });
  });

  it("links what led to what, and has a year delivered, missed with a reason, and planned ahead", async () => {
    const readerId = "nobody";
    const ids = await db.selectFrom("exercise").select(["id", "title"]).execute();
    const chainOf = async (title: string) => {
      const id = ids.find((one) => one.title === title)?.id ?? "";
      return (await findWholeChain(db, id, readerId)).map((one) => [one.title, one.state]);
    };
    const sections = [
      ["Strategy meetings", "closed"],
      ["Section 47 enquiries", "closed"],
    ];
    expect(await chainOf("Section 47 enquiries")).toEqual(expect.arrayContaining(sections));
    expect(await chainOf("Strategy meetings")).toEqual(await chainOf("Section 47 enquiries"));
    expect(await chainOf("Early signs of exploitation")).toEqual([
      ["Early signs of exploitation", "closed"],
      ["Exploitation: follow-up sample", "planned"],
    ]);
    const planned = await unscopedPlannedAhead(db, { from: "2023-04", to: "2025-03" });
    const thisYear = planned.filter(({ month }) => month < "2024-04");
    expect(thisYear.map(({ outcome }) => outcome)).toEqual([
      ...["held", "missed", "missed", "held", null],
    ]);
    expect(thisYear.every(({ outcome, outcomeReason }) => !outcome || outcomeReason !== "")).toBe(
      true,
    );
    expect(planned.length - thisYear.length).toBeGreaterThan(15);
  });

  it("shows moderation whole: agreement to read, all of a cycle estimated, a meeting, a calibration", async () => {
    const cycles = await db
      .selectFrom("exercise")
      .selectAll()
      .where("kind", "=", "core")
      .where("state", "=", "closed")
      .orderBy("month", "desc")
      .execute();
    const [last] = cycles;
    if (!last) expect.fail("no cycle is closed");
    const whole = await readWholeCycle(db, {
      ...{ id: last.id, month: last.month ?? "", state: "closed", moderated: true },
      moderationAlgorithm: last.moderation_algorithm,
    });
    expect(whole?.estimatedOf).toBe("Estimated of all 53 audits");
    expect(whole?.said).toContain("November 2023 to January 2024");
    for (const one of cycles.slice(0, 2)) {
      const kept = await findKeptOrder(db, one.id);
      expect(kept && verifyOrder(kept)).toEqual({ same: true });
    }
    const pairs = await db
      .selectFrom("grade_pair")
      .select(sql<number>`sum(count)`.as("n"))
      .where("area", "=", "overall")
      .executeTakeFirstOrThrow();
    expect(Number(pairs.n)).toBeGreaterThan(80);
    const meetings = await db.selectFrom("panel_meeting").select(["state", "notes"]).execute();
    expect(meetings.filter(({ state, notes }) => state === "closed" && notes !== "")).toHaveLength(
      1,
    );
    const raters = await db
      .selectFrom("calibration_rater")
      .select("submitted_at")
      .where("submitted_at", "is not", null)
      .execute();
    expect(raters.length).toBeGreaterThanOrEqual(8);
  });

  it("numbers the learning log from 1, and nobody verified their own action", async () => {
    const actions = await db.selectFrom("action").selectAll().orderBy("reference").execute();
    expect(actions.map((action) => action.reference)).toEqual(actions.map((_, n) => n + 1));
    expect(new Set(actions.map((action) => action.source))).toEqual(
      new Set(["audit", "response", "thematic", "dip-sample"]),
    );
    for (const action of actions) {
      const { status } = action;
      expect(action.completed_on !== null).toBe(status === "completed" || status === "verified");
      expect(action.verified_by !== null).toBe(status === "verified");
      if (action.verified_by) expect(action.verified_by).not.toBe(action.owner_id);
      expect(action.raised_at.slice(0, 10) <= (action.completed_on ?? "9999")).toBe(true);
      expect((action.completed_on ?? "") <= (action.verified_on ?? "9999")).toBe(true);
    }
    expect(actions.some((action) => action.due_on === null)).toBe(true);
  });

  it("tells nothing from the future, in an order, with a history that proves itself", async () => {
    const events = await db
      .selectFrom("event")
      .innerJoin("event_body", "event_body.event_id", "event.id")
      .selectAll()
      .orderBy("seq")
      .execute();
    const times = events.map((event) => event.at);
    expect(times).toEqual(times.toSorted());
    for (const event of events) {
      const told = [event.salt, event.stream, event.kind, event.actor_id, event.at];
      const digest = createHash("sha256")
        .update(JSON.stringify([...told, event.before, event.after]))
        .digest("hex");
      expect(event.digest).toBe(digest);
    }
    const streams = new Set(events.map((event) => event.stream));
    for (const { id } of await db.selectFrom("audit").select("id").execute()) {
      expect(streams).toContain(`audit:${id}`);
    }
    for (const { id } of await db.selectFrom("action").select("id").execute()) {
      expect(streams).toContain(`action:${id}`);
    }
    const tables = ["audit", "answer", "judgement", "moderation", "response", "action"] as const;
    const more = ["finding", "concern", "draw", "exercise", "reflection", "action_update"] as const;
    for (const table of [...tables, ...more]) {
      const rows = await db.selectFrom(table).selectAll().execute();
      const late = rows.flatMap((row) =>
        Object.entries(row).filter(
          ([column, value]) =>
            column !== "due_at" &&
            typeof value === "string" &&
            /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) &&
            value >= demonstrationStart,
        ),
      );
      expect(late, table).toEqual([]);
    }
    for (const one of await coreAudits()) {
      const steps = [one.started_at, one.submitted_at, one.final_at].filter((at) => at !== null);
      expect(steps).toEqual(steps.toSorted());
    }
  });
});
