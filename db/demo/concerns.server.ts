/**
 * Owns the demonstration's three safeguarding concerns: one of January, acknowledged the same day,
 * and two raised on the morning that the demonstration opens on, which still wait: one with the
 * managers of its team, one that leaves out both and was escalated at once.
 */
import { paths } from "~/paths";
import { type ConcernPart, concernDueAt } from "~/rules/concerns/concerns";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { addWaitingMessage } from "./messages.server";
import type { PlacedPerson, Staff } from "./people.server";
import { earlierConcern, marchConcern, passedOverConcern } from "./words/cycles";

const minutes = (instant: string, by: number): string =>
  new Date(Date.parse(instant) + by * 60_000).toISOString();

function addConcern(
  book: Book,
  staff: Staff,
  audit: DemoAudit,
  raisedAt: string,
  words: { what: string; spokenTo: string },
  acknowledged: { by: string; at: string; done: string } | null,
  passedOver: readonly PlacedPerson[] = [],
): void {
  const id = idAt(raisedAt, "concern", audit.key);
  const team = staff.teamById(audit.case.teamId);
  book.add("concern", {
    id,
    case_id: audit.case.id,
    audit_id: audit.id,
    exercise_id: audit.exerciseId,
    team_id: team.id,
    service_id: team.serviceId,
    raised_by: audit.auditor.id,
    raised_at: raisedAt,
    what: words.what,
    spoken_to: words.spokenTo,
    spoken_at: minutes(raisedAt, -12),
    due_at: concernDueAt(new Date(raisedAt)).toISOString(),
    acknowledged_by: acknowledged?.by ?? null,
    acknowledged_at: acknowledged?.at ?? null,
    done: acknowledged?.done ?? "",
    escalated_at: passedOver.length > 0 ? raisedAt : null,
    escalated_because: passedOver.length > 0 ? "no-one" : "",
  });
  for (const person of passedOver) {
    book.add("concern_bypass", { concern_id: id, person_id: person.id });
  }
  const told: [PlacedPerson, ConcernPart][] =
    passedOver.length > 0
      ? [
          [staff.account("qa-lead"), "qa-lead"],
          ...["director", "assistant-director"].flatMap((post) =>
            staff
              .inPost(post as "director")
              .map((one): [PlacedPerson, ConcernPart] => [one, "leader"]),
          ),
        ]
      : [
          [staff.managerOf(team.id), "team-manager"],
          [staff.serviceManagerOf(team.id), "service-manager"],
        ];
  for (const [person, part] of told) {
    book.add("concern_alert", {
      concern_id: id,
      person_id: person.id,
      part,
      for_person_id: null,
      alerted_at: raisedAt,
    });
    if (!acknowledged) {
      addWaitingMessage(book, person, raisedAt, {
        kind: "concern-raised",
        key: id,
        link: paths.concerns.one(id),
      });
    }
  }
  const stream = `concern:${id}` as const;
  book.tell(raisedAt, audit.auditor.id, { stream, kind: "concern.raised" });
  if (passedOver.length > 0) {
    book.tell(raisedAt, null, { stream, kind: "concern.escalated", after: { because: "no-one" } });
  }
  if (acknowledged) {
    book.tell(acknowledged.at, acknowledged.by, { stream, kind: "concern.acknowledged" });
  }
}

/** Raised while reading a case of Rowan's in January; the ids of the audits concerned. */
export function addEarlierConcern(
  book: Book,
  staff: Staff,
  audits: readonly DemoAudit[],
): Set<string> {
  const rowan = staff.team("Rowan");
  const audit = audits.find(
    (one) =>
      one.case.teamId === rowan.id &&
      one.grades.overall === "requires-improvement" &&
      one.case.cohort === "child-protection",
  );
  if (!audit?.startedAt) return new Set();
  const raisedAt = `${audit.startedAt.slice(0, 10)}T11:24:00.000Z`;
  const raised = raisedAt > audit.startedAt ? raisedAt : minutes(audit.startedAt, 30);
  addConcern(book, staff, audit, raised, earlierConcern, {
    by: staff.managerOf(rowan.id).id,
    at: minutes(raised, 55),
    done: earlierConcern.done,
  });
  return new Set([audit.id]);
}

/** Raised at 08:35 on 15 April 2024; nobody has acknowledged it yet. */
export function addWaitingConcern(book: Book, staff: Staff, audit: DemoAudit): void {
  addConcern(book, staff, audit, "2024-04-15T07:35:00.000Z", marchConcern, null);
}

/** Raised at 08:50 the same morning: both managers of the team are part of what worries the auditor. */
export function addPassedOverConcern(book: Book, staff: Staff, audit: DemoAudit): void {
  const { teamId } = audit.case;
  addConcern(book, staff, audit, "2024-04-15T07:50:00.000Z", passedOverConcern, null, [
    staff.managerOf(teamId),
    staff.serviceManagerOf(teamId),
  ]);
}
