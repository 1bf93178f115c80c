/**
 * Owns what is odd about the dates on which voices were heard: a day to come is refused, one before
 * the case opened is asked about.
 * Practice: a voice is of the work that is audited; one heard long before is someone else's.
 */

import { formatDate, isDate } from "../core/dates";
import { type AuditVoice, fieldNames } from "./content";

const names = {
  child: "the child",
  parent: "the parent or carer",
  practitioner: "the practitioner",
};

const whoOf = ({ kind, label }: Pick<AuditVoice, "kind" | "label">): string =>
  label.trim() === "" ? names[kind] : `${names[kind]} (${label.trim()})`;

/** Voices heard on a day to come, each with its field; `today` is YYYY-MM-DD. */
export const heardAhead = (
  voices: readonly AuditVoice[],
  today: string,
): { where: string; message: string }[] =>
  voices
    .filter(({ heldOn }) => isDate(heldOn) && heldOn > today)
    .map((voice) => ({
      where: fieldNames.voice(voice.key, "held-on"),
      message: `Enter a date that has passed for when you heard ${whoOf(voice)}`,
    }));

/** Voices heard before the case opened, in words; empty when there are none. */
export const heardBefore = (voices: readonly AuditVoice[], openedOn: string): string[] =>
  voices
    .filter(({ heldOn }) => isDate(heldOn) && heldOn < openedOn)
    .map(
      (voice) =>
        `You heard ${whoOf(voice)} on ${formatDate(voice.heldOn)}, before the case opened on ${formatDate(openedOn)}. Check the date.`,
    );
