/**
 * Owns the rows that every exercise of the demonstration has, whatever its kind, and who takes
 * part in a core one.
 */

import type { Insertable } from "kysely";
import { formatMonth } from "~/rules/core/dates";
import type { EventKind } from "~/rules/core/event-kinds";
import { usualCertain } from "~/rules/moderation/certain";
import type { Schema } from "../core/schema";
import type { Book } from "./book.server";
import type { PlacedPerson, Staff } from "./people.server";

type ExerciseRow = Insertable<Schema["exercise"]>;

export const exerciseTitle = (month: string): string => `${formatMonth(month)} core cycle`;

/** What an exercise says of itself; all that is left out is empty. */
export type DemoExerciseRow = Pick<
  ExerciseRow,
  "id" | "kind" | "title" | "month" | "lead_id" | "tool_version_id" | "state" | "size"
> &
  Partial<ExerciseRow>;

export function addExercise(book: Book, row: DemoExerciseRow, plannedAt: string): void {
  book.add("exercise", {
    service_id: null,
    graded: row.kind === "core" ? 1 : 0,
    moderated: 0,
    trigger_kind: null,
    trigger_text: "",
    prompted_by_id: null,
    rationale: "",
    lines_of_enquiry: "",
    methodology: "",
    next_steps: "",
    narrative: "",
    audits_due_on: null,
    moderation_due_on: null,
    responses_due_on: null,
    moderation_seed: "",
    moderation_algorithm: "",
    moderation_fingerprint: "",
    moderation_from: 20,
    moderation_to: 30,
    moderation_certain: JSON.stringify(usualCertain),
    only_re_audits: 0,
    released_at: null,
    window_closed_at: null,
    closed_at: null,
    reviewing: "together",
    chair_id: null,
    ...row,
  });
  const stream = `exercise:${row.id}` as const;
  const tell = (at: string | null | undefined, kind: EventKind) => {
    if (at) book.tell(at, row.lead_id, { stream, kind });
  };
  book.tell(plannedAt, row.lead_id, {
    stream,
    kind: "exercise.planned",
    after: { title: row.title, month: row.month, size: row.size },
  });
  tell(row.released_at, "exercise.released");
  tell(row.window_closed_at, "exercise.window-closed");
  tell(row.closed_at, "exercise.closed");
}

/** What is expected of an auditor in a cycle, and their most. */
export const usualLoad = () => ({ expected: 2, maximum: 4 });

export function addMembers(
  book: Book,
  staff: Staff,
  exerciseId: string,
  auditors: readonly PlacedPerson[],
  load: (person: PlacedPerson) => { expected: number; maximum: number } = usualLoad,
): void {
  const member = (
    person: PlacedPerson,
    part: "auditor" | "moderator",
    numbers: { expected: number; maximum: number },
  ) => ({
    exercise_id: exerciseId,
    person_id: person.id,
    part,
    role_text: "",
    agency: "",
    ...numbers,
  });
  book.add("exercise_member", ...auditors.map((one) => member(one, "auditor", load(one))));
  const moderators = staff.people.filter((person) => person.isModerator);
  const moderates = { expected: 0, maximum: 6 };
  book.add("exercise_member", ...moderators.map((one) => member(one, "moderator", moderates)));
}
