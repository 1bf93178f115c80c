/** Every migration by name, in order: listed here so that a bundle carries them. */
import type { Migration } from "kysely";
import * as theThread from "./0001-the-thread";
import * as moderationDraft from "./0002-moderation-draft";
import * as outbox from "./0003-outbox";
import * as caseloadImport from "./0004-caseload-import";
import * as tools from "./0005-tools";
import * as auditCare from "./0006-audit-care";
import * as allocation from "./0007-allocation";
import * as drafts from "./0008-drafts";
import * as accessChanges from "./0010-access-changes";
import * as staffImports from "./0011-staff-imports";
import * as accounts from "./0012-accounts";
import * as reading from "./0013-reading";
import * as independence from "./0014-independence";
import * as corrections from "./0015-corrections";
import * as oneChildOneWorker from "./0016-one-child-one-worker";
import * as tallyService from "./0018-tally-service";
import * as teams from "./0019-teams";
import * as onePerson from "./0020-one-person";
import * as teamsAskedFor from "./0021-teams-asked-for";
import * as handovers from "./0022-handovers";
import * as declaredConflicts from "./0023-declared-conflicts";
import * as oneDeadline from "./0024-one-deadline";
import * as staffImportNotes from "./0025-staff-import-notes";
import * as tallyBasis from "./0026-tally-basis";
import * as typing from "./0027-typing";
import * as swaps from "./0028-swaps";
import * as foundWithoutReading from "./0029-found-without-reading-the-past";
import * as sealedOrder from "./0030-sealed-order";
import * as panelMeetings from "./0032-panel-meetings";
import * as gradePairs from "./0033-grade-pairs";
import * as secondLooks from "./0034-second-looks";
import * as registerAndCalibration from "./0035-register-and-calibration";
import * as doubleAudits from "./0037-double-audits";
import * as reportEditions from "./0038-report-editions";
import * as feedTokens from "./0040-feed-tokens";
import * as trendRebases from "./0041-trend-rebases";
import * as closedCalibrations from "./0042-closed-calibrations";
import * as agreedResponses from "./0043-agreed-responses";
import * as promptTallies from "./0045-prompt-tallies";
import * as savedViews from "./0046-saved-views";
import * as ownAudits from "./0047-own-audits";
import * as learning from "./0048-learning";
import * as retests from "./0049-retests";
import * as logMinutes from "./0050-log-minutes";
import * as plannedExercises from "./0051-planned-exercises";
import * as exemptionsAndCalendars from "./0052-exemptions-and-calendars";
import * as feedbackSessions from "./0053-feedback-sessions";
import * as endedActions from "./0054-ended-actions";
import * as attachments from "./0055-attachments";
import * as observations from "./0058-observations";
import * as familyFeedback from "./0060-family-feedback";
import * as youSaid from "./0061-you-said";
import * as eventsOfCases from "./0062-events-of-cases";
import * as partnersAndParts from "./0063-partners-and-parts";
import * as goodPractice from "./0064-good-practice";
import * as logImports from "./0065-log-imports";
import * as actionsByTheme from "./0066-actions-by-theme";
import * as practiceWeeks from "./0067-practice-weeks";
import * as search from "./0068-search";
import * as otherRecords from "./0070-other-records";
import * as gradedThematics from "./0072-graded-thematics";
import * as chairs from "./0073-chairs";
import * as searchEnds from "./0075-search-ends";

export const migrations: Record<string, Migration> = {
  "0001-the-thread": theThread as Migration,
  "0002-moderation-draft": moderationDraft as Migration,
  "0003-outbox": outbox as Migration,
  "0004-caseload-import": caseloadImport as Migration,
  "0005-tools": tools as Migration,
  "0006-audit-care": auditCare as Migration,
  "0007-allocation": allocation as Migration,
  "0008-drafts": drafts as Migration,
  "0010-access-changes": accessChanges as Migration,
  "0011-staff-imports": staffImports as Migration,
  "0012-accounts": accounts as Migration,
  "0013-reading": reading as Migration,
  "0014-independence": independence as Migration,
  "0015-corrections": corrections as Migration,
  "0016-one-child-one-worker": oneChildOneWorker as Migration,
  "0018-tally-service": tallyService as Migration,
  "0019-teams": teams as Migration,
  "0020-one-person": onePerson as Migration,
  "0021-teams-asked-for": teamsAskedFor as Migration,
  "0022-handovers": handovers as Migration,
  "0023-declared-conflicts": declaredConflicts as Migration,
  "0024-one-deadline": oneDeadline as Migration,
  "0025-staff-import-notes": staffImportNotes as Migration,
  "0026-tally-basis": tallyBasis as Migration,
  "0027-typing": typing as Migration,
  "0028-swaps": swaps as Migration,
  "0029-found-without-reading-the-past": foundWithoutReading as Migration,
  "0030-sealed-order": sealedOrder as Migration,
  "0032-panel-meetings": panelMeetings as Migration,
  "0033-grade-pairs": gradePairs as Migration,
  "0034-second-looks": secondLooks as Migration,
  "0035-register-and-calibration": registerAndCalibration as Migration,
  "0037-double-audits": doubleAudits as Migration,
  "0038-report-editions": reportEditions as Migration,
  "0040-feed-tokens": feedTokens as Migration,
  "0041-trend-rebases": trendRebases as Migration,
  "0042-closed-calibrations": closedCalibrations as Migration,
  "0043-agreed-responses": agreedResponses as Migration,
  "0045-prompt-tallies": promptTallies as Migration,
  "0046-saved-views": savedViews as Migration,
  "0047-own-audits": ownAudits as Migration,
  "0048-learning": learning as Migration,
  "0049-retests": retests as Migration,
  "0050-log-minutes": logMinutes as Migration,
  "0051-planned-exercises": plannedExercises as Migration,
  "0052-exemptions-and-calendars": exemptionsAndCalendars as Migration,
  "0053-feedback-sessions": feedbackSessions as Migration,
  "0054-ended-actions": endedActions as Migration,
  "0062-events-of-cases": eventsOfCases as Migration,
  "0064-good-practice": goodPractice as Migration,
  "0058-observations": observations as Migration,
  "0060-family-feedback": familyFeedback as Migration,
  "0061-you-said": youSaid as Migration,
  "0063-partners-and-parts": partnersAndParts as Migration,
  "0055-attachments": attachments as Migration,
  "0065-log-imports": logImports as Migration,
  "0066-actions-by-theme": actionsByTheme as Migration,
  "0067-practice-weeks": practiceWeeks as Migration,
  "0072-graded-thematics": gradedThematics as Migration,
  "0073-chairs": chairs as Migration,
  "0068-search": search as Migration,
  "0070-other-records": otherRecords as Migration,
  "0075-search-ends": searchEnds as Migration,
};
