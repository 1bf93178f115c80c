/**
 * Owns what a dip sample is of: cases, or records that are no case, and how both are spoken of.
 * Practice: councils sample supervision records and carers' files in the same way as cases; nobody
 * reviews a record of their own, and a reference is one word with a digit, never a name.
 */
import { type Cohort, cohortNames } from "../caseload/caseload";
import type { Conflict, ConflictKind } from "../independence/conflicts";

export const sampleSubjects = ["case", "supervision", "carer", "other"] as const;
export type SampleSubject = (typeof sampleSubjects)[number];

/** What a sample is of, and what records of another kind are called: "Missing interviews". */
export type SampleOf = { subject: SampleSubject; name: string };

/** As stored; what is not known is of cases. */
export const sampleOf = (subject: string, name: string): SampleOf => ({
  subject: sampleSubjects.find((one) => one === subject) ?? "case",
  name,
});

export const isOfCases = ({ subject }: Pick<SampleOf, "subject">): boolean => subject === "case";

export const sampleSubjectNames: Record<SampleSubject, string> = {
  case: "Cases of children",
  supervision: "Supervision records",
  carer: "Carers’ files",
  other: "Other records",
};

type Words = { one: string; many: string };

/** "case", "cases"; where a kind has a name of its own it is told beside, and not bent into a sentence. */
export const subjectWords: Record<SampleSubject, Words> = {
  case: { one: "case", many: "cases" },
  supervision: { one: "supervision record", many: "supervision records" },
  carer: { one: "carer’s file", many: "carers’ files" },
  other: { one: "record", many: "records" },
};

export const subjectName = ({ subject, name }: SampleOf): string =>
  subject === "other" && name ? name : sampleSubjectNames[subject];

/** "15 cases", "1 supervision record". */
export const countedSubjects = (count: number, { subject }: Pick<SampleOf, "subject">): string =>
  `${count} ${subjectWords[subject][count === 1 ? "one" : "many"]}`;

/** What bars someone from answering for a case or a record; the rest is shown and bars nobody. */
export const bars = (kind: ConflictKind, of: "case" | "record"): boolean =>
  kind === "declared" || (of === "record" && (kind === "holds" || kind === "supervises"));

const recordSentences: Record<ConflictKind, string> = {
  "own-team": "This record belongs to their own team.",
  line: "They are in the line of management of this record’s team.",
  holds: "This is a record of their own work.",
  held: "This is a record of their own work.",
  supervises: "They supervised the work that this record is of.",
  supervised: "They supervised the work that this record is of.",
  "reviewing-officer": "They are the reviewing officer for this record.",
  "supervises-worker": "They manage the worker whose record it is.",
  "supervised-by-worker": "The worker whose record it is manages them.",
  declared: "They have declared a conflict of interest with this record or with its worker.",
};

/** A conflict with a record in words that fit one. */
export const ofRecord = ({ kind }: Conflict): Conflict => ({
  kind,
  message: recordSentences[kind],
});

/** Where a case or a record stands: "Child in need, Willow"; a record has no cohort. */
export const placeInWords = (cohort: Cohort | null, team: string): string =>
  cohort === null ? team : `${cohortNames[cohort]}, ${team}`;

type OfSomeone = { record: { workerId: string | null; supervisorId: string | null } | null };

/** Whether it is a record of this person's work, or of work that they supervised. */
export const isOwnRecord = ({ record }: OfSomeone, personId: string): boolean =>
  record !== null && [record.workerId, record.supervisorId].includes(personId);
