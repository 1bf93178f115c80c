/**
 * Owns what the feed offers: its entity sets, their properties, keys and relations.
 * Practice: OData 4.0; figures and what they are counted by, never a child, a member of staff or
 * anything that was written of a case. What is not listed here can't be asked for.
 */

import { type FeedRowsLink, type FeedSet, link, set } from "./feed-shapes";

const ofExercise = link("Exercise", "Exercises", "ExerciseId");
const ofTeam = link("Team", "Teams", "TeamId");
const ofService = link("Service", "Services", "ServiceId");
const ofArea = link("PracticeArea", "PracticeAreas", "AreaCode");

export const feedSets: readonly FeedSet[] = [
  set(
    "Exercises",
    "Exercise",
    ["ExerciseId"],
    {
      ExerciseId: "text",
      Kind: "text",
      Title: "text",
      Month: "text",
      StartsOn: "date",
      State: "text",
      ServiceId: "text?",
      Size: "number",
      IsModerated: "flag",
      ReleasedAt: "instant?",
      ClosedAt: "instant?",
    },
    [link("Service", "Services", "ServiceId", true), link("StartsOnDay", "Calendar", "StartsOn")],
  ),
  set(
    "Audits",
    "Audit",
    ["AuditId"],
    {
      AuditId: "text",
      ExerciseId: "text",
      TeamId: "text",
      ServiceId: "text",
      Cohort: "text",
      State: "text",
      Origin: "text",
      Round: "number",
      CountsInFigures: "flag",
      DueOn: "date?",
      SubmittedAt: "instant?",
      FinalAt: "instant?",
    },
    [ofExercise, ofTeam, ofService, link("DueOnDay", "Calendar", "DueOn", true)],
  ),
  set(
    "Grades",
    "Grade",
    ["AuditId", "AreaCode", "Basis"],
    {
      AuditId: "text",
      AreaCode: "text",
      Basis: "text",
      ExerciseId: "text",
      TeamId: "text",
      ServiceId: "text",
      Cohort: "text",
      GradeCode: "text",
      IsGraded: "flag",
      IsGoodOrAbove: "flag",
    },
    [link("Audit", "Audits", "AuditId"), ofExercise, ofTeam, ofService, ofArea],
  ),
  set(
    "Prompts",
    "Prompt",
    ["ExerciseId", "TeamId", "ServiceId", "Cohort", "AreaCode", "PromptCode", "Answer"],
    {
      ExerciseId: "text",
      TeamId: "text",
      ServiceId: "text",
      Cohort: "text",
      AreaCode: "text",
      PromptCode: "text",
      Answer: "text",
      PromptKey: "text",
      Count: "number",
    },
    [ofExercise, ofTeam, ofService, ofArea, link("PromptText", "PromptTexts", "PromptKey")],
  ),
  set(
    "Findings",
    "Finding",
    ["FindingId"],
    {
      FindingId: "text",
      Kind: "text",
      AreaCode: "text?",
      ThemeCode: "text?",
      CaseCount: "number?",
      ExerciseId: "text",
      AuditId: "text?",
      TeamId: "text?",
      ServiceId: "text?",
      Cohort: "text?",
    },
    [
      ofExercise,
      link("Audit", "Audits", "AuditId", true),
      link("Team", "Teams", "TeamId", true),
      link("Service", "Services", "ServiceId", true),
      link("PracticeArea", "PracticeAreas", "AreaCode", true),
      link("Theme", "Themes", "ThemeCode", true),
    ],
  ),
  set(
    "Actions",
    "Action",
    ["ActionId"],
    {
      ActionId: "text",
      Reference: "number",
      Level: "text",
      Status: "text",
      AreaCode: "text?",
      TeamId: "text?",
      ServiceId: "text?",
      ExerciseId: "text?",
      ResponseId: "text?",
      RaisedAt: "instant",
      DueOn: "date?",
      CompletedOn: "date?",
      VerifiedOn: "date?",
    },
    [
      link("Exercise", "Exercises", "ExerciseId", true),
      link("Team", "Teams", "TeamId", true),
      link("Service", "Services", "ServiceId", true),
      link("PracticeArea", "PracticeAreas", "AreaCode", true),
      link("Response", "Responses", "ResponseId", true),
      link("DueOnDay", "Calendar", "DueOn", true),
    ],
  ),
  set(
    "Responses",
    "Response",
    ["ResponseId"],
    {
      ResponseId: "text",
      ExerciseId: "text",
      TeamId: "text",
      AskedAt: "instant",
      DueOn: "date",
      ReadAt: "instant?",
      AnsweredAt: "instant?",
      SentBackAt: "instant?",
      AgreedAt: "instant?",
      State: "text",
      IsNoneNeeded: "flag",
    },
    [ofExercise, ofTeam, link("DueOnDay", "Calendar", "DueOn")],
  ),
  set(
    "Teams",
    "Team",
    ["TeamId"],
    {
      TeamId: "text",
      Name: "text",
      ServiceId: "text",
      HoldsCases: "flag",
      RetiredOn: "date?",
      SuccessorId: "text?",
    },
    [ofService],
  ),
  set("Services", "Service", ["ServiceId"], {
    ServiceId: "text",
    Name: "text",
    Position: "number",
  }),
  set("PracticeAreas", "PracticeArea", ["AreaCode"], {
    AreaCode: "text",
    Name: "text",
    Position: "number",
  }),
  set("PromptTexts", "PromptText", ["PromptKey"], {
    PromptKey: "text",
    AreaCode: "text",
    PromptCode: "text",
    Text: "text",
    Position: "number",
  }),
  set("Themes", "Theme", ["ThemeCode"], {
    ThemeCode: "text",
    Name: "text",
    Position: "number",
  }),
  set("Calendar", "Day", ["Date"], {
    Date: "date",
    Year: "number",
    Quarter: "number",
    Month: "number",
    YearMonth: "text",
    FinancialYear: "text",
    IsWorkingDay: "flag",
  }),
];

export const findFeedSet = (name: string): FeedSet | undefined =>
  feedSets.find((one) => one.name === name);

/** From a row to the many that belong to it; from a day there is none, for it may be any of theirs. */
export const rowsLinksOf = ({ name }: FeedSet): FeedRowsLink[] =>
  feedSets.flatMap((other) =>
    other.links
      .filter(({ to }) => to === name && to !== "Calendar")
      .map(({ by, name: partner }) => ({ name: other.name, to: other.name, by, partner })),
  );
