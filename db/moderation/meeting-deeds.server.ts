/**
 * Owns what a meeting of the panel does to itself: it begins with what waits, takes up more, and is
 * signed off with how every case stood; or its cycle is closed before it is held.
 * Practice: what is signed off is kept as it was, whatever becomes of an audit later; its themes go
 * into the cycle's report.
 */
import { meetingMachine } from "~/rules/moderation/meetings";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addCases, keepDecided } from "./meeting-cases.server";
import { cancelMeeting, findMeeting, moveMeetingOn, type PanelMeeting } from "./meetings.server";
import { addThemes } from "./themes.server";

type By = Stamp & { actorId: string };

/** Begins a meeting with what waits for the panel of its cycle. Throws Conflict. */
export async function beginMeeting(
  tx: Tx,
  stamp: By,
  meeting: PanelMeeting,
  version: number,
): Promise<void> {
  await moveMeetingOn(tx, stamp, meeting, { version, move: "begin" });
  await putOnAgenda(tx, stamp, meeting);
}

/** Puts on the agenda what came since; answers how many cases. Throws Conflict when it is over. */
export async function addToAgenda(
  tx: Tx,
  stamp: By,
  meeting: PanelMeeting,
  version: number,
): Promise<number> {
  mustChange(
    `panel-meeting:${meeting.id}`,
    await tx
      .updateTable("panel_meeting")
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("id", "=", meeting.id)
      .where("version", "=", version)
      .where("state", "in", ["under-way"])
      .executeTakeFirst(),
  );
  return putOnAgenda(tx, stamp, meeting);
}

async function putOnAgenda(tx: Tx, stamp: By, meeting: PanelMeeting): Promise<number> {
  const cases = await addCases(tx, meeting);
  if (cases > 0)
    await appendEvent(tx, stamp, {
      stream: `panel-meeting:${meeting.id}`,
      kind: "panel-meeting.cases-added",
      after: { cases },
    });
  return cases;
}

/** Cancels every meeting that is planned for a cycle which nothing waits in any more. */
export async function cancelPlanned(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const planned = await tx
    .selectFrom("panel_meeting")
    .select(["id", "version"])
    .where("exercise_id", "=", exerciseId)
    .where("state", "in", meetingMachine.moves.cancel.from)
    .execute();
  for (const { id, version } of planned) {
    const meeting = await findMeeting(tx, id);
    const reason = "Moderation of the cycle is closed: nothing is left to decide.";
    if (meeting) await cancelMeeting(tx, stamp, meeting, { version, reason });
  }
}

/** Signs off the minutes: `decided` holds how each case stood, by its moderation. Throws Conflict. */
export async function signOff(
  tx: Tx,
  stamp: By,
  meeting: PanelMeeting,
  { version, decided }: { version: number; decided: ReadonlyMap<string, object> },
): Promise<void> {
  await moveMeetingOn(tx, stamp, meeting, { version, move: "sign-off" });
  for (const [moderationId, how] of decided)
    await keepDecided(tx, meeting.id, moderationId, JSON.stringify(how));
  await addThemes(tx, stamp, { exerciseId: meeting.exerciseId, by: stamp.actorId }, meeting.themes);
}
