/** Whatever lists cases, audits, actions or people takes a scope, or stands here with its reason. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { listsWithoutScope } from "../../support/lists-read";

const sources = new Map(
  readdirSync("db", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ts$/.test(name) && !/^(demo|migrations)\//.test(name))
    .map((name) => [`db/${name}`, readFileSync(`db/${name}`, "utf8")]),
);

/** Why each shows the whole council: who is asked, or who alone may ask. */
const reasons: Record<string, string> = {
  unscopedAdministrators: "who is told of accounts and of staff files",
  unscopedAlike: "people.manage: two records of one person may be anywhere",
  unscopedAllPlanned: "people.hand-over: hand-overs cross teams",
  unscopedCalibratedGrades:
    "agreement and one's own lean: figures over all who graded, of closed ones",
  unscopedCaseloadAges: "reports.read-ages: how many open cases of each age, for QA leads alone",
  unscopedCalibrationsGoingOn: "calibration.manage: QA leads alone",
  unscopedCalibrationsToLead: "calibration.manage: QA leads alone",
  unscopedConfirmers: "who may confirm access, wherever they work",
  unscopedCorrectionsWithoutAuditor: "facts for QA leads, placed by their exercise afterwards",
  unscopedDeclared: "conflicts.withdraw: QA leads alone",
  unscopedDoneSince: "a briefing: actions of no child, in words without names",
  unscopedDoneActions: "trends.read: a reference, a team and a state, of no action for one child",
  unscopedDoubleDraws: "double-audits.manage: QA leads alone",
  unscopedDoublesToAnswer: "double-audits.manage: QA leads alone",
  unscopedDoublesToGive: "double-audits.manage: QA leads alone",
  unscopedDoublesWaiting: "double-audits.manage: QA leads alone",
  unscopedDrawableCycles: "double-audits.manage: QA leads alone",
  unscopedDueHandovers: "a job: what is due today is done for everyone",
  unscopedCallersToChoose: "who may be chosen to ask a family, wherever they work",
  unscopedPublishedYouSaid: "for everyone: what was published, in words without names",
  unscopedYouSaid: "family-feedback.publish: QA leads alone",
  unscopedFeedbackForms: "family-feedback.write-forms: what is asked, of nobody in particular",
  unscopedFormsToAskWith: "family-feedback.plan: what is asked, of nobody in particular",
  unscopedHeldSessions:
    "feedback-sessions.read: a day and how many came, for everyone who works here",
  unscopedHolders: "who holds a role, narrowed by its reach afterwards",
  unscopedHoldersOf: "who holds a role, to tell them",
  unscopedImports: "caseload.import: a file holds every team's cases",
  unscopedLeading: "the line above a concern, narrowed to its place afterwards",
  unscopedLeadsToChoose: "who may lead an exercise",
  unscopedMappings: "caseload.import: what a name in a file means, anywhere",
  unscopedNames: "names alone, to choose someone by",
  unscopedNeverSignedIn: "people.manage",
  unscopedNotNamed: "names alone, to be left out of a briefing",
  unscopedNumberGroups: "people.manage and caseload.import: one number may be used twice anywhere",
  unscopedNumbersToTell: "people.manage and caseload.import: the pairs that wait for an answer",
  unscopedNotBegun: "facts for QA leads, and for whoever leads it",
  unscopedObservationsWaiting: "observations.ask: QA leads read every observation",
  unscopedOnePerson: "ids alone: which records are of one person",
  unscopedPairAudits: "moderation.see-agreement: QA leads alone, and closed cycles",
  unscopedPairDifferences: "scripts/verify: everything kept is counted again",
  unscopedPanel: "who may be chosen for a meeting of the panel",
  unscopedOpenActions: "brief.read: how many of each service are open and overdue",
  unscopedOpenDoubles: "double-audits.manage: how many each auditor has, to share out evenly",
  unscopedPartnersToChoose: "names of people of other agencies, to be named as reviewers",
  unscopedPeople: "people.manage",
  unscopedPeopleWithRole: "who may be asked to audit or to moderate",
  unscopedPlannedAhead: "programme.read and reports of a period: the plan is no case",
  unscopedPublishedCells: "reports.publish: counts alone, to hide those that could be worked out",
  unscopedQaLeads: "who is told when nobody else is there",
  unscopedReAuditsSettled: "re-audits.manage: QA leads alone",
  unscopedReAuditsToAllocate: "re-audits.manage: QA leads alone",
  unscopedReAuditsUnderWay: "re-audits.manage: QA leads alone",
  unscopedReAuditsWaiting: "a count for QA leads alone",
  unscopedRegister: "register.keep: QA leads alone",
  unscopedReviewersToChoose: "who may review a sample",
  unscopedOfTeams: "practice-weeks.run: who can be observed, for QA leads",
  unscopedQuestions: "the questions that every observer is asked",
  unscopedQuestionsNow: "the questions that every observer is asked",
  unscopedRunning: "a job: imports that have stopped, whoever began them",
  unscopedSeenSince: "a briefing: what was seen across the service, in words without names",
  unscopedServiceManagers: "whom a dip sample of a service is planned for",
  unscopedPeopleHere: "learning-log.import: whom the names in a QA lead’s file mean",
  unscopedLogsToImport: "learning-log.import: files that QA leads read",
  unscopedLogPlan: "learning-log.import: what the lines of a QA lead’s file would become",
  unscopedLogPlaces: "learning-log.import: names of teams and services, for a QA lead’s file",
  unscopedLogImports: "learning-log.import: files that QA leads read",
  unscopedGoodPractice:
    "learning-log.read-good-practice: what its worker and manager agreed to share with all",
  unscopedSessionDates: "feedback-sessions.read: a day and a place, for everyone who works here",
  unscopedSessionsToCome: "feedback-sessions.read: a day and a place, for everyone who works here",
  unscopedSlotsThere: "programme.make: which places of a year there are, without their words",
  unscopedLookedAt: "programme.read-coverage: counted by team and cohort",
  unscopedOpenCases: "programme.read-coverage: counts alone",
  unscopedStaff: "caseload.import: names alone, to say who a name in a file is",
  unscopedStaffImports: "people.manage: a file holds every team's staff",
  unscopedPromptDifferences: "scripts/verify: everything kept is counted again",
  unscopedIndexDifferences: "scripts/verify: the words of every record are cut and compared again",
  unscopedTallyDifferences: "scripts/verify: everything kept is counted again",
  unscopedTeamsAskedFor: "a count for administrators alone",
  unscopedWaitingAccess: "access.confirm, narrowed to what the reader may confirm afterwards",
  unscopedWorkersToInvite: "a count for administrators alone",
  unscopedStandings: "learning-log.read-meeting: counts alone",
  unscopedMinutes: "learning-log.read-meeting: when a meeting met",
  unscopedKeptAfter: "scripts/verify: the bytes of every file are compared",
  unscopedToScan: "a job: what a scanner is to look at, without names",
  unscopedLearning: "learning-log.read-learning: what was learnt names nobody",
  unscopedLearningToChoose: "the same, to file something under",
  unscopedFeedRows: "feed.read: QA leads and leaders alone",
  unscopedTokens: "feed.list-tokens: administrators alone",
};

