import fc from "fast-check";
import { expect, it } from "vitest";
import { isTrueOf } from "~/rules/reports/feed-memory";
import { feedSets, findFeedSet } from "~/rules/reports/feed-model";
import { nextQuery, readFeedQuery } from "~/rules/reports/feed-query";
import type { FeedRow } from "~/rules/reports/feed-shapes";
import { type ResponseClock, responseState } from "~/rules/reports/responses";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import type { Schema } from "~db/core/schema";
import { countFeedRows, unscopedFeedRows } from "~db/reports/feed.server";
import { addToPromptTallies, unscopedPromptDifferences } from "~db/reports/prompt-tallies.server";
import { addToTallies } from "~db/reports/tallies.server";
import { describeDatabases } from "../../support/databases";
import { addSubmitted } from "../../support/moderated";
import { makeWorld } from "../../support/world";

const today = "2024-04-15";
const secret = "SECRET-OF-A-CHILD";

const set = (name: string) => {
  const found = findFeedSet(name);
  if (!found) throw new Error(`No set ${name}`);
  return found;
};
const asked = (name: string, query: Record<string, string> = {}) =>
  readFeedQuery(set(name), new URLSearchParams(query));

describeDatabases("The feed", (makeDb) => {
  /** Two final audits, one open one and a re-audit; actions with and without a date. */
  async function council() {
    const world = await makeWorld(await makeDb());
    const { db, people, teams } = world;
    for (const more of [
      { state: "final" },
      { state: "final" },
      {},
      { origin: "re-audit" as const, state: "final" },
    ]) {
      const audit = await addSubmitted(world, more);
      const rows = await db
        .selectFrom("judgement")
        .selectAll()
        .where("audit_id", "=", audit.id)
        .execute();
      await db
        .insertInto("judgement")
        .values(rows.map((row) => ({ ...row, source: "final" as const, round: 2 })))
        .execute();
      if (more.state === "final") {
        await transact(db, (tx) => addToTallies(tx, [audit.id]));
        await transact(db, (tx) => addToPromptTallies(tx, [audit.id]));
      }
      await db
        .insertInto("finding")
        .values({
          ...{ id: newId(), exercise_id: audit.exercise_id, audit_id: audit.id },
          ...{
            kind: "strength",
            area: "plo",
            theme: "of-the-test",
            text: secret,
            case_count: null,
          },
          ...{ made_by: people.auditor.id, made_at: audit.submitted_at ?? "" },
        })
        .execute();
    }
    await db
      .insertInto("action")
      .values(
        ["2024-05-01", null, "2023-12-24", "2024-05-01", null].map((due_on, at) => ({
          id: newId(),
          reference: 100 + at,
          what: secret,
          why: secret,
          area: at % 2 === 0 ? "plo" : null,
          theme: null,
          level: at === 0 ? ("child" as const) : ("team" as const),
          success_measure: secret,
          owner_id: people.worker.id,
          owner_role: secret,
          team_id: teams.willow.id,
          service_id: null,
          due_on,
          due_precision: "day" as const,
          status: at === 1 ? "Open's 100%" : "open_",
          source: secret,
          exercise_id: null,
          audit_id: null,
          response_id: null,
          finding_id: null,
          raised_by: people.qaLead.id,
          raised_at: `2024-0${at + 1}-15T08:00:00.000Z`,
          completed_on: null,
          completed_by: null,
          evidence: secret,
          verified_by: null,
          verified_on: null,
          impact: secret,
          supervision_on: null,
          superseded_by_id: null,
          closing_reason: secret,
        })),
      )
      .execute();
    return world;
  }

  async function all(db: Parameters<typeof unscopedFeedRows>[0], name: string, query = {}) {
    return unscopedFeedRows(db, set(name), asked(name, query), 10_000, { today, kept: new Set() });
  }

  it("gives the grades that are tallied, in every basis", async () => {
    const { db } = await council();
    const counted = new Map<string, number>();
    for (const row of await all(db, "Grades")) {
      const { ExerciseId, Basis, TeamId, ServiceId, Cohort, AreaCode, GradeCode } = row;
      const key = [ExerciseId, Basis, TeamId, ServiceId, Cohort, AreaCode, GradeCode].join(" ");
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    const tallies = await db.selectFrom("tally").selectAll().execute();
    const kept = tallies.map(
      (t) =>
        [
          [t.exercise_id, t.basis, t.team_id, t.service_id, t.cohort, t.area, t.judgement].join(
            " ",
          ),
          t.count,
        ] as const,
    );
    expect(tallies.length).toBeGreaterThan(4);
    expect([...counted].toSorted()).toEqual([...kept].toSorted());
  });

  it("gives the answers to prompts and the findings of audits that are final and no re-audit", async () => {
    const { db, exercise, teams, serviceId } = await council();
    const place = {
      ...{ ExerciseId: exercise.id, TeamId: teams.willow.id, ServiceId: serviceId },
      Cohort: "child-in-need",
    };
    const areas = ["assessment", "contact", "plo"];
    expect(await all(db, "Prompts")).toEqual(
      areas.map((AreaCode) => ({
        ...{ ...place, AreaCode, PromptCode: "timely", Answer: "partly", Count: 2 },
        PromptKey: `${AreaCode}/timely`,
      })),
    );
    expect((await all(db, "PromptTexts")).map(({ PromptKey, Text }) => [PromptKey, Text])).toEqual([
      ["assessment/timely", "Was it timely?"],
      ["contact/timely", "Was it timely?"],
      ["plo/timely", "Was it timely?"],
    ]);
    const finals = (await all(db, "Audits")).filter(({ CountsInFigures }) => CountsInFigures);
    const findings = await all(db, "Findings", { $filter: "ThemeCode eq 'of-the-test'" });
    expect(findings.map(({ AuditId }) => AuditId).toSorted()).toEqual(
      finals.map(({ AuditId }) => AuditId).toSorted(),
    );
    expect(findings[0]).toEqual({
      ...place,
      ...{ FindingId: expect.any(String), AuditId: expect.any(String), Kind: "strength" },
      ...{ AreaCode: "plo", ThemeCode: "of-the-test", CaseCount: null },
    });
    expect(await unscopedPromptDifferences(db)).toEqual([]);
  });

  it("gives each response in the state that its page shows, and since when it is agreed", async () => {
    const world = await makeWorld(await makeDb());
    const { db, teams } = world;
    const at = "2024-04-02T08:00:00.000Z";
    const times = ["read_at", "answered_at", "sent_back_at", "agreed_at"] as const;
    const combinations = Array.from({ length: 16 }, (_, n) =>
      Object.fromEntries(times.map((time, bit) => [time, (n >> bit) % 2 === 1 ? at : null])),
    );
    const days = ["2024-04-14", today];
    for (const [n, set] of combinations.entries())
      for (const due_on of days) {
        const { id: exercise_id } = await world.addExercise({ title: `Cycle ${n}, ${due_on}` });
        await db
          .insertInto("response")
          .values({
            ...{ id: newId(), exercise_id, team_id: teams.willow.id, asked_at: at, due_on },
            ...{ read_at: null, answered_at: null, answered_by: null, comment: "" },
            ...{ none_needed_reason: "", ...set },
          })
          .execute();
      }
    const rows = await all(db, "Responses");
    expect(rows).toHaveLength(combinations.length * days.length);
    for (const { State, DueOn, ReadAt, AnsweredAt, SentBackAt, AgreedAt } of rows) {
      const clock = {
        ...{ dueOn: DueOn, readAt: ReadAt, answeredAt: AnsweredAt },
        ...{ sentBackAt: SentBackAt, agreedAt: AgreedAt },
      } as ResponseClock;
      expect(State).toBe(responseState(clock, today));
    }
    const agreed = await all(db, "Responses", { $filter: "State eq 'agreed'" });
    expect(agreed).toHaveLength(16);
    expect(new Set(agreed.map(({ AgreedAt }) => AgreedAt))).toEqual(new Set([at]));
  });

  it("answers a filter as rows at hand do", async () => {
    const { db } = await council();
    const rows = await all(db, "Actions");
    const atom = fc.constantFrom(
      ...["Reference gt 101", "AreaCode eq 'plo'", "AreaCode ne 'plo'", "DueOn eq null"],
      ...[
        "DueOn lt 2024-03-01",
        "DueOn ne 2024-05-01",
        "year(DueOn) eq 2024",
        "month(RaisedAt) le 3",
      ],
      ...["contains(Status,'100%')", "contains(Status,'open')", "startswith(Status,'O')"],
      ...["endswith(Status,'_')", "contains(Status,'')", "Level in ('child','strategic')"],
      ...["AreaCode in (null,'x')", "tolower(Status) eq 'open''s 100%'", "AreaCode gt 'a'"],
    );
    const { filter: anyFilter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        atom,
        tie("filter").map((one) => `not (${one})`),
        fc
          .tuple(tie("filter"), fc.constantFrom("and", "or"), tie("filter"))
          .map(([left, by, right]) => `(${left}) ${by} (${right})`),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(anyFilter, async ($filter) => {
        const { filter } = asked("Actions", { $filter });
        const ids = (list: FeedRow[]) => list.map(({ ActionId }) => ActionId);
        const found = await all(db, "Actions", { $filter });
        expect(ids(found)).toEqual(ids(rows.filter((row) => filter && isTrueOf(filter, row))));
        expect(await countFeedRows(db, set("Actions"), filter, { today, kept: new Set() })).toBe(
          found.length,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(["", "DueOn", "DueOn desc", "Level desc,DueOn desc", "AreaCode,Reference desc"])(
    "gives every row once, page by page, by the order %s",
    async ($orderby) => {
      const { db } = await council();
      const whole = await all(db, "Actions", $orderby ? { $orderby } : {});
      let params = new URLSearchParams($orderby ? { $orderby } : {});
      const seen: FeedRow[] = [];
      for (let pages = 0; pages < 9; pages += 1) {
        const query = readFeedQuery(set("Actions"), params);
        const rows = await unscopedFeedRows(db, set("Actions"), query, 3, {
          today,
          kept: new Set(),
        });
        seen.push(...rows.slice(0, 2));
        const last = rows.length > 2 ? rows[1] : undefined;
        if (!last) break;
        params = nextQuery(params, query, last, 2);
      }
      expect(seen).toEqual(whole);
      expect(seen).toHaveLength(5);
    },
  );

  it("holds nothing that was written, no child and no member of staff", async () => {
    const { db } = await council();
    const written: Partial<Record<keyof Schema, string[]>> = {
      judgement: ["reason"],
      answer: ["value"],
      finding: ["text"],
      voice: ["said", "label", "reason"],
      person: ["name", "name_folded", "job_title"],
      case_record: ["reference"],
      exercise: [
        "narrative",
        "rationale",
        "lines_of_enquiry",
        "methodology",
        "next_steps",
        "trigger_text",
      ],
      audit: ["origin_reason", "override_reason"],
    };
    for (const [table, columns] of Object.entries(written))
      for (const column of columns) {
        const unique = table === "case_record";
        let update = db.updateTable(table as never).set({ [column]: secret } as never);
        if (unique)
          update = update.where(
            "id" as never,
            "=",
            (await db.selectFrom("case_record").select("id").executeTakeFirst())?.id as never,
          );
        await update.execute();
      }
    const people = (await db.selectFrom("person").select("id").execute()).map(({ id }) => id);
    const cases = (await db.selectFrom("case_record").select("id").execute()).map(({ id }) => id);
    for (const { name } of feedSets) {
      const rows = await all(db, name);
      const text = JSON.stringify(rows);
      if (name !== "Responses" && name !== "Themes") expect(rows.length, name).toBeGreaterThan(0);
      expect(text, name).not.toContain(secret);
      for (const id of [...people, ...cases]) expect(text, name).not.toContain(id);
    }
  });
});
