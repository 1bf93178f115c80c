/**
 * Owns a team's answer to its report: the strategic actions it promises, or why none is needed.
 * Practice: an answer and its actions are written together; actions may be added to it later.
 */

import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addAction } from "../../learning-log/actions.server";
import { tellToAgree } from "../../reports/agreeing.server";
import type { TeamResponse } from "../../reports/responses.server";

export type ResponseAction = {
  what: string;
  why: string;
  area: string | null;
  ownerId: string;
  dueOn: string;
  successMeasure: string;
};

/** A team's actions of one answer, or more of them after it. */
async function addResponseActions(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "exerciseId" | "teamId" | "serviceId">,
  actions: readonly ResponseAction[],
): Promise<void> {
  for (const action of actions) {
    await addAction(tx, stamp, {
      ...action,
      theme: null,
      level: "team",
      ownerRole: "",
      teamId: response.teamId,
      serviceId: response.serviceId,
      duePrecision: "day",
      source: "response",
      exerciseId: response.exerciseId,
      auditId: null,
      responseId: response.id,
      findingId: null,
    });
  }
}

/**
 * Writes an answer: its actions, or the reason why none is needed, and a comment. An answer given
 * before keeps its date; actions are added to those it has, until it is agreed. Throws Conflict when
 * the response changed since `version`.
 */
export async function saveAnswer(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  response: TeamResponse,
  answer: {
    version: number;
    actions: readonly ResponseAction[];
    noneNeededReason: string;
    comment: string;
  },
): Promise<void> {
  const stream = `response:${response.id}` as const;
  const { version, actions, ...words } = answer;
  const result = await tx
    .updateTable("response")
    .set({
      comment: words.comment,
      none_needed_reason: words.noneNeededReason,
      read_at: response.readAt ?? stamp.at,
      answered_at: response.answeredAt ?? stamp.at,
      answered_by: stamp.actorId,
      answered_for: stamp.onBehalfOf ?? null,
      to_agree_since: response.toAgreeSince ?? stamp.at,
      version: version + 1,
    })
    .where("id", "=", response.id)
    .where("version", "=", version)
    .where("agreed_at", "is", null)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await addResponseActions(tx, stamp, response, actions);
  await appendEvent(tx, stamp, {
    stream,
    kind: response.answeredAt ? "response.changed" : "response.answered",
    before: { comment: response.comment, noneNeededReason: response.noneNeededReason },
    after: { ...words, actions: actions.length },
  });
  if (!response.toAgreeSince) await tellToAgree(tx, stamp, response, version + 1);
}