const foundIn = (text: string) => listsWithoutScope(new Map([["db/core/some.server.ts", text]]));
const read = '{ return db.selectFrom("audit").selectAll().execute(); }';

describe("Lists without a scope", () => {
  it("are called so, and each has its reason here", () => {
    const found = listsWithoutScope(sources);
    expect(found).toEqual(Object.keys(reasons).sort());
    expect(found.filter((name) => !/^unscoped[A-Z]/.test(name))).toEqual([]);
  });

  it("are alone in being called so", () => {
    const called = [...sources.values()].flatMap((text) =>
      [...text.matchAll(/export (?:async function|const) (unscoped\w+)/g)].map(([, name]) => name),
    );
    expect(called.sort()).toEqual(Object.keys(reasons).sort());
  });

  it.each([
    ["nothing", `export async function listAll(db: Db) ${read}`, ["listAll"]],
    [
      "a page",
      `export async function listAll(db: Db, page: number): Promise<A[]> ${read}`,
      ["listAll"],
    ],
    [
      "an id that may be left out",
      `export async function listAll(db: Db, auditId?: string) ${read}`,
      ["listAll"],
    ],
    ["a scope", `export async function listAll(db: Db, scope: Scope) ${read}`, []],
    ["a record", `export async function listAll(db: Db, auditId: string) ${read}`, []],
    [
      "another list",
      `async function own(db: Db) ${read}\nexport const listAll = (db: Db): Promise<A[]> => own(db);`,
      ["listAll"],
    ],
    [
      "what is common",
      'export async function listAll(db: Db) { return db.selectFrom("team").selectAll().execute(); }',
      [],
    ],
  ])("are found: one that takes %s", (_, text, found) => expect(foundIn(text)).toEqual(found));
});
