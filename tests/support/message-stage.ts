/**
 * Owns the council in which messages are sent by what people do, and each is opened as who got it.
 *
 *   const stage = await makeStage(world);
 *   await stage.doing((tx) => ...);
 *   expect(await stage.openAll()).toEqual([]);
 */
import { expect } from "vitest";
import type { MessageKind } from "~/rules/messages/messages";
import { placeOf } from "~/server/message-links.server";
import { type Tx, transact } from "~db/core/open.server";
import { addDeputy } from "~db/people/deputy-terms.server";
import { testClock } from "./clock";
import { testPost } from "./mail";
import { startWeb } from "./web";
import type { World, WorldPerson } from "./world";

/** The kinds that messages-of-moderation.test.ts opens; messages-open.test.ts opens all others. */
export const openedOfModeration = [
  "audit-regraded",
  "panel-meeting",
  "panel-meeting-cancelled",
  "second-look-asked",
  "second-look-to-confirm",
  "second-look-answered",
  "calibration-asked",
  "calibration-due-soon",
  "calibration-due-today",
  "calibration-overdue",
  "calibration-session",
  "calibration-cancelled",
  "double-audit-given",
  "double-audit-escalates",
] as const satisfies readonly MessageKind[];

/** Those of answers to reports, which messages-of-responses.test.ts opens. */
export const openedOfResponses = [
  "response-late",
  "response-late-lead",
  "response-to-agree",
  "response-agreed",
  "response-sent-back",
] as const satisfies readonly MessageKind[];

/** Those of feedback sessions, which feedback-sessions.test.ts opens. */
export const openedOfSessions = [
  "feedback-session",
  "feedback-session-cancelled",
] as const satisfies readonly MessageKind[];

/** Those of thanks, which good-practice.test.ts opens. */
export const openedOfThanks = [
  "thanks",
  "thanks-team",
  "good-practice-to-agree",
  "good-practice-answered",
] as const satisfies readonly MessageKind[];

/** Those of observations, which observations.test.ts opens. */
export const openedOfObservations = [
  "observation-shared",
  "observation-answered",
  "observation-withdrawn",
  "observation-to-share",
] as const satisfies readonly MessageKind[];
/** Those of cases reviewed by agencies, which agencies.test.ts opens. */
export const openedOfSamples = ["part-reopened"] as const satisfies readonly MessageKind[];

/** Those of practice weeks, which practice-weeks.test.ts opens. */
export const openedOfWeeks = [
  "practice-week-timetable",
  "practice-week-cancelled",
] as const satisfies readonly MessageKind[];

/** A council in which nearly everyone has a deputy, who has one too. */
export async function makeStage(world: World) {
  const { db, people } = world;
  const clock = testClock();
  const web = await startWeb(db, { clock });
  const post = testPost(db, { clock });
  const more = {
    deputysDeputy: await world.addPerson("Elin Sand", "team-manager", {
      teamId: world.teams.care.id,
    }),
    otherDeputysDeputy: await world.addPerson("Fay Brook", "practitioner"),
    otherLeader: await world.addPerson("Lee Thorne", "leader"),
    leaver: await world.addPerson("Gil Wood", "service-manager", { serviceId: world.serviceId }),
    laterLeaver: await world.addPerson("Hal Stone", "team-manager", {
      teamId: world.teams.willow.id,
    }),
  };
  const at = () => clock.now().toISOString();
  const stampOf = (person: WorldPerson) => ({
    actorId: person.id,
    at: at(),
    systemAt: clock.system().toISOString(),
  });
  const nobody = () => ({ actorId: null, at: at(), systemAt: clock.system().toISOString() });
  const doing = <T>(deed: (tx: Tx) => Promise<T>): Promise<T> => transact(db, deed);
  const nameDeputy = (absent: WorldPerson, deputy: WorldPerson) =>
    doing((tx) =>
      addDeputy(tx, stampOf(people.administrator), {
        personId: absent.id,
        deputyId: deputy.id,
        fromOn: "2024-04-01",
        toOn: "2024-05-31",
      }),
    );
  for (const [absent, deputy] of [
    [people.teamManager, people.otherTeamManager],
    [people.otherTeamManager, more.deputysDeputy],
    [people.serviceManager, people.otherAuditor],
    [people.otherAuditor, more.otherDeputysDeputy],
    [people.qaLead, people.moderator],
    [people.moderator, more.otherDeputysDeputy],
    [people.worker, people.otherWorker],
    [people.auditor, people.otherAuditor],
    [people.leader, more.otherLeader],
    [more.leaver, more.otherDeputysDeputy],
  ] as const) {
    await nameDeputy(absent, deputy);
  }
  await db.updateTable("person").set({ active: 0 }).where("id", "=", more.leaver.id).execute();

  const opened = new Map<MessageKind, Set<string>>();
  const seen = new Set<string>();
  /** Sends what is there, and opens each link as who got it; returns who was sent nothing after all. */
  async function openAll(): Promise<string[]> {
    while ((await post.send()) > 0);
    const rows = await db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select(["outbox.id", "kind", "link", "state", "problem", "person.name", "person.email"])
      .orderBy("outbox.id")
      .execute();
    const dropped: string[] = [];
    for (const row of rows) {
      if (seen.has(row.id) || row.state === "held") continue;
      seen.add(row.id);
      const kind = row.kind as MessageKind;
      if (row.state !== "sent") {
        dropped.push(`${kind} ${row.name}: ${row.state}`);
        continue;
      }
      expect(placeOf(row.link), `${kind} leads to ${row.link}`).not.toBeNull();
      let page = await web.get(row.link, { as: row.email ?? "" });
      for (let turns = 0; page.location && turns < 3; turns += 1) {
        page = await web.get(page.location, { as: row.email ?? "" });
      }
      expect(`${kind} ${row.name}: ${page.status}`).toBe(`${kind} ${row.name}: 200`);
      const names = opened.get(kind) ?? new Set();
      opened.set(kind, names.add(row.name));
    }
    return dropped;
  }
  return { world, clock, web, stampOf, nobody, doing, openAll, opened, ...people, ...more };
}

export type Stage = Awaited<ReturnType<typeof makeStage>>;
