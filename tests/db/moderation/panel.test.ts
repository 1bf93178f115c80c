import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findActor } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findTakenDecision, listParts } from "~db/moderation/decisions.server";
import { recordDecision, takeDecision } from "~db/operations/moderation/decision.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import {
  listColleagues,
  namePanelMember,
  sayNotThere,
} from "~db/operations/moderation/panel-deeds.server";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import { listTakenAlone, listToConfirm } from "~db/overviews/panel-lists.server";
import { describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { decideByTwo, finalWith, moderatedAudit, recordAs, takeAs } from "../../support/panel";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const today = "2024-04-15";
const areas = {
  contact: { judgement: "good" as const, reason: "A" },
  assessment: { judgement: "good" as const, reason: "B" },
  plo: { judgement: "good" as const, reason: "C" },
};
const good = finalWith("good", areas, { outcome: "upgraded" });

describeDatabases("a decision that two people take", (makeDb) => {
  let world: World;
  /** Another moderator, and one who sits in the case's own team. */
  let other: WorldPerson;
  let inLine: WorldPerson;
  let audit: Awaited<ReturnType<typeof addSelected>>;

  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    other = await world.addPerson("Olu Other", "moderator");
    inLine = await world.addPerson("Una Same", "moderator", { worksIn: world.teams.willow.id });
  });
  beforeEach(async () => {
    audit = await committed();
  });

  async function committed() {
    const made = await addSelected(world, world.people.moderator);
    const subject = await moderatedAudit(world.db, made.id);
    await transact(world.db, (tx) =>
      saveCommitment(tx, world.stampOf(world.people.moderator), subject, {
        version: subject.moderation.version,
        changes: 0,
        grading: { areas, overall: { grade: "good", reason: "D" } },
        quality: {},
      }),
    );
    return made;
  }

  const by = (person: WorldPerson) => world.stampOf(person);
  const record = (person: WorldPerson, present: string[] = []) =>
    transact(world.db, (tx) => recordAs(tx, by(person), audit.id, good, present));
  const take = (person: WorldPerson, more: Parameters<typeof takeAs>[3] = {}) =>
    transact(world.db, (tx) => takeAs(tx, by(person), audit.id, more));
  const states = async () => {
    const { audit: a, moderation } = await moderatedAudit(world.db, audit.id);
    return `${a.state}, ${moderation.state}`;
  };
  const finals = async () =>
    (
      await world.db
        .selectFrom("judgement")
        .select("area")
        .where("audit_id", "=", audit.id)
        .where("source", "=", "final")
        .execute()
    ).length;
  const waitsFor = async (person: WorldPerson) =>
    (await listToConfirm(world.db, person.id, today)).some(({ auditId }) => auditId === audit.id);

  it("is nobody's final word while one has recorded it, and shows to those who could confirm it", async () => {
    const { qaLead, moderator, auditor } = world.people;
    await record(qaLead);
    expect(await states()).toBe("panel, recorded");
    expect(await finals()).toBe(0);
    expect(await waitsFor(moderator)).toBe(true);
    expect(await waitsFor(other)).toBe(true);
    expect(await waitsFor(qaLead)).toBe(false);
    expect(await waitsFor(auditor)).toBe(false);
    expect(await waitsFor(inLine)).toBe(false);
    expect(await take(qaLead)).toMatchObject({ ok: false, refusal: "took-it" });
    expect(await take(inLine)).toMatchObject({ ok: false, refusal: "does-not-count" });
    expect(await take(other)).toMatchObject({ ok: true, next: "taken" });
    expect(await states()).toBe("final, decided");
    expect(await finals()).toBe(4);
    expect(await findTakenDecision(world.db, audit.id)).toMatchObject({
      outcome: "upgraded",
      takers: ["Quinn Ashby", "Olu Other"],
      aloneReason: "",
    });
    expect(await waitsFor(moderator)).toBe(false);
  });

  it("waits for whoever was there, failing them for the lead; for one step more after a week", async () => {
    const { qaLead, moderator } = world.people;
    const whose = async (on: string) => {
      const found: string[] = [];
      for (const person of [qaLead, moderator, other, inLine]) {
        const waiting = await listToConfirm(world.db, person.id, on);
        if (waiting.some(({ auditId }) => auditId === audit.id)) found.push(person.name);
      }
      return found;
    };
    await record(moderator);
    expect(await whose("2024-04-15")).toEqual(["Quinn Ashby"]);
    expect(await whose("2024-04-21")).toEqual(["Quinn Ashby"]);
    expect(await whose("2024-04-22")).toEqual(["Quinn Ashby", "Olu Other"]);
    audit = await committed();
    await record(moderator, [other.id, inLine.id]);
    // Who is tied to the case was there, and does not count.
    expect(await whose("2024-04-15")).toEqual(["Olu Other"]);
    expect(await whose("2024-05-15")).toEqual(["Quinn Ashby", "Olu Other"]);
  });

  it("lets the case's line record and speak, and asks two others all the same", async () => {
    const { moderator } = world.people;
    await record(inLine);
    expect(await take(other)).toMatchObject({ ok: true, next: "recorded" });
    expect(await states()).toBe("panel, recorded");
    expect(await take(moderator)).toMatchObject({ ok: true, next: "taken" });
    expect((await findTakenDecision(world.db, audit.id))?.takers).toEqual([
      "Mo Lindqvist",
      "Olu Other",
    ]);
  });

  it("is confirmed as it was read: once changed, the first one's words are no longer theirs", async () => {
    const { qaLead, moderator } = world.people;
    await record(qaLead);
    const read = (await moderatedAudit(world.db, audit.id)).moderation.version;
    await record(other);
    await expect(take(moderator, { version: read })).rejects.toBeInstanceOf(Conflict);
    expect(await states()).toBe("panel, recorded");
    expect((await listParts(world.db, audit.moderationId)).map(({ name }) => name)).toEqual([
      "Olu Other",
    ]);
    // Who recorded the first one may confirm the second.
    expect(await take(qaLead)).toMatchObject({ ok: true, next: "taken" });
  });

  it("counts nobody in whom a conflict has arisen between recording and confirming", async () => {
    const { moderator } = world.people;
    await record(other);
    await world.db
      .insertInto("case_holding")
      .values({
        id: `held-${audit.id}`,
        case_id: audit.case_id,
        person_id: other.id,
        relation: "supervisor",
        team_id: null,
        from_on: "2024-01-08",
        to_on: null,
      })
      .execute();
    expect(await take(moderator)).toMatchObject({ ok: true, next: "recorded" });
    expect(await finals()).toBe(0);
    expect(await take(world.people.qaLead)).toMatchObject({ ok: true, next: "taken" });
    expect((await findTakenDecision(world.db, audit.id))?.takers).toEqual([
      "Mo Lindqvist",
      "Quinn Ashby",
    ]);
  });

  it("is taken once when two confirm at the same moment", async () => {
    const { qaLead, moderator } = world.people;
    await record(qaLead);
    const subject = await moderatedAudit(world.db, audit.id);
    const { version } = subject.moderation;
    const answers = await Promise.allSettled(
      [moderator, other].map((person) =>
        transact(world.db, (tx) => takeDecision(tx, by(person), subject, { version, alone: null })),
      ),
    );
    const refused = answers.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(Conflict);
    expect(await states()).toBe("final, decided");
    expect(await finals()).toBe(4);
  });

  it("cannot be recorded anew once two have taken it", async () => {
    const { qaLead, moderator } = world.people;
    await record(qaLead);
    const subject = await moderatedAudit(world.db, audit.id);
    await take(moderator);
    const late = transact(world.db, (tx) =>
      recordDecision(tx, by(other), subject, {
        version: subject.moderation.version + 1,
        next: "recorded",
        decision: good,
        present: [],
      }),
    );
    await expect(late).rejects.toBeInstanceOf(Conflict);
    expect(await states()).toBe("final, decided");
  });

  it("tells those named as present, who may say that they were not, and never counts them for it", async () => {
    const { qaLead, auditor } = world.people;
    await record(qaLead, [other.id, auditor.id]);
    const told = await world.db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "decision-to-confirm")
      .where("link", "like", `%${audit.id}%`)
      .execute();
    expect(told).toEqual([{ person_id: other.id }]);
    expect(await states()).toBe("panel, recorded");
    await transact(world.db, (tx) => sayNotThere(tx, by(other), audit.moderationId));
    expect(await listParts(world.db, audit.moderationId)).toMatchObject([
      { part: "recorded" },
      { part: "not-there", name: "Olu Other" },
    ]);
  });

  it("returns the audit when two have taken that", async () => {
    const { qaLead, moderator } = world.people;
    await decideByTwo(world.db, [by(qaLead), by(moderator)], audit.id, {
      kind: "returned",
      outcome: "returned",
      quality: {},
      feedback: "",
      themes: [],
      whatToMend: "Hear the father",
      dueOn: "2024-04-24",
    });
    expect(await states()).toBe("returned, returned");
  });

  describe("where nobody else can", () => {
    /** A council with one moderator and one lead: whoever else moderates is gone. */
    beforeEach(async () => {
      await setActive([world.people.moderator, other, inLine], 0);
      return () => setActive([world.people.moderator, other, inLine], 1);
    });
    const setActive = async (people: WorldPerson[], active: 0 | 1) => {
      const ids = people.map(({ id }) => id);
      await world.db.updateTable("person").set({ active }).where("id", "in", ids).execute();
    };
    const attention = async () => {
      const actor = await findActor(world.db, world.people.qaLead.id, today);
      if (!actor) throw new Error("The lead is gone");
      const rows = await gatherAttention(world.db, actor, { exerciseId: null, today });
      return rows
        .filter(({ href }) => href.includes(audit.id))
        .map(({ title, age }) => [title, age]);
    };

    it("waits for the lead, with its age, who decides alone for a reason that the report names", async () => {
      const { qaLead } = world.people;
      await record(qaLead);
      expect(await attention()).toEqual([
        [expect.stringContaining("nobody else can confirm its decision"), "waiting since today"],
      ]);
      expect(await take(qaLead, { alone: " " })).toMatchObject({ refusal: "no-reason" });
      expect(await take(qaLead, { alone: "The moderator has left" })).toMatchObject({
        ok: true,
        next: "taken",
        alone: true,
      });
      expect(await states()).toBe("final, decided");
      expect(await attention()).toEqual([]);
      const alone = await listTakenAlone(world.db, audit.exercise_id);
      expect(alone).toContainEqual({
        auditId: audit.id,
        teamName: "Willow",
        by: "Quinn Ashby",
        reason: "The moderator has left",
      });
    });

    it("has a colleague of another service join for this audit alone", async () => {
      const { qaLead, otherAuditor } = world.people;
      const place = { serviceId: audit.service_id, auditorId: audit.auditor_id };
      const names = (await listColleagues(world.db, place)).map(({ name }) => name);
      expect(names).toEqual(["Sam Okafor"]);
      await record(qaLead);
      const named = {
        moderationId: audit.moderationId,
        auditId: audit.id,
        personId: otherAuditor.id,
      };
      await transact(world.db, (tx) => namePanelMember(tx, by(qaLead), named));
      expect(await waitsFor(otherAuditor)).toBe(true);
      expect(await attention()).toEqual([]);
      // Now that there is someone, nobody decides alone.
      expect(await take(qaLead, { alone: "On my own" })).toMatchObject({ refusal: "others-can" });
      expect(await take(otherAuditor)).toMatchObject({ ok: true, next: "taken" });
      audit = await addSelected(world, qaLead);
      expect(await waitsFor(otherAuditor)).toBe(false);
    });
  });

  it("of before two were asked for shows as taken by one", async () => {
    await world.db
      .updateTable("moderation")
      .set({
        state: "decided",
        outcome: "confirmed",
        decided_by: world.people.qaLead.id,
        decided_at: "2024-03-01T09:00:00.000Z",
      })
      .where("id", "=", audit.moderationId)
      .execute();
    expect(await findTakenDecision(world.db, audit.id)).toMatchObject({
      takers: ["Quinn Ashby"],
      aloneReason: "",
    });
  });
});
