/**
 * Owns writing the demonstration's feedback sessions. Practice: nobody is written to about what is
 * past, so no message goes out; everything else is kept as the deeds themselves keep it.
 */
import type { Report } from "~/rules/reports/blocks";
import { appendEvent } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { setCame } from "../feedback-sessions/attendance.server";
import { addPoint, listPoints } from "../feedback-sessions/points.server";
import { streamOf } from "../feedback-sessions/sessions.server";
import { fileUnder } from "../learning-log/learning-deeds.server";
import { idAt } from "./chance";
import { at } from "./clock";
import type { DemoSession } from "./words/sessions";

/** Of every third person of the staff with a team it is said that they came. */
const everyThird = 3;

/** Who runs the sessions: the QA lead. */
export async function findLead(tx: Tx): Promise<{ id: string; name: string }> {
  return tx
    .selectFrom("person")
    .select(["id", "name"])
    .where("email_folded", "=", "qa-lead@demo.example")
    .executeTakeFirstOrThrow();
}

/** Adds one session whose briefing was sent, and what came of it where it was held. */
export async function addSession(
  tx: Tx,
  session: DemoSession,
  briefing: Report,
  { lead, systemAt }: { lead: { id: string; name: string }; systemAt: string },
): Promise<void> {
  const { heldOn, sinceOn, plannedOn, sharedOn, place, introduction, held } = session;
  const id = idAt(at(plannedOn, "09:20"), "feedback-session", heldOn);
  const stampAt = (day: string, time: string) => ({
    actorId: lead.id,
    at: at(day, time),
    systemAt,
  });
  await tx
    .insertInto("feedback_session")
    .values({
      ...{ id, held_on: heldOn, starts_at: "13:00", place, led_by: lead.name, since_on: sinceOn },
      ...{ state: held ? "held" : "shared", introduction, briefing: JSON.stringify(briefing) },
      ...{ planned_by: lead.id, planned_at: at(plannedOn, "09:20"), others: held?.others ?? 0 },
      ...{ shared_at: at(sharedOn, "11:05"), recorded_at: held ? at(heldOn, "16:00") : null },
    })
    .execute();
  await appendEvent(tx, stampAt(plannedOn, "09:20"), {
    stream: streamOf(id),
    kind: "feedback-session.planned",
    after: { heldOn },
  });
  await appendEvent(tx, stampAt(sharedOn, "11:05"), {
    stream: streamOf(id),
    kind: "feedback-session.shared",
  });
  if (!held) return;
  const after = stampAt(heldOn, "16:00");
  await appendEvent(tx, after, { stream: streamOf(id), kind: "feedback-session.held" });
  const staff = await tx
    .selectFrom("person")
    .select("id")
    .where("team_id", "is not", null)
    .where("active", "=", 1)
    .orderBy("name_folded")
    .execute();
  const came = staff.filter((_, n) => n % everyThird === 0).map((one) => one.id);
  await setCame(tx, after, id, { came, not: [] });
  for (const [n, point] of held.points.entries()) {
    const minute = { ...after, at: at(heldOn, `16:1${n}`) };
    await addPoint(tx, minute, { id, heldOn }, point);
    if (!point.learning) continue;
    const filed = (await listPoints(tx, id)).find(({ text }) => text === point.text);
    const learning = await tx
      .selectFrom("learning")
      .select("id")
      .where("what", "like", `${point.learning}%`)
      .executeTakeFirst();
    if (filed && learning)
      await fileUnder(tx, stampAt(heldOn, "17:05"), learning.id, { sourceId: filed.sourceId });
  }
}
