/**
 * Owns the table types: one interface a table, in the order of the thread from person to action.
 * Practice: every record that people edit has a `version`; history is in `event`, never in place.
 */

import type { ColumnType, Generated } from "kysely";
import type { FileType, ScanState } from "~/rules/attachments/attachments";
import type { CalibrationKind, CalibrationState } from "~/rules/calibration/calibration";
import type { DoubleState } from "~/rules/calibration/double-audits";
import type { EventKind } from "~/rules/core/event-kinds";
import type { PlannedOutcome } from "~/rules/exercises/programme";
import type { FeedbackFor, FormState } from "~/rules/family-feedback/forms";
import type {
  FeedbackWay,
  InvitationState,
  NotAskedReason,
} from "~/rules/family-feedback/invitations";
import type { YouSaidState } from "~/rules/family-feedback/you-said";
import type { PointKind, SessionState } from "~/rules/feedback-sessions/feedback-sessions";
import type { UpdateKind } from "~/rules/learning-log/learning-log";
import type { LogImportState } from "~/rules/learning-log/log-import";
import type { MessageState } from "~/rules/messages/outbox";
import type {
  Consent,
  ObservationKind,
  ObservationPointKind,
  ObservationState,
} from "~/rules/observations/observations";
import type { SlotKind, SlotState, WeekState } from "~/rules/observations/practice-weeks";
import type { AccessState } from "~/rules/people/access-changes";
import type { RegisterKind } from "~/rules/people/register";
import type { StaffImportState } from "~/rules/people/staff-import";
import type { SearchKind } from "~/rules/search/search";
import type { VersionState } from "~/rules/tools/versions";

/** 0 or 1: the only booleans both databases return alike. */
export type Flag = 0 | 1;
type Version = ColumnType<number, number | undefined, number>;
type Optional = ColumnType<string | null, string | null | undefined, string | null>;

// People and access

export interface ServiceTable {
  id: string;
  name: string;
  position: number;
  version: Version;
}

export interface TeamTable {
  id: string;
  service_id: string;
  name: string;
  name_folded: string;
  /** MASH and the like hold no cases and are left out of draws. */
  holds_cases: Flag;
  position: number;
  /** From this day on it is no more, and `successor_id` goes on with its work. */
  retired_on: Optional;
  successor_id: Optional;
  version: Version;
}

export interface PersonTable {
  id: string;
  name: string;
  name_folded: string;
  staff_number: string | null;
  /** As `foldNumber` makes it; two that were there before may share one. */
  staff_number_key: Optional;
  email: string | null;
  email_folded: string | null;
  job_title: string;
  team_id: string | null;
  /** Who supervises this person: conflicts of interest depend on it. */
  manager_id: string | null;
  active: Flag;
  /** The person who stays, where this is another record of them: one level, never further. */
  same_as_id: Optional;
  /** Whether it was active before it pointed there: meanwhile it is not. */
  active_before: ColumnType<Flag | null, Flag | null | undefined, Flag | null>;
  /** Of someone from another agency, as it is called; empty for the council's own. */
  agency: ColumnType<string, string | undefined, string>;
  version: Version;
}

/**
 * A view: who stands behind each record of a person. Whoever is to be told from a stored id joins
 * `record_id` and reads the person who stays; nobody writes here.
 */
export interface OnePersonView {
  record_id: string;
  id: string;
  /** The name of the record itself, where it points to someone who stays. */
  recorded_as: string | null;
  name: string;
  name_folded: string;
  email: string | null;
  job_title: string;
  team_id: string | null;
  active: Flag;
  manager_id: string | null;
}

export interface RoleGrantTable {
  id: string;
  person_id: string;
  role: string;
  reach: "all" | "service" | "team";
  service_id: string | null;
  team_id: string | null;
}

/** A change of access that waits for a second person, or was settled. */
export interface AccessChangeTable {
  id: string;
  /** What is confirmed together: the changes of one import, or this one alone. */
  bundle_id: string;
  kind:
    | "grant"
    | "deputy"
    | "email"
    | "staff-number"
    | "activation"
    | "password-link"
    | "same-person"
    | "same-person-lifted"
    | "team-move"
    | "team-end";
  /**
   * Whose access it is about, and who gains by it: the same, but for a deputy or one who stays; of a
   * team's change the first who gains, and the rest are in `what`.
   */
  person_id: string;
  receiver_id: string;
  /** An AccessWhat (app/rules/people/access-changes.ts) as JSON. */
  what: string;
  proposed_by: string;
  proposed_at: string;
  state: AccessState;
  /** Null for the server: by time, or by scripts/access. */
  settled_by: Optional;
  settled_at: Optional;
  settled_why: ColumnType<string, string | undefined, string>;
  /** When a confirmed password link was shown. */
  used_at: Optional;
  version: Version;
}

/** A staff list: read, then confirmed or left, and perhaps undone. */
export interface StaffImportTable {
  id: string;
  file_name: string;
  state: StaffImportState;
  /** Headings that were not understood, as JSON. */
  ignored: string;
  /** What there is to know of how it was read, as JSON. */
  notes: ColumnType<string, string | undefined, string>;
  made_by: string;
  made_at: string;
  confirmed_at: Optional;
  /** The changes of access that it proposed. */
  bundle_id: Optional;
  undone_at: Optional;
  undone_by: Optional;
  version: Version;
}

export interface StaffImportRowTable {
  import_id: string;
  line: number;
  /** The line as it was read (StaffRow of app/rules/people/staff-import.ts), as JSON. */
  content: string;
  /** Once confirmed: what it did, for whom, and the roles it gave or proposed, as JSON. */
  outcome: ColumnType<string, string | undefined, string>;
  person_id: Optional;
  grants: ColumnType<string, string | undefined, string>;
}

export interface AuthAccountTable {
  person_id: string;
  /** Empty while the person has been invited and has not chosen one. */
  password_hash: string;
  /** Set where an administrator locked it. */
  locked_until: Optional;
  /** 1 until the person has chosen a password of their own. */
  must_change: Flag;
  password_changed_at: string;
  /** The last time by the machine's clock; null for someone who was never here. */
  signed_in_at: Optional;
}

export interface PasswordLinkTable {
  id: string;
  person_id: string;
  purpose: "invite" | "reset";
  /** Null when the person asked for it on the sign-in page. */
  made_by: string | null;
  /** This and every other instant of a link are by the machine's clock. */
  made_at: string;
  /** SHA-256; null until the email with the link is on its way. */
  token_digest: string | null;
  expires_at: string | null;
  used_at: Optional;
  ended_at: Optional;
}

/** Wrong passwords by account and place; what the key is made of can't be read from it. */
export interface SignInCountTable {
  key: string;
  failures: number;
  counted_from: string;
  wait_until: string | null;
  /** Until when this is a place from which the owner of the account is known to sign in. */
  known_until: string | null;
  keep_until: string;
}

/** What was asked or tried with an address that may belong to nobody, to be looked up apart. */
export interface SignInNoteTable {
  id: string;
  kind: "wrong" | "throttled" | "forgotten";
  email_folded: string;
  at: string;
  system_at: string;
}

export interface AuthSessionTable {
  id: string;
  person_id: string | null;
  data: string;
  created_at: string;
  expires_at: string;
  seen_at: string;
}

export interface AuthAddressTable {
  address: string;
  window_started_at: string;
  attempts: number;
}

export interface SettingTable {
  key: string;
  value: string;
  version: Version;
}

// Caseload

export interface CaseRecordTable {
  id: string;
  reference: string;
  reference_folded: string;
  /** As `foldNumber` makes it; two that were there before may share one. */
  reference_key: ColumnType<string, string | undefined, string>;
  family_reference: string | null;
  cohort: string;
  team_id: string | null;
  worker_id: string | null;
  supervisor_id: string | null;
  reviewing_officer_id: string | null;
  /** In whole years; null when unborn or not known. */
  age: number | null;
  unborn: Flag;
  sensitive: Flag;
  opened_on: string;
  closed_on: string | null;
  last_audited_on: string | null;
  /** Since when the child has been on the plan of their cohort; null where no list said. */
  plan_since: Optional;
  /** When it was last opened again after it was closed; null where the caseload never saw that. */
  reopened_on: Optional;
  version: Version;
}

