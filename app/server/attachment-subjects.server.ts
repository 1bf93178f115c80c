/**
 * Owns finding the file, or the record with files, that a URL names: null answers 404.
 * Practice: a file is read by whoever may read its record, asked anew each time of the policy with
 * the record as it is now; of an action by those who may read what it says.
 */
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { may } from "~/rules/access/permission";
import { type RecordKind, recordKinds } from "~/rules/attachments/attachments";
import { formatDate } from "~/rules/core/dates";
import { whyKept, whyNoFile } from "~/rules/learning-log/action-files";
import { learningReference } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { logMeetingNames } from "~/rules/learning-log/meetings";
import { moverOf } from "~/rules/learning-log/movers";
import {
  type AttachedTo,
  type Attachment,
  findAttachment,
} from "~db/attachments/attachments.server";
import type { Find, Finding, Guardable } from "./guard.server";
import { learningFromUrl, minutesFromUrl } from "./learning-subjects.server";
import { actionFromUrl } from "./subjects.server";

/** A record as its files see it. */
export type RecordWithFiles = {
  of: AttachedTo;
  /** "Action A-0042" */
  name: string;
  title: string;
  href: string;
  /** Why this person can't add a file; null when they can. */
  whyNoFile: string | null;
  /** Why this file can't be removed from it, whoever asks; null when it can. */
  whyKept: (file: Pick<Attachment, "scanState">) => string | null;
};

const never = () => null;

type Opens = (finding: Finding, id: string) => Promise<Omit<RecordWithFiles, "of"> | null>;

const opens: Record<RecordKind, Opens> = {
  async action(finding, actionId) {
    const { actor } = finding;
    const action = await actionFromUrl({ ...finding, params: { actionId } });
    if (!action?.contentRead || !may("learning-log.read", actor, action.access)) return null;
    return {
      name: `Action ${actionReference(action.reference)}`,
      title: action.what,
      href: paths.log.one(action.id),
      whyNoFile: whyNoFile(action, moverOf(actor, action))?.because ?? null,
      whyKept: ({ scanState }) => whyKept(action, { isEvidence: scanState !== "refused" }),
    };
  },
  async learning(finding, learningId) {
    const { actor } = finding;
    const learning = await learningFromUrl({ ...finding, params: { learningId } });
    if (!learning || !may("learning-log.read-learning", actor, learning.access)) return null;
    const merged = learning.mergedInto ? "It was merged into another learning." : null;
    return {
      name: `Learning ${learningReference(learning.reference)}`,
      title: learning.what,
      href: paths.learning.one(learning.id),
      whyNoFile: may("learning-log.keep-learning", actor, learning.access)
        ? merged
        : "Only a QA lead or a service manager can add a file to what was learnt.",
      whyKept: () => merged,
    };
  },
  async minutes(finding, minutesId) {
    const { actor } = finding;
    const minutes = await minutesFromUrl({ ...finding, params: { minutesId } });
    if (!minutes || !may("learning-log.read-meeting", actor, minutes.access)) return null;
    return {
      name: "Minutes",
      title: `${logMeetingNames[minutes.meeting]}, ${formatDate(minutes.metOn)}`,
      href: paths.log.minutes(minutes.id),
      whyNoFile: may("learning-log.keep-minutes", actor, minutes.access)
        ? null
        : "Only a QA lead can add a file to minutes.",
      whyKept: never,
    };
  },
};

async function findRecord(finding: Finding, of: AttachedTo): Promise<RecordWithFiles | null> {
  const found = await opens[of.kind](finding, of.id);
  return found && { ...found, of };
}

export const recordWithFilesFromUrl: Find<RecordWithFiles & Guardable> = async (finding) => {
  const { recordKind, recordId } = finding.params;
  const kind = recordKinds.find((one) => one === recordKind);
  const record = kind && recordId ? await findRecord(finding, { kind, id: recordId }) : null;
  return record && { ...record, access: councilWide };
};

export type AttachmentSubject = Attachment & { record: RecordWithFiles } & Guardable;

export const attachmentFromUrl: Find<AttachmentSubject> = async (finding) => {
  const { attachmentId } = finding.params;
  const found = attachmentId ? await findAttachment(finding.db, attachmentId) : null;
  const record = found && (await findRecord(finding, found.of));
  if (!found || !record) return null;
  const { of: _, ...attachment } = found;
  return {
    ...attachment,
    record,
    access: { ...councilWide, people: { owner: [found.addedById] } },
  };
};
