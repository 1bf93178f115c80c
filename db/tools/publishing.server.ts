/**
 * Owns publishing a draft of an audit tool: the number it gets, and that it then stands for ever.
 * Practice: trends break where what is graded changes, so the numbers that say so are given in the
 * transaction that publishes, one after another.
 */
import {
  firstVersion,
  nextVersion,
  type VersionNumber,
  versionMachine,
} from "~/rules/tools/versions";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import type { ToolDraft } from "./drafts.server";
import { findLatestNumber } from "./list.server";

export type Publication = {
  /** The version of the draft that was read and confirmed. */
  version: number;
  number: VersionNumber;
  /** What auditors are told of what is new. */
  note: string;
  /** Why a minor change was raised to a major one; empty when it was not. */
  raisedReason: string;
};

/** Publishes a draft. Throws Conflict when it was changed, published or discarded meanwhile. */
export async function publishDraft(
  tx: Tx,
  stamp: Stamp,
  draft: ToolDraft,
  publication: Publication,
): Promise<void> {
  const stream = `tool:${draft.toolId}` as const;
  const { number } = publication;
  const latest = await findLatestNumber(tx, draft.toolId);
  const follows = latest
    ? [nextVersion(latest, "major"), nextVersion(latest, "minor")]
    : [firstVersion];
  if (!follows.some((one) => one.major === number.major && one.minor === number.minor))
    throw new Conflict(stream);
  const { publish } = versionMachine.moves;
  mustChange(
    stream,
    await tx
      .updateTable("tool_version")
      .set({
        state: publish.to,
        major: number.major,
        minor: number.minor,
        published_at: stamp.at,
        published_by: stamp.actorId,
        note: publication.note,
        raised_reason: publication.raisedReason,
        version: publication.version + 1,
      })
      .where("id", "=", draft.id)
      .where("state", "in", publish.from)
      .where("version", "=", publication.version)
      .executeTakeFirst(),
  );
  await tx
    .updateTable("tool")
    .set({ name: draft.definition.name })
    .where("id", "=", draft.toolId)
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "tool.published",
    after: {
      name: draft.definition.name,
      ...number,
      note: publication.note,
      raisedReason: publication.raisedReason,
    },
  });
}
