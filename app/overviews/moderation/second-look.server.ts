/** Owns what the auditor and the panel are shown of a second look: one page each, the same facts. */
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { takersInWords } from "~/rules/moderation/panel";
import { changesOf, isWaitingLook, type SecondLookState } from "~/rules/moderation/second-look";
import { type Judgement, judgementNames } from "~/rules/tools/grades";
import { gradedAreas } from "~/rules/tools/tools";
import { findDecided, type ModeratedAudit } from "~db/moderation/moderations.server";
import { findSecondLook, type Judged, type SecondLook } from "~db/moderation/second-looks.server";
import type { AskerOf } from "../asker";

const gradesOf = (judged: Judged): Record<string, Judgement> =>
  Object.fromEntries(Object.entries(judged).map(([area, { judgement }]) => [area, judgement]));

const on = (instant: string) => formatDate(dateInLondon(new Date(instant)));

export type LookShown = {
  state: SecondLookState;
  waits: boolean;
  askedBy: string;
  askedOn: string;
  reasons: string;
  version: number;
  /** What the panel answers; of one that is only recorded, as it waits to be confirmed. */
  answer: {
    reason: string;
    changes: { area: string; words: string }[];
    /** Who took it, and when; empty until it is taken. */
    takenBy: string;
    on: string;
  } | null;
};

/** A second look as its auditor is shown it; null where none was asked for. */
export async function readOwnLook({
  db,
  subject,
}: Pick<AskerOf<ModeratedAudit>, "db" | "subject">): Promise<LookShown | null> {
  const look = await findSecondLook(db, subject.audit.id);
  if (!look) return null;
  const shown = lookShown(look, subject, (await findDecided(db, subject)).final);
  // What one has recorded is nobody's answer yet.
  return shown.state === "answered" ? shown : { ...shown, answer: null };
}

export function lookShown(
  look: SecondLook,
  { tool }: Pick<ModeratedAudit, "tool">,
  final: Judged,
): LookShown {
  const { answer } = look;
  const names = new Map(gradedAreas(tool).map(({ code, name }) => [code, name]));
  const nameOf = (area: string) => (area === "overall" ? "Overall" : (names.get(area) ?? area));
  const takers = look.parts.filter(({ counts }) => counts).map(({ name }) => name);
  return {
    state: look.state,
    waits: isWaitingLook(look.state),
    askedBy: look.askedByName ?? "its auditor",
    askedOn: on(look.askedAt),
    reasons: look.reasons,
    version: look.version,
    answer: answer && {
      reason: answer.reason,
      changes: changesOf(answer, gradesOf(look.stoodBefore ?? final)).map(({ area, from, to }) => ({
        area,
        words: `${nameOf(area)}: ${judgementNames[from]} to ${judgementNames[to]}`,
      })),
      takenBy: look.answeredAt ? takersInWords(takers, look.aloneReason) : "",
      on: look.answeredAt ? on(look.answeredAt) : "",
    },
  };
}