export interface CaseHoldingTable {
  id: string;
  case_id: string;
  person_id: string;
  relation: "worker" | "supervisor" | "reviewing-officer";
  team_id: string | null;
  from_on: string;
  to_on: string | null;
}

export interface CaseloadImportTable {
  id: string;
  person_id: string;
  file_name: string;
  fingerprint: string;
  /** An ImportState (app/rules/caseload/states.ts). */
  state: string;
  /** Counts by outcome, as JSON. */
  counts: string;
  created_at: string;
  confirmed_at: string | null;
  version: Version;
  kind: ColumnType<string, string | undefined, string>;
  bytes: ColumnType<number, number | undefined, number>;
  /** How far the step that runs is; `total` where it is known. */
  done: ColumnType<number, number | undefined, number>;
  total: ColumnType<number | null, number | null | undefined, number | null>;
  /** The process that works on it, and when it last said so by the machine's clock. */
  owner: ColumnType<string | null, string | null | undefined, string | null>;
  beat_at: ColumnType<string | null, string | null | undefined, string | null>;
  problem: ColumnType<string, string | undefined, string>;
  /** What was chosen on confirming, as JSON. */
  choices: ColumnType<string, string | undefined, string>;
  /** An id made when it was confirmed: what was made later has a greater one. */
  mark: ColumnType<string | null, string | null | undefined, string | null>;
  confirmed_by: ColumnType<string | null, string | null | undefined, string | null>;
  undone_at: ColumnType<string | null, string | null | undefined, string | null>;
  undone_by: ColumnType<string | null, string | null | undefined, string | null>;
  /** Which way round dates like 03/04/2024 are read; empty while nobody has said. */
  date_order: ColumnType<
    "" | "day" | "month",
    "" | "day" | "month" | undefined,
    "" | "day" | "month"
  >;
}

export interface CaseloadImportRowTable {
  import_id: string;
  /** Counted through the whole file; where it stands is `list` and `at_line`. */
  line: number;
  /** An Outcome (app/rules/caseload/staging.ts), or "read" before it was compared. */
  outcome: string;
  case_id: string | null;
  /** The preview of this row, as JSON. */
  content: string;
  problem: string | null;
  reference_folded: string | null;
  reference_key: Optional;
  list: string | null;
  at_line: number | null;
  /** 1 where the reader noted something: a merged row, a value not understood. */
  noted: Flag;
  /** What was read, as JSON. */
  read: string;
  /** What was read with the month first, as JSON, where that differs. */
  other: ColumnType<string, string | undefined, string>;
}

/** A name in a file that nobody here has, or that more than one has. */
export interface CaseloadImportNameTable {
  import_id: string;
  kind: "team" | "worker" | "cohort";
  key: string;
  name: string;
  number: string;
  why: "unknown" | "several" | "no-cases" | "left" | "alike";
  row_count: number;
  /** Other new names of the file that are much like it, as JSON. */
  near: ColumnType<string, string | undefined, string>;
}

/** Someone new whom a file names; `added` is 1 once this import has put them in the staff list. */
export interface CaseloadImportPersonTable {
  import_id: string;
  ref: string;
  name: string;
  staff_number: string | null;
  email: string | null;
  team_id: string | null;
  person_id: string | null;
  added: Flag;
}

/** What a name of the case system means here, remembered from import to import. */
export interface CaseloadMappingTable {
  id: string;
  kind: "team" | "worker" | "cohort";
  key: string;
  name: string;
  number: string;
  choice: "use" | "leave-out" | "waiting" | "add" | "nobody" | "same";
  team_id: string | null;
  person_id: string | null;
  chosen_by: string | null;
  chosen_at: string;
  version: Version;
  cohort: Optional;
  /** Another name for someone new: theirs, as the file has it. */
  same_name: ColumnType<string, string | undefined, string>;
  same_number: ColumnType<string, string | undefined, string>;
  /** For a team that an administrator is asked to add: the import it was asked from. */
  asked_import_id: Optional;
  asked_staff_import_id: Optional;
  /** Why a team that was asked for was not added; empty while that waits. */
  answer: ColumnType<string, string | undefined, string>;
}

/** What was said of stored numbers that are the same but for zeros, spaces and case; and of pairs of people much alike, that they are two. */
export interface SameNumberTable {
  id: string;
  kind: "case" | "person" | "pair";
  /** As `foldNumber` makes it; of a pair, both ids. */
  key: string;
  /** Whose number it was when that was said, in order, as JSON: with another one it is asked again. */
  ids: string;
  answer: "same" | "different";
  /** The one that imports mean: by every spelling, or by any that is none of theirs. */
  meant_id: string | null;
  /** The cases that the answer closed, with their versions, as JSON. */
  closed: ColumnType<string, string | undefined, string>;
  settled_by: Optional;
  settled_at: string;
  version: Version;
}

/** A case that an import touches, as it was and as it becomes. */
export interface CaseloadImportCaseTable {
  import_id: string;
  case_id: string;
  side: "before" | "after";
  what: "add" | "change" | "close" | "absent";
  version: number;
  reference: string;
  reference_folded: string;
  reference_key: ColumnType<string, string | undefined, string>;
  family_reference: string | null;
  cohort: string;
  team_id: string | null;
  worker_id: string | null;
  supervisor_id: string | null;
  reviewing_officer_id: string | null;
  age: number | null;
  unborn: Flag;
  opened_on: string;
  closed_on: string | null;
  plan_since: Optional;
  reopened_on: Optional;
}

/** A holding that an import begins, or ends. */
export interface CaseloadImportHoldingTable {
  import_id: string;
  id: string;
  does: "begin" | "end";
  case_id: string;
  person_id: string;
  relation: "worker" | "supervisor" | "reviewing-officer";
  team_id: string | null;
  from_on: string;
  to_on: string | null;
}

/** Events made ready before the one transaction that appends them; gone afterwards. */
export interface CaseloadImportEventTable {
  import_id: string;
  position: number;
  id: string;
  stream: string;
  kind: EventKind;
  actor_id: string | null;
  at: string;
  system_at: string;
  digest: string;
  salt: string;
  before: string | null;
  after: string | null;
}

// Exercises and tools

export interface ToolTable {
  id: string;
  kind: string;
  name: string;
  /** 1 for a tool offered when planning; 0 for the own questions of one exercise. */
  shared: Flag;
  position: number;
  /** 1 once it is no longer offered to new exercises. */
  retired: ColumnType<Flag, Flag | undefined, Flag>;
}

