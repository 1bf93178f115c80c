/**
 * Owns the demonstration's meetings of the panel, invented like everything else in it: one of the
 * last closed cycle with its minutes, and one of the open cycle planned for this afternoon.
 */
import { dateInLondon } from "~/rules/core/dates";
import type { MeetingTheme } from "~/rules/moderation/meetings";
import { inAgendaOrder, meetingMachine, partOf } from "~/rules/moderation/meetings";
import type { Outcome } from "~/rules/moderation/moderation";
import { qualityFromObject, qualityQuestions } from "~/rules/moderation/quality";
import { decidedOf } from "~/rules/reports/panel-minutes";
import { isGrade, type Judgement } from "~/rules/tools/grades";
import type { Tx } from "../core/open.server";
import { findToolVersion } from "../exercises/exercises.server";
import { findJudgements } from "../moderation/moderations.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at, demonstrationStart } from "./clock";
import type { Staff } from "./people.server";
import { meetingNotes, panelThemes } from "./words/moderation";

const closedMonth = "2024-01";
const openMonth = "2024-03";
const plannedAt = at("2024-02-26", "10:15");
const nextPlannedAt = at("2024-04-08", "10:40");

const closedId = idAt(plannedAt, "panel-meeting", closedMonth);
const nextId = idAt(nextPlannedAt, "panel-meeting", openMonth);

const membersOf = (staff: Staff): string[] => {
  const own = [staff.account("qa-lead"), staff.account("moderator")];
  const more = staff.people.filter((one) => one.isModerator && !own.includes(one)).slice(0, 2);
  return [...own, ...more].map(({ id }) => id);
};

/** What the histories tell of them, in the order in which it happened. */
export function tellMeetings(book: Book, staff: Staff): void {
  const lead = staff.account("qa-lead").id;
  const tell = (when: string, id: string, kind: "planned" | "begun" | "signed-off", on = "") =>
    book.tell(when, lead, {
      stream: `panel-meeting:${id}`,
      kind: `panel-meeting.${kind}`,
      after: { meetsOn: on },
    });
  tell(plannedAt, closedId, "planned");
  tell(nextPlannedAt, nextId, "planned", dateInLondon(new Date(demonstrationStart)));
}

type MeetingRow = { id: string; meets_on: string; planned_at: string; state: string };

async function addMeeting(
  tx: Tx,
  staff: Staff,
  month: string,
  row: MeetingRow & {
    begun_at?: string;
    closed_at?: string;
    notes?: string;
    themes?: readonly MeetingTheme[];
  },
): Promise<string> {
  const exercise = await tx
    .selectFrom("exercise")
    .select("id")
    .where("kind", "=", "core")
    .where("month", "=", month)
    .executeTakeFirstOrThrow();
  const people = membersOf(staff);
  const lead = staff.account("qa-lead").id;
  const { themes = [], ...rest } = row;
  await tx
    .insertInto("panel_meeting")
    .values({
      exercise_id: exercise.id,
      starts_at: "14:00",
      place: "Room 2, and by video call",
      chair_id: lead,
      planned_by: lead,
      begun_at: null,
      closed_at: null,
      cancelled_reason: "",
      notes: "",
      ...rest,
      themes: JSON.stringify(themes),
    })
    .execute();
  await tx
    .insertInto("panel_meeting_member")
    .values(people.map((person_id) => ({ meeting_id: row.id, person_id })))
    .execute();
  return exercise.id;
}

/** Adds both meetings to what is written already. */
export async function addMeetings(tx: Tx, staff: Staff): Promise<void> {
  await addMeeting(tx, staff, openMonth, {
    id: nextId,
    meets_on: dateInLondon(new Date(demonstrationStart)),
    planned_at: nextPlannedAt,
    state: meetingMachine.first,
  });
  const decided = await tx
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.id", "audit_id", "round", "outcome", "decided_at", "tool_version_id"])
    .select("quality")
    .where("exercise.kind", "=", "core")
    .where("exercise.month", "=", closedMonth)
    .where("moderation.state", "=", "decided")
    .where("decided_at", "is not", null)
    .orderBy("decided_at")
    .execute();
  const last = decided.at(-1)?.decided_at;
  if (!last) return;
  // One day of the panel is the meeting; what two people decided on another day is not of it.
  const on = dateInLondon(new Date(last));
  const own = decided.filter((one) => dateInLondon(new Date(one.decided_at ?? "")) === on);
  await addMeeting(tx, staff, closedMonth, {
    id: closedId,
    meets_on: on,
    planned_at: plannedAt,
    state: meetingMachine.moves["sign-off"].to,
    begun_at: at(on, "14:02"),
    closed_at: at(on, "17:20"),
    notes: meetingNotes,
    themes: panelThemes[closedMonth].map(({ kind, text }, n) => ({
      kind,
      text,
      cases: Math.min(2 + (n % 2), own.length),
    })),
  });
  const cases = await Promise.all(
    own.map(async (one) => {
      const judged = await findJudgements(tx, one.audit_id, one.round);
      const tool = await findToolVersion(tx, one.tool_version_id ?? "");
      const { overall, ...areas } = judged.final;
      if (!overall || !isGrade(overall.judgement)) throw new Error("Nothing final was decided");
      const kept = decidedOf(
        {
          state: "decided",
          judged,
          decision: {
            kind: "final",
            outcome: (one.outcome ?? "confirmed") as Outcome,
            areas: areas satisfies Record<string, { judgement: Judgement }>,
            overall,
            quality: qualityFromObject(JSON.parse(one.quality)),
          },
        },
        {
          areas: tool?.definition.areas ?? [],
          questions: tool ? qualityQuestions(tool.definition) : [],
        },
      );
      return { id: one.id, part: partOf(one.round, judged), kept };
    }),
  );
  await tx
    .insertInto("panel_meeting_case")
    .values(
      inAgendaOrder(cases).map(({ id, part, kept }, n) => ({
        meeting_id: closedId,
        moderation_id: id,
        number: n + 1,
        part,
        decided: JSON.stringify(kept),
      })),
    )
    .execute();
}