export interface ToolVersionTable {
  id: string;
  tool_id: string;
  major: number;
  minor: number;
  state: VersionState;
  /** A ToolDefinition (app/rules/tools/tools.ts) as JSON, frozen once published. */
  definition: string;
  published_at: string | null;
  /** The published version a draft was begun from. */
  based_on_id: Optional;
  begun_by: Optional;
  begun_at: Optional;
  published_by: Optional;
  /** What auditors are told of what is new. */
  note: ColumnType<string, string | undefined, string>;
  /** Why a minor change was published as a major one. */
  raised_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

export interface ExerciseTable {
  id: string;
  kind: string;
  title: string;
  month: string;
  /** A dip sample belongs to one service; null means all. */
  service_id: string | null;
  lead_id: string;
  tool_version_id: string | null;
  state: string;
  size: number;
  moderated: Flag;
  /** 1 where each case is an audit on the graded form: in core cycles, and thematic audits planned so. */
  graded: ColumnType<Flag, Flag | undefined, Flag>;
  trigger_kind: string | null;
  trigger_text: string;
  prompted_by_id: string | null;
  rationale: string;
  lines_of_enquiry: string;
  methodology: string;
  next_steps: string;
  /** What the report says in words. */
  narrative: string;
  audits_due_on: string | null;
  moderation_due_on: string | null;
  responses_due_on: string | null;
  moderation_seed: string;
  /** What selected for moderation (`sealed-1/…`, `on-arrival-1`); empty until the order is drawn. */
  moderation_algorithm: ColumnType<string, string | undefined, string>;
  /** SHA-256 of the list that the order was drawn over; empty where none was. */
  moderation_fingerprint: ColumnType<string, string | undefined, string>;
  /** The range in per cent, 1 to 100. */
  moderation_from: ColumnType<number, number | undefined, number>;
  moderation_to: ColumnType<number, number | undefined, number>;
  /** Which reasons make an audit certain to be moderated, as JSON. */
  moderation_certain: ColumnType<string, string | undefined, string>;
  /** 1 for one made for a re-audit that is done on its own: it has no draw and no figures. */
  only_re_audits: ColumnType<Flag, Flag | undefined, Flag>;
  /** The independence rules that are set aside for everyone, as JSON. */
  rules_off: ColumnType<string, string | undefined, string>;
  released_at: string | null;
  window_closed_at: string | null;
  closed_at: string | null;
  /** Who writes the agreed view; null for whoever leads it. */
  chair_id: Optional;
  /** A ReviewingMode (app/rules/samples/reviewing.ts). */
  reviewing: ColumnType<string, string | undefined, string>;
  /** A SampleSubject (app/rules/samples/records.ts), and what records of another kind are called. */
  subject: ColumnType<string, string | undefined, string>;
  subject_name: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** What is planned for a year before it is an exercise; linked to the one it became. */
export interface PlannedExerciseTable {
  id: string;
  kind: string;
  title: string;
  /** YYYY-MM */
  month: string;
  /** Of a dip sample; null for the whole council. */
  service_id: string | null;
  owner_id: string;
  /** What of the rhythm it was made for; null for one added by hand. */
  slot: string | null;
  exercise_id: Optional;
  prompted_by_id: Optional;
  outcome: ColumnType<
    PlannedOutcome | null,
    PlannedOutcome | null | undefined,
    PlannedOutcome | null
  >;
  outcome_reason: ColumnType<string, string | undefined, string>;
  outcome_by: Optional;
  outcome_at: Optional;
  removed_at: Optional;
  version: Version;
  /** The practice week that it became. */
  practice_week_id: Optional;
}

/** Someone from whom fewer audits are expected for a time, both dates included. */
export interface ExemptionTable {
  id: string;
  person_id: string;
  from_on: string;
  to_on: string;
  reason: string;
  approved_by: string;
  approved_at: string;
  /** Taken back before or while it ran: it then never held. */
  ended_at: Optional;
  ended_by: Optional;
}

/** The secret address of someone's calendar, kept as a digest; one at most works. */
export interface CalendarFeedTable {
  id: string;
  person_id: string;
  digest: string;
  made_at: string;
  ended_at: Optional;
  /** YYYY-MM-DD in London. */
  last_read_on: Optional;
}

/** A team as it was when the exercise closed: what its report goes on saying. */
export interface ExerciseTeamTable {
  exercise_id: string;
  team_id: string;
  name: string;
  service_id: string;
  service_name: string;
}

/** Who takes part in an exercise, as what, and how much is expected of them. */
export interface ExerciseMemberTable {
  exercise_id: string;
  person_id: string;
  part: "auditor" | "moderator" | "reviewer";
  role_text: string;
  expected: number;
  maximum: number;
  /** The agency that a reviewer answers for, as it was when they were named. */
  agency: ColumnType<string, string | undefined, string>;
}

/** One case as one reviewer or one agency answers for it. */
export interface ReviewPartTable {
  id: string;
  exercise_id: string;
  audit_id: string;
  /** Empty where each case has one reviewer. */
  agency: string;
  /** That reviewer; null for an agency's part, which is all its reviewers' together. */
  person_id: string | null;
  /** A PartState (app/rules/samples/reviewing.ts). */
  state: string;
  /** Since when it waits as it does: an instant. */
  waits_since: string;
  settled_at: Optional;
  settled_by: Optional;
  /** Why it was gone on without, or opened again. */
  reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

export interface DrawTable {
  id: string;
  exercise_id: string;
  seed: string;
  algorithm: string;
  fingerprint: string;
  /** The DrawPlan, and the strata with population and size, as JSON. */
  plan: string;
  strata: string;
  drawn_by: string;
  drawn_at: string;
  /** 1 for the draw in force; earlier ones are kept. */
  current: Flag;
}

/** Every row of the frame, as it stood when drawn. */
export interface DrawCaseTable {
  draw_id: string;
  case_id: string;
  reference: string;
  family_reference: string | null;
  team_id: string | null;
  cohort: string;
  opened_on: string;
  sensitive: Flag;
  last_audited_on: string | null;
  /** Null in draws made before closed cases stood in the frame. */
  closed_on: string | null;
  /** What a draw by event decided by: when the event was; null where it was none, or no event asked. */
  event_on: Optional;
  stratum: string | null;
  position: number | null;
  status: "drawn" | "reserve" | "excluded";
  reason: string | null;
  probability: number | null;
}

// Audits

/** A record that is no case, on the list that a dip sample chooses from. */
export interface SampleRecordTable {
  id: string;
  exercise_id: string;
  reference: string;
  reference_folded: string;
  team_id: string;
  /** Whose record it is, and who supervised; null where nobody was said. */
  worker_id: string | null;
  supervisor_id: string | null;
  /** YYYY-MM-DD */
  listed_on: string;
}

/** Every record of the list, as it stood when drawn. */
export interface DrawRecordTable {
  draw_id: string;
  record_id: string;
  reference: string;
  team_id: string;
  listed_on: string;
  stratum: string | null;
  position: number | null;
  status: "drawn" | "reserve" | "excluded";
  reason: string | null;
  probability: number | null;
}

export interface AuditTable {
  id: string;
  exercise_id: string;
  /** Null for a record that is no case, which `record_id` then is. */
  case_id: string | null;
  record_id: Optional;
  team_id: string;
  service_id: string;
  cohort: string;
  worker_id: string | null;
  auditor_id: string | null;
  /** Why the auditor was chosen in spite of what counts against them. */
  override_reason: string | null;
  /** The rules that set aside, as JSON; null where none was, or where it was not kept. */
  override_rules: string | null;
  state: string;
  /** 1, and one more each time the panel returns the audit. */
  round: number;
  due_on: string | null;
  origin: "drawn" | "swapped" | "chosen" | "re-audit";
  origin_reason: string | null;
  /** For an audit that came in by a swap: the reason's code in the list. */
  swap_reason: string | null;
  /** The audit this one replaces (swap) or repeats (re-audit). */
  previous_audit_id: string | null;
  started_at: string | null;
  submitted_at: string | null;
  final_at: string | null;
  /** YYYY-MM-DD: the last day on which corrections are taken, as promised on submission. */
  corrections_until: Optional;
  /** Why the QA lead made it final before its corrections were done, and who did. */
  early_reason: Optional;
  early_by: Optional;
  /** How many consistency questions its auditor answered by the latest submission. */
  prompts_answered: ColumnType<number, number | undefined, number>;
  version: Version;
}

/** Who handed an audit back, and why: a conflict told this way is remembered for good. */
export interface AuditDeclineTable {
  id: string;
  audit_id: string;
  case_id: string;
  person_id: string;
  reason: string;
  note: string;
  declined_at: string;
}

/** An audit that came in by a swap, for the one that it names as its previous. */
export interface SwapTable {
  audit_id: string;
  swapped_by: string | null;
  swapped_at: string;
  /** Case ids of the reserves before it that could not be audited, as JSON. */
  left_out: string;
}

/** A conflict of interest that someone declared: with a case and its family, or a member of staff. */
export interface DeclaredConflictTable {
  id: string;
  person_id: string;
  case_id: string | null;
  worker_id: string | null;
  /** Of one record of a dip sample, which is no case. */
  record_id: Optional;
  note: string;
  declared_at: string;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_reason: ColumnType<string, string | undefined, string>;
}

/** A conflict of interest that was noticed with someone who audits or moderates, and what became of it. */
export interface AuditConflictTable {
  id: string;
  audit_id: string;
  part: "auditor" | "moderator" | "taker";
  person_id: string;
  /** The rules, as JSON in their order. */
  rules: string;
  noticed_at: string;
  /** A NoticedBecause (app/rules/independence/independence.ts). */
  noticed_because: string;
  /** Null while it waits for the lead. */
  settled_at: string | null;
  /** A SettledHow (app/rules/independence/independence.ts). */
  settled_how: string | null;
  settled_by: string | null;
  settled_reason: string;
}

/** What is typed, a row a field, each with its own version. */
export interface AnswerTable {
  audit_id: string;
  field: string;
  value: string;
  version: number;
  save_id: string;
  saved_by: string;
  saved_at: string;
}

/** What someone is still writing: a field of it. Read by that person alone. */
export interface DraftTable {
  /** "moderation:<id>", "reflection:<audit>:<person>", or another DraftStream (db/core/drafts.server.ts). */
  stream: string;
  field: string;
  value: string;
  version: number;
  save_id: string;
  saved_by: string;
  saved_at: string;
}

export interface JudgementTable {
  audit_id: string;
  /** An area code, or "overall". */
  area: string;
  source: "auditor" | "moderator" | "final";
  round: number;
  judgement: string;
  reason: string;
  /** The team responsible for this work, and its service. */
  team_id: string;
  service_id: string;
  made_by: string;
  made_at: string;
}

/** Voices as they stood at submission. */
export interface VoiceTable {
  audit_id: string;
  key: string;
  kind: "child" | "parent" | "practitioner";
  label: string;
  status: string;
  reason: string;
  said: string;
  method: string;
  held_on: string | null;
  not_shared: Flag;
}

/** The practitioner's own part. */
export interface ReflectionTable {
  audit_id: string;
  person_id: string;
  proud_of: string;
  do_differently: string;
  child_would_say: string;
  written_at: string;
  /** What would raise the grade, in the practitioner's view. */
  raise_grade: ColumnType<string, string | undefined, string>;
  /** Once final: their comment, whether the conversation took place, and when. */
  comment: ColumnType<string, string | undefined, string>;
  conversation: ColumnType<"" | "yes" | "no", "" | "yes" | "no" | undefined, "" | "yes" | "no">;
  conversation_on: ColumnType<string | null, string | null | undefined, string | null>;
  confirmed_at: ColumnType<string | null, string | null | undefined, string | null>;
  version: Version;
}

/** A fact of an audit that its practitioner, or their manager, says is wrong; and the answer. */
export interface CorrectionTable {
  id: string;
  audit_id: string;
  round: number;
  sent_by: string;
  sent_at: string;
  text: string;
  /** A CorrectionAnswer (app/rules/audits/corrections.ts); null while it is unanswered. */
  answer: Optional;
  words: ColumnType<string, string | undefined, string>;
  answered_by: Optional;
  answered_at: Optional;
  version: Version;
}

export interface FindingTable {
  id: string;
  exercise_id: string;
  audit_id: string | null;
  kind: "strength" | "development";
  area: string | null;
  theme: string | null;
  text: string;
  /** In how many cases; null when not counted. */
  case_count: number | null;
  made_by: string;
  made_at: string;
  version: Version;
}

/** Which cases of its exercise a finding is about. */
export interface FindingCaseTable {
  finding_id: string;
  audit_id: string;
}

export interface ConcernTable {
  id: string;
  case_id: string;
  audit_id: string | null;
  exercise_id: string | null;
  team_id: string;
  service_id: string;
  raised_by: string;
  raised_at: string;
  what: string;
  spoken_to: string;
  spoken_at: string;
  due_at: string;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  done: string;
  /** When it was escalated to the QA lead and the leaders, and why; null while it has not. */
  escalated_at: ColumnType<string | null, string | null | undefined, string | null>;
  escalated_because: ColumnType<
    "" | "late" | "no-one",
    "" | "late" | "no-one" | undefined,
    "" | "late" | "no-one"
  >;
  version: Version;
}

/** Someone implicated in a concern, who must not be told. */
export interface ConcernBypassTable {
  concern_id: string;
  person_id: string;
}

/** Who was told of a concern, as what, and when. */
export interface ConcernAlertTable {
  concern_id: string;
  person_id: string;
  part: "team-manager" | "service-manager" | "qa-lead" | "leader";
  /** The absent person whom a deputy stands in for. */
  for_person_id: string | null;
  alerted_at: string;
}

/** An audit whose overall grade escalates, until someone who answers for its service has read it. */
export interface EscalationNoticeTable {
  audit_id: string;
  told_at: string;
  read_by: string | null;
  read_at: string | null;
}

/** A case to be audited again because the overall grade of its audit escalates: one an audit. */
export interface ReAuditTable {
  id: string;
  previous_audit_id: string;
  case_id: string;
  made_at: string;
  due_on: string;
  /** The audit it became; null while it waits for an auditor. */
  audit_id: string | null;
  cancelled_at: string | null;
  cancelled_by: string | null;
  cancelled_reason: ColumnType<string, string | undefined, string>;
  /** When the QA lead was told that the case closed meanwhile. */
  closed_told_at: string | null;
  version: Version;
}

/** The reflective conversation as its auditor records it after submitting. */
export interface ConversationTable {
  audit_id: string;
  held_on: string;
  method: string;
  said: string;
  recorded_by: string;
  recorded_at: string;
  version: Version;
}

// Moderation

export interface ModerationTable {
  id: string;
  audit_id: string;
  exercise_id: string;
  round: number;
  reason: string;
  reason_note: string;
  probability: number;
  selected_at: string;
  moderator_id: string | null;
  state: string;
  committed_at: string | null;
  /** The audit-quality answers (met / partly / not met, note) as JSON. */
  quality: string;
  feedback: string;
  outcome: string | null;
  decision_reason: string;
  decided_by: string | null;
  decided_at: string | null;
  feedback_read_at: string | null;
  /** Why someone who has read the auditor's grades moderates it all the same; empty when blind. */
  not_blind_reason: ColumnType<string, string | undefined, string>;
  /** What the panel decides (PanelDecision, db/moderation/decisions.server.ts) as JSON, once recorded. */
  decision: ColumnType<string, string | undefined, string>;
  /** Why the QA lead took it alone. */
  alone_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** The sealed order of a cycle's audits, drawn at release and shown once auditing is closed. */
export interface ModerationOrderTable {
  exercise_id: string;
  /** The audit as it stood on the list, with the team and auditor it had then. */
  drawn_id: string;
  team_id: string;
  auditor_id: string;
  /** The audit that has its place now: another one after a swap. */
  audit_id: string;
  place: number;
  picked: Flag;
  turn: number;
  /** Null when it was drawn; else from 1, in the order in which audits joined. */
  joined: number | null;
  /** Its chance of being moderated, from 0 to 1; null until auditing is closed, or once withdrawn. */
  chance: number | null;
  /** 1 for one that estimates are made from: certain, or chosen by chance and not merely kept. */
  sampled: Flag;
}

/** Everyone who has had a moderation blind: its grades stay kept from them until it is committed. */
export interface ModerationHolderTable {
  moderation_id: string;
  person_id: string;
  given_at: string;
}

/** An audit let go from moderation because everyone who may moderate had read its grades. */
export interface ModerationReleaseTable {
  audit_id: string;
  exercise_id: string;
  reason: string;
  released_by: string;
  released_at: string;
}

/** Someone's part in the decision as it stands: who recorded, confirmed or was there. */
export interface DecisionPartTable {
  moderation_id: string;
  person_id: string;
  part: "recorded" | "confirmed" | "present" | "not-there";
  /** 0 for whoever may speak and does not count, looked at again whenever someone confirms. */
  counts: Flag;
  at: string;
}

/** A meeting of the moderation panel on audits of one cycle. */
export interface PanelMeetingTable {
  id: string;
  exercise_id: string;
  /** YYYY-MM-DD */
  meets_on: string;
  /** HH:MM in London. */
  starts_at: string;
  place: string;
  chair_id: string;
  state: string;
  planned_by: string;
  planned_at: string;
  begun_at: string | null;
  /** When its minutes were signed off. */
  closed_at: string | null;
  cancelled_reason: string;
  /** What was said, for the minutes. */
  notes: string;
  /** Themes for the whole service, MeetingTheme[] as JSON (app/rules/moderation/meetings.ts). */
  themes: string;
  version: Version;
}

/** Who is of the panel that meets, its chair among them. */
export interface PanelMeetingMemberTable {
  meeting_id: string;
  person_id: string;
}

/** A case that stood on the agenda when the meeting began, or came in while it went on. */
export interface PanelMeetingCaseTable {
  meeting_id: string;
  moderation_id: string;
  /** What it is called where nobody is named: "Case 3". */
  number: number;
  part: string;
  /** How it stood when the minutes were signed off, a CaseDecided as JSON; "" before. */
  decided: string;
}

/** What was added to minutes after they were signed off. */
export interface PanelMeetingAddendumTable {
  id: string;
  meeting_id: string;
  text: string;
  made_by: string;
  made_at: string;
}

/** A colleague from another service who joins the panel for one audit. */
export interface PanelMemberTable {
  moderation_id: string;
  person_id: string;
  named_by: string;
  named_at: string;
}

/**
 * Pairs of grades of moderated audits that are final, counted; kept in the transaction that makes an
 * audit final. Grades are judgements, so that one may be "not-applicable".
 */
export interface GradePairTable {
  exercise_id: string;
  tool_version_id: string;
  /** An area code, or "overall". */
  area: string;
  team_id: string;
  cohort: string;
  /** The record of whoever made the auditor's judgement. */
  auditor_id: string;
  /** Both as first given; the moderator's is empty where they gave none. */
  auditor_grade: string;
  moderator_grade: string;
  final_grade: string;
  /** Whether its first moderator had not read the auditor's grades. */
  blind: Flag;
  /** Whether chance selected it: no certain reason, no hand, and not kept for having begun. */
  random: Flag;
  count: number;
}

/** What an auditor asks of the panel once: to look again at what it decided on their audit. */
export interface SecondLookTable {
  id: string;
  moderation_id: string;
  audit_id: string;
  asked_by: string;
  asked_at: string;
  reasons: string;
  /** A SecondLookState (app/rules/moderation/second-look.ts). */
  state: string;
  /** What the panel answers (Answer, app/rules/moderation/second-look.ts) as JSON, once recorded. */
  answer: ColumnType<string, string | undefined, string>;
  /** The final judgements with their reasons, by area, as they stood when it was answered, as JSON. */
  stood_before: ColumnType<string, string | undefined, string>;
  answered_at: string | null;
  /** Why the QA lead answered alone. */
  alone_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** Who has taken the answer to a second look as it stands. */
export interface SecondLookPartTable {
  second_look_id: string;
  person_id: string;
  part: "recorded" | "confirmed";
  /** 0 for whoever may speak and does not count, looked at again whenever someone confirms. */
  counts: Flag;
  at: string;
}

/** Which final audits of a closed cycle a peer grades again: drawn once a cycle, to be run again. */
export interface DoubleDrawTable {
  id: string;
  exercise_id: string;
  seed: string;
  algorithm: string;
  /** Of the list in drawn_from, the ids of the audits as JSON. */
  fingerprint: string;
  drawn_from: string;
  percent: number;
  /** YYYY-MM-DD */
  due_on: string;
  drawn_by: string;
  drawn_at: string;
}

/** One audit that a peer grades again; outside every other figure, and the final grade stays. */
export interface DoubleAuditTable {
  id: string;
  draw_id: string;
  audit_id: string;
  peer_id: string | null;
  state: DoubleState;
  /** Since when it waits for a second auditor, or for the one who has it. */
  waits_since: string;
  submitted_at: Optional;
  /** 1 where a grade of it escalates: then the QA lead says what was done. */
  escalated: ColumnType<Flag, Flag | undefined, Flag>;
  answer: ColumnType<string, string | undefined, string>;
  answered_by: Optional;
  answered_at: Optional;
  version: Version;
}

export interface DoubleGradeTable {
  double_audit_id: string;
  /** The code of a practice area, or "overall". */
  area: string;
  judgement: string;
  reason: string;
}

// Reports

/** A case that several people grade blind, to see where they part and to agree. */
export interface CalibrationTable {
  id: string;
  kind: CalibrationKind;
  title: string;
  /** The case itself is in the council's case system; null where it is written here. */
  case_id: string | null;
  /** What is written of an anonymised case; "" where a real one is graded. */
  narrative: string;
  tool_version_id: string;
  due_on: string;
  state: CalibrationState;
  lead_id: string;
  made_at: string;
  /** When its raters were asked, when its session opened, and when it was closed or cancelled. */
  opened_at: Optional;
  session_at: Optional;
  closed_at: Optional;
  learnt: ColumnType<string, string | undefined, string>;
  cancelled_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

export interface CalibrationRaterTable {
  calibration_id: string;
  person_id: string;
  submitted_at: Optional;
}

/** What a rater has written so far; it counts once they have submitted. */
export interface CalibrationGradeTable {
  calibration_id: string;
  person_id: string;
  /** The code of a practice area, or "overall". */
  area: string;
  /** "" while none is chosen. */
  judgement: string;
  reason: string;
}

export interface CalibrationAgreedTable {
  calibration_id: string;
  area: string;
  /** "" where no grade was agreed. */
  judgement: string;
  text: string;
}

/** Who was trained, calibrated or refreshed; what was wrong is withdrawn and stays. */
export interface RegisterEntryTable {
  id: string;
  person_id: string;
  kind: RegisterKind;
  /** Null where nobody kept it. */
  on_date: string | null;
  note: string;
  /** The exercise that it came from, by itself. */
  calibration_id: string | null;
  recorded_by: string | null;
  recorded_at: string;
  withdrawn_at: Optional;
  withdrawn_by: Optional;
  withdrawn_reason: ColumnType<string, string | undefined, string>;
}

/** Judgements of final audits counted; kept in the transaction that makes an audit final. */
export interface TallyTable {
  exercise_id: string;
  /** Whose judgements: the auditor's and the moderator's first ones, or the final ones. */
  basis: JudgementTable["source"];
  team_id: string;
  service_id: string;
  cohort: string;
  area: string;
  judgement: string;
  count: number;
}

/** Answers to prompts of final audits counted; kept in the transaction that makes an audit final. */
export interface PromptTallyTable {
  exercise_id: string;
  team_id: string;
  service_id: string;
  cohort: string;
  area: string;
  /** The code of a prompt that is answered yes, partly, no or not applicable. */
  prompt: string;
  answer: string;
  count: number;
}

/** From a cycle on the limits of trends start anew. */
export interface TrendRebaseTable {
  id: string;
  exercise_id: string;
  reason: string;
  made_by: string;
  made_at: string;
}

/** What someone chose on the trends page, under a name; for themselves alone. */
export type SavedViewPage = "trends" | "log";

export interface SavedViewTable {
  id: string;
  person_id: string;
  name: string;
  /** The query of the page's address. */
  query: string;
  saved_at: string;
  page: ColumnType<SavedViewPage, SavedViewPage | undefined, SavedViewPage>;
}

// Files

/** A file added to one record as evidence; its bytes are in a folder, under `stored_name`. */
export interface AttachmentTable {
  id: string;
  /** Exactly one of the three is set. */
  action_id: string | null;
  learning_id: string | null;
  minutes_id: string | null;
  /** As it was called, cleaned; may say what only readers of the record may know. */
  name: string;
  /** Random, and so unlike the id that an address holds. */
  stored_name: string;
  bytes: number;
  /** 64 hexadecimal digits. */
  sha256: string;
  /** Found by its content. */
  type: FileType;
  scan_state: ScanState;
  scan_tries: ColumnType<number, number | undefined, number>;
  /** The machine's instant from which on it may be tried. */
  scan_next_at: string;
  scanned_at: Optional;
  added_by: string;
  added_at: string;
  removed_by: Optional;
  removed_at: Optional;
}

/** Where the themes go back to those who do the work. */
export interface FeedbackSessionTable {
  id: string;
  /** YYYY-MM-DD, and HH:MM in London. */
  held_on: string;
  starts_at: string;
  place: string;
  led_by: string;
  /** Its briefing tells what came after this day. */
  since_on: string;
  state: SessionState;
  introduction: ColumnType<string, string | undefined, string>;
  /** The lines that its lead leaves out of the briefing, by id, as JSON. */
  left_out: ColumnType<string, string | undefined, string>;
  /** The briefing as it was sent (a Report of app/rules/reports/blocks.ts), as JSON. */
  briefing: Optional;
  /** How many came beside those named in `feedback_session_attendee`. */
  others: ColumnType<number, number | undefined, number>;
  planned_by: string;
  planned_at: string;
  shared_at: Optional;
  recorded_at: Optional;
  cancelled_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** Who was there: said by themselves, or entered by the lead; with the team they were of then. */
export interface FeedbackSessionAttendeeTable {
  session_id: string;
  person_id: string;
  team_id: string | null;
  said_by: string;
  said_at: string;
}

/** What was said there. */
export interface FeedbackSessionPointTable {
  id: string;
  session_id: string;
  kind: PointKind;
  text: string;
  /** What it is as a source of learning, to be filed. */
  source_id: string;
  written_by: string;
  written_at: string;
  version: Version;
}

/** A version of the questions that observers are asked. */
export interface ObservationQuestionsTable {
  number: number;
  /** ObservationQuestion[] of app/rules/observations/questions.ts, as JSON. */
  questions: string;
  published_by: string;
  published_at: string;
}

/** What someone saw of practice; without grades. */
export interface ObservationTable {
  id: string;
  kind: ObservationKind;
  /** YYYY-MM-DD. */
  observed_on: string;
  about: ColumnType<string, string | undefined, string>;
  observer_id: string;
  /** As they were then. */
  team_id: string;
  service_id: string;
  case_id: Optional;
  /** Null for the questions that a new installation has. */
  questions_number: ColumnType<number | null, number | null | undefined, number | null>;
  /** By the code of the question, as JSON. */
  answers: ColumnType<string, string | undefined, string>;
  seen: ColumnType<string, string | undefined, string>;
  /** One a line, as `to_develop`. */
  strengths: ColumnType<string, string | undefined, string>;
  to_develop: ColumnType<string, string | undefined, string>;
  worker_consent: ColumnType<Consent | null, Consent | null | undefined, Consent | null>;
  worker_consent_how: ColumnType<string, string | undefined, string>;
  worker_consent_on: Optional;
  family_consent: ColumnType<Consent | null, Consent | null | undefined, Consent | null>;
  family_consent_how: ColumnType<string, string | undefined, string>;
  family_consent_on: Optional;
  /** "" unless the family agreed. */
  family_view: ColumnType<string, string | undefined, string>;
  feedback_to: ColumnType<string, string | undefined, string>;
  feedback_on: Optional;
  conflict_reason: ColumnType<string, string | undefined, string>;
  state: ObservationState;
  begun_at: string;
  shared_at: Optional;
  closed_at: Optional;
  /** The part of a practice week from which it was begun. */
  slot_id: Optional;
  withdrawn_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** When senior managers observe, audit and visit together around a theme. */
export interface PracticeWeekTable {
  id: string;
  theme: string;
  /** YYYY-MM-DD, both included. */
  starts_on: string;
  ends_on: string;
  lead_id: string;
  state: WeekState;
  /** What it changes, in its lead's words. */
  changes: ColumnType<string, string | undefined, string>;
  /** Points left out of the summary, by id, as JSON. */
  left_out: ColumnType<string, string | undefined, string>;
  /** A Report of app/rules/reports/blocks.ts, as JSON; null until it is signed off. */
  summary: Optional;
  closed_by: Optional;
  closed_at: Optional;
  /** Why it was cancelled. */
  reason: ColumnType<string, string | undefined, string>;
  planned_at: string;
  version: Version;
}

/** One part of its timetable. */
export interface PracticeWeekSlotTable {
  id: string;
  week_id: string;
  /** YYYY-MM-DD, and HH:MM in London. */
  day: string;
  starts_at: string;
  kind: SlotKind;
  about: ColumnType<string, string | undefined, string>;
  place: ColumnType<string, string | undefined, string>;
  by_id: string;
  team_id: string | null;
  observed_id: string | null;
  exercise_id: string | null;
  state: SlotState;
  /** What came of it, or why it did not happen. */
  note: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** Who was observed, and their own answer. */
export interface ObservationPersonTable {
  observation_id: string;
  person_id: string;
  read_at: Optional;
  response: ColumnType<string, string | undefined, string>;
  version: Version;
}

/** A theme of its strengths, or of what to develop. */
export interface ObservationThemeTable {
  observation_id: string;
  kind: ObservationPointKind;
  theme: string;
}

/** One strength or thing to develop of an observation that is shared. */
export interface ObservationPointTable {
  id: string;
  observation_id: string;
  kind: ObservationPointKind;
  position: number;
  text: string;
  source_id: Optional;
}

/** A feedback form for children or families: its words are in its versions. */
export interface FeedbackFormTable {
  id: string;
  audience: FeedbackFor;
  /** Null for a form that is shipped. */
  made_by: string | null;
  made_at: string;
}

export interface FeedbackFormVersionTable {
  id: string;
  form_id: string;
  number: number;
  state: FormState;
  title: string;
  introduction: string;
  thanks: string;
  /** FeedbackQuestion[] of app/rules/family-feedback/forms.ts, as JSON. */
  questions: string;
  published_by: Optional;
  published_at: Optional;
  version: Version;
}

/** One child, young person or parent who is asked for feedback; nothing about how they are reached. */
export interface FeedbackInvitationTable {
  id: string;
  reference: number;
  exercise_id: string;
  audit_id: string;
  audience: FeedbackFor;
  /** Parents are asked apart: the first of a family is 1. */
  number: ColumnType<number, number | undefined, number>;
  form_version_id: string;
  way: FeedbackWay;
  caller_id: string | null;
  state: InvitationState;
  /** YYYY-MM-DD */
  answers_by: string;
  reason_code: ColumnType<
    NotAskedReason | null,
    NotAskedReason | null | undefined,
    NotAskedReason | null
  >;
  reason: ColumnType<string, string | undefined, string>;
  /** Of the code that opens the form once; the code itself is never kept. */
  code_digest: Optional;
  code_made_at: Optional;
  planned_by: string;
  planned_at: string;
  asked_at: Optional;
  ended_at: Optional;
  version: Version;
}

export interface FeedbackAnswerTable {
  invitation_id: string;
  exercise_id: string;
  /** The answers chosen, by the code of their question, as JSON. */
  chosen: string;
  for_worker: 0 | 1;
  entered_by: string | null;
  entered_at: string;
}

export interface FeedbackWordsTable {
  id: string;
  invitation_id: string;
  exercise_id: string;
  question: string;
  text: string;
  theme: Optional;
  coded_by: Optional;
  coded_at: Optional;
}

export interface FeedbackThemeSourceTable {
  exercise_id: string;
  theme: string;
  source_id: string;
}

/** An entry of "You said, we did". */
export interface YouSaidTable {
  id: string;
  state: YouSaidState;
  said: string;
  did: string;
  changed: string;
  /** What it rests on: never shown to whoever reads the page. */
  learning_id: string | null;
  action_id: string | null;
  written_by: string;
  written_at: string;
  published_at: Optional;
  withdrawn_reason: ColumnType<string, string | undefined, string>;
  version: Version;
}

export interface ResponseTable {
  id: string;
  exercise_id: string;
  team_id: string;
  asked_at: string;
  due_on: string;
  read_at: string | null;
  answered_at: string | null;
  answered_by: string | null;
  /** The absent person in whose place it was given. */
  answered_for: Optional;
  comment: string;
  none_needed_reason: string;
  /** Since when an answer waits to be agreed; null while none does. */
  to_agree_since: Optional;
  agreed_at: Optional;
  agreed_by: Optional;
  /** When it was last sent back, by whom, and what was missing. */
  sent_back_at: Optional;
  sent_back_by: Optional;
  missing: Generated<string>;
  version: Version;
}

/** What was published of an exercise; never changed. */
export interface ReportEditionTable {
  id: string;
  exercise_id: string;
  /** "staff" or "publication". */
  audience: string;
  /** From 1 for each audience. */
  number: number;
  title: string;
  /** Whose grades: "final". */
  basis: string;
  /** The report as typed blocks, JSON. */
  content: string;
  /** Of one for publication: its counts, how they add up and which it hid, JSON; never shown. */
  cells: string;
  /** What it changes of the edition before it, JSON: a list of sentences. */
  changes: string;
  /** Why a new edition was made; empty for the first. */
  why: string;
  published_by: string;
  published_at: string;
}

/** What programs sign in to the feed with; what it opens is its owner's role, asked at each use. */
export interface FeedTokenTable {
  id: string;
  person_id: string;
  name: string;
  /** SHA-256 of the token, which is shown once and kept nowhere. */
  digest: string;
  /** This and every other instant of a token are by the machine's clock. */
  made_at: string;
  expires_at: string;
  revoked_at: Optional;
  revoked_by: Optional;
}

/** That a token was used: a row a token and day. */
export interface FeedTokenUseTable {
  token_id: string;
  /** YYYY-MM-DD in London. */
  day: string;
  requests: number;
  last_at: string;
}

// Learning log

export interface ActionTable {
  id: string;
  /** Shown as A-0001. */
  reference: number;
  what: string;
  why: string;
  /** Both, folded, for searching. */
  words_folded: ColumnType<string, string | undefined, string>;
  area: string | null;
  theme: string | null;
  level: "child" | "team" | "service" | "strategic";
  success_measure: string;
  owner_id: string | null;
  /** The owner as a role, when no person is named. */
  owner_role: string;
  team_id: string | null;
  service_id: string | null;
  due_on: string | null;
  /** "month" when only a month was given: due_on is then its last day. */
  due_precision: "day" | "month";
  status: string;
  source: string;
  exercise_id: string | null;
  audit_id: string | null;
  response_id: string | null;
  finding_id: string | null;
  raised_by: string | null;
  raised_at: string;
  completed_on: string | null;
  completed_by: string | null;
  evidence: string;
  verified_by: string | null;
  verified_on: string | null;
  impact: string;
  /** How its verifier knows; "" where it stands in one text with the impact. */
  how_known: ColumnType<string, string | undefined, string>;
  supervision_on: string | null;
  superseded_by_id: string | null;
  closing_reason: string;
  version: Version;
}

export interface ActionUpdateTable {
  id: string;
  action_id: string;
  at: string;
  person_id: string | null;
  kind: UpdateKind;
  text: string;
}

/** An earlier log brought from a spreadsheet: the file as it was read, and what was chosen for it. */
export interface LogImportTable {
  id: string;
  file_name: string;
  /** Headings (string[]), lines (LogLine[]), notes (string[]) and LogMapping, each as JSON. */
  headings: string;
  lines: string;
  notes: string;
  mapping: string;
  state: LogImportState;
  read_by: string;
  read_at: string;
  confirmed_at: Optional;
  /** What it added. */
  actions: ColumnType<number, number | undefined, number>;
  learnings: ColumnType<number, number | undefined, number>;
  version: Version;
}

/** What a line of it became. */
export interface LogImportLineTable {
  import_id: string;
  line: number;
  /** By it the same line of another file is known again. */
  same_key: string;
  action_id: string | null;
  learning_id: string | null;
  /** 1 where the learning was begun by it. */
  began_learning: number;
}

/** Minutes of a meeting that looked at the learning log, with the log as it stood. */
export interface LogMinutesTable {
  id: string;
  meeting: string;
  /** YYYY-MM-DD */
  met_on: string;
  /** A Report as JSON (app/rules/reports/blocks.ts). */
  report: string;
  kept_by: string | null;
  kept_at: string;
}

/** A dip sample that is to test an action again. */
export interface ActionRetestTable {
  id: string;
  action_id: string;
  /** What would show the change. */
  question: string;
  ordered_by: string | null;
  ordered_at: string;
  /** Null until the sample is planned. */
  exercise_id: string | null;
}

/** What was learnt, wherever it was found. */
export interface LearningTable {
  id: string;
  /** Shown as L-0001. */
  reference: number;
  what: string;
  /** Folded, for searching. */
  words_folded: string;
  area: string | null;
  theme: string | null;
  /** The learning that took it in; such a one holds nothing itself. */
  merged_into_id: Optional;
  split_from_id: Optional;
  begun_by: string | null;
  begun_at: string;
  /** When something was last filed under it. */
  found_at: string;
  version: Version;
}

/** Thanks for a strength that an audit named, kept for everyone once worker and manager agreed. */
export interface GoodPracticeTable {
  id: string;
  finding_id: string;
  audit_id: string;
  worker_id: string;
  team_id: string;
  service_id: string;
  area: string | null;
  theme: string | null;
  /** What is said to the worker. */
  thanks: string;
  /** How the collection words it; "" where it was not asked for. */
  entry: ColumnType<string, string | undefined, string>;
  /** 1 where the worker wants their name beside it. */
  named: ColumnType<number, number | undefined, number>;
  state: string;
  given_by: string;
  given_at: string;
  asked_at: Optional;
  consented_at: Optional;
  shared_at: Optional;
  version: Version;
}

/** What was said outside audits: a complaint, a practice review, what children told. */
export interface LearningSourceTable {
  id: string;
  kind: string;
  /** YYYY-MM-DD. */
  said_on: string;
  /** What the source itself is called, like the number of a complaint. */
  source_reference: string;
  says: string;
  area: string | null;
  theme: string | null;
  team_id: string | null;
  service_id: string | null;
  entered_by: string | null;
  entered_at: string;
  /** Whether it stands under a learning: found among thousands that do. */
  filed: ColumnType<Flag, Flag | undefined, Flag>;
}

/** What a learning rests on: a finding, or a source of another kind. */
export interface LearningEvidenceTable {
  id: string;
  learning_id: string;
  finding_id: string | null;
  source_id: string | null;
  filed_by: string | null;
  filed_at: string;
}

/** An action that answers a learning; it may answer several. */
export interface LearningActionTable {
  learning_id: string;
  action_id: string;
}

// Search

/** A record that can be searched for; its words stand in the index alone. */
export interface SearchRecordTable {
  /** Rises with every change: what was last indexed comes first. */
  number: Generated<number>;
  kind: SearchKind;
  record_id: string;
  /** An instant or a date: how old it is. */
  at: string;
  /** Of what was indexed: it tells whether that is still what the record says. */
  digest: string;
  /** PostgreSQL alone: the words, in a tsvector. */
  words?: unknown;
}

/** SQLite alone: the words, in an FTS5 table that holds no text. */
export interface SearchWordsTable {
  rowid: number;
  title: string;
  body: string;
  tags: string;
}

/** What has changed since it was indexed; triggers of the database write it. */
export interface SearchDueTable {
  number: Generated<number>;
  kind: SearchKind;
  record_id: string;
}

// Messages and deputies

/** A message to one person: words by its kind, a link, never case content. */
export interface OutboxTable {
  id: string;
  /** What it is about, against doubles: one a key and person. */
  key: string;
  person_id: string;
  /** The absent person for whom a deputy gets it. */
  for_person_id: string | null;
  kind: string;
  /** A path of this site. */
  link: string;
  due_on: string | null;
  urgent: Flag;
  state: MessageState;
  /** Business time. */
  made_at: string;
  /** System times, as leases and back-off go by the machine's clock. */
  send_after: string;
  attempts: number;
  leased_by: string | null;
  leased_until: string | null;
  /** Why it was not sent, in plain words; empty when nothing stands against it. */
  problem: string;
  settled_at: string | null;
  /** The daily digest this one went out with. */
  digest_id: string | null;
}

/** When a person wants their messages by email; at once when they have not said. */
export interface MessageChoiceTable {
  person_id: string;
  choice: "immediate" | "digest" | "none";
  version: Version;
}

/** Who stands in for whom, both dates included, until it is ended early. */
export interface DeputyTable {
  id: string;
  person_id: string;
  deputy_id: string;
  from_on: string;
  to_on: string;
  named_by: string | null;
  named_at: string;
  ended_at: string | null;
  version: Version;
}

/** Work of one person that goes to another on a day: planned, cancelled, or begun and with a result. */
export interface HandoverTable {
  id: string;
  person_id: string;
  to_id: string;
  /** HandoverParts (app/rules/people/handovers.ts) as JSON. */
  parts: string;
  /** YYYY-MM-DD in London. */
  on_date: string;
  reason: string;
  planned_by: string;
  planned_at: string;
  begun_at: Optional;
  cancelled_at: Optional;
  cancelled_by: Optional;
  /** A HandoverResult as JSON; empty until it is through. */
  result: ColumnType<string, string | undefined, string>;
}

// Reading, kept apart from the history of what was done

/** Who opened a record: a row a reader, record and day. */
export interface ReadLogTable {
  kind: "audit" | "case" | "concern";
  record_id: string;
  person_id: string;
  /** YYYY-MM-DD in London. */
  day: string;
  first_at: string;
  /** The absent person for whom a deputy read it. */
  for_person_id: string | null;
}

/** Who has read an auditor's grades, reasons or reason for selection, of which round: the first time. */
export interface GradesReadTable {
  audit_id: string;
  round: number;
  person_id: string;
  where_read: "audit" | "list" | "report";
  read_at: string;
}

// History

export interface EventTable {
  seq: Generated<number>;
  id: string;
  /** The record it is about: "audit:<id>". */
  stream: string;
  kind: EventKind;
  actor_id: string | null;
  at: string;
  system_at: string;
  digest: string;
}

/** What a visit to a page has typed into a record, until it is over and becomes an event. */
export interface TypingTable {
  stream: string;
  visit: string;
  kind: EventKind;
  person_id: string;
  on_behalf_of: string | null;
  /** When it was last typed. */
  at: string;
  system_at: string;
  /** By field: what stood there when the visit began, and what stands there now, as JSON. */
  before: string;
  after: string;
}

/** Before and after, apart so that retention can erase content and the log still proves itself. */
export interface EventBodyTable {
  event_id: string;
  salt: string;
  before: string | null;
  after: string | null;
}

export interface Schema {
  service: ServiceTable;
  team: TeamTable;
  person: PersonTable;
  one_person: OnePersonView;
  role_grant: RoleGrantTable;
  access_change: AccessChangeTable;
  staff_import: StaffImportTable;
  staff_import_row: StaffImportRowTable;
  auth_account: AuthAccountTable;
  password_link: PasswordLinkTable;
  sign_in_count: SignInCountTable;
  sign_in_note: SignInNoteTable;
  auth_session: AuthSessionTable;
  auth_address: AuthAddressTable;
  setting: SettingTable;
  case_record: CaseRecordTable;
  case_holding: CaseHoldingTable;
  caseload_import: CaseloadImportTable;
  caseload_import_row: CaseloadImportRowTable;
  caseload_import_name: CaseloadImportNameTable;
  caseload_import_person: CaseloadImportPersonTable;
  caseload_import_case: CaseloadImportCaseTable;
  caseload_import_holding: CaseloadImportHoldingTable;
  caseload_import_event: CaseloadImportEventTable;
  caseload_mapping: CaseloadMappingTable;
  same_number: SameNumberTable;
  tool: ToolTable;
  tool_version: ToolVersionTable;
  exercise: ExerciseTable;
  planned_exercise: PlannedExerciseTable;
  exemption: ExemptionTable;
  calendar_feed: CalendarFeedTable;
  exercise_member: ExerciseMemberTable;
  review_part: ReviewPartTable;
  exercise_team: ExerciseTeamTable;
  draw: DrawTable;
  draw_case: DrawCaseTable;
  draw_record: DrawRecordTable;
  sample_record: SampleRecordTable;
  audit: AuditTable;
  swap: SwapTable;
  audit_decline: AuditDeclineTable;
  declared_conflict: DeclaredConflictTable;
  audit_conflict: AuditConflictTable;
  answer: AnswerTable;
  draft: DraftTable;
  judgement: JudgementTable;
  voice: VoiceTable;
  reflection: ReflectionTable;
  correction: CorrectionTable;
  finding: FindingTable;
  finding_case: FindingCaseTable;
  concern: ConcernTable;
  concern_bypass: ConcernBypassTable;
  concern_alert: ConcernAlertTable;
  inadequate_notice: EscalationNoticeTable;
  re_audit: ReAuditTable;
  conversation: ConversationTable;
  moderation: ModerationTable;
  moderation_order: ModerationOrderTable;
  moderation_holder: ModerationHolderTable;
  moderation_release: ModerationReleaseTable;
  decision_part: DecisionPartTable;
  panel_member: PanelMemberTable;
  second_look: SecondLookTable;
  second_look_part: SecondLookPartTable;
  calibration: CalibrationTable;
  calibration_rater: CalibrationRaterTable;
  calibration_grade: CalibrationGradeTable;
  calibration_agreed: CalibrationAgreedTable;
  register_entry: RegisterEntryTable;
  double_draw: DoubleDrawTable;
  double_audit: DoubleAuditTable;
  double_grade: DoubleGradeTable;
  grade_pair: GradePairTable;
  panel_meeting: PanelMeetingTable;
  panel_meeting_member: PanelMeetingMemberTable;
  panel_meeting_case: PanelMeetingCaseTable;
  panel_meeting_addendum: PanelMeetingAddendumTable;
  tally: TallyTable;
  prompt_tally: PromptTallyTable;
  trend_rebase: TrendRebaseTable;
  saved_view: SavedViewTable;
  attachment: AttachmentTable;
  feedback_session: FeedbackSessionTable;
  feedback_session_attendee: FeedbackSessionAttendeeTable;
  feedback_session_point: FeedbackSessionPointTable;
  observation_questions: ObservationQuestionsTable;
  observation: ObservationTable;
  observation_person: ObservationPersonTable;
  practice_week: PracticeWeekTable;
  practice_week_slot: PracticeWeekSlotTable;
  observation_theme: ObservationThemeTable;
  observation_point: ObservationPointTable;
  feedback_form: FeedbackFormTable;
  feedback_form_version: FeedbackFormVersionTable;
  feedback_invitation: FeedbackInvitationTable;
  feedback_answer: FeedbackAnswerTable;
  feedback_words: FeedbackWordsTable;
  feedback_theme_source: FeedbackThemeSourceTable;
  you_said: YouSaidTable;
  response: ResponseTable;
  report_edition: ReportEditionTable;
  feed_token: FeedTokenTable;
  feed_token_use: FeedTokenUseTable;
  action: ActionTable;
  action_update: ActionUpdateTable;
  action_retest: ActionRetestTable;
  log_import: LogImportTable;
  log_import_line: LogImportLineTable;
  log_minutes: LogMinutesTable;
  learning: LearningTable;
  learning_source: LearningSourceTable;
  good_practice: GoodPracticeTable;
  learning_evidence: LearningEvidenceTable;
  learning_action: LearningActionTable;
  search_record: SearchRecordTable;
  search_words: SearchWordsTable;
  search_due: SearchDueTable;
  outbox: OutboxTable;
  message_choice: MessageChoiceTable;
  deputy: DeputyTable;
  handover: HandoverTable;
  read_log: ReadLogTable;
  grades_read: GradesReadTable;
  typing: TypingTable;
  event: EventTable;
  event_body: EventBodyTable;
}
