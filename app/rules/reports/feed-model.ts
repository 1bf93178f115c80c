/**
 * Owns what the feed offers: its entity sets, their properties, keys and relations.
 * Practice: OData 4.0; figures and what they are counted by, never a child, a member of staff or
 * anything that was written of a case. What is not listed here can't be asked for.
 */

export type FeedType =
  | "Edm.String"
  | "Edm.Int32"
  | "Edm.Boolean"
  | "Edm.Date"
  | "Edm.DateTimeOffset";

export type FeedProperty = { name: string; type: FeedType; nullable: boolean };

/** A relation to one row of another set: the value of `by` is the key there. */
export type FeedLink = { name: string; to: FeedSetName; by: string; nullable: boolean };

export type FeedSet = {
  name: FeedSetName;
  entity: string;
  /** In the order by which pages go on. */
  key: readonly string[];
  properties: readonly FeedProperty[];
  links: readonly FeedLink[];
};

export type FeedSetName =
  | "Exercises"
  | "Audits"
  | "Grades"
  | "Actions"
  | "Responses"
  | "Teams"
  | "Services"
  | "PracticeAreas"
  | "Calendar";

/** A value as a row of the feed has it. */
export type FeedValue = string | number | boolean | null;
export type FeedRow = Record<string, FeedValue>;

const types = {
  text: "Edm.String",
  number: "Edm.Int32",
  flag: "Edm.Boolean",
  date: "Edm.Date",
  instant: "Edm.DateTimeOffset",
} as const satisfies Record<string, FeedType>;

/** Each property as its type in short; a question mark where there may be no value. */
type Short = keyof typeof types | `${keyof typeof types}?`;

const propertiesOf = (listed: Record<string, Short>): FeedProperty[] =>
  Object.entries(listed).map(([name, short]) => ({
    name,
    type: types[short.replace("?", "") as keyof typeof types],
    nullable: short.endsWith("?"),
  }));

const link = (name: string, to: FeedSetName, by: string, nullable = false): FeedLink => ({
  name,
  to,
  by,
  nullable,
});

const set = (
  name: FeedSetName,
  entity: string,
  key: readonly string[],
  listed: Record<string, Short>,
  links: readonly FeedLink[] = [],
): FeedSet => ({ name, entity, key, properties: propertiesOf(listed), links });

const ofExercise = link("Exercise", "Exercises", "ExerciseId");
const ofTeam = link("Team", "Teams", "TeamId");
const ofService = link("Service", "Services", "ServiceId");

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
    [
      link("Audit", "Audits", "AuditId"),
      ofExercise,
      ofTeam,
      ofService,
      link("PracticeArea", "PracticeAreas", "AreaCode"),
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

/** A refusal as OData has it: a status of HTTP, a code for programs, words for people. */
export class FeedProblem extends Error {
  constructor(
    readonly status: 400 | 404 | 406 | 501,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const badRequest = (message: string): FeedProblem =>
  new FeedProblem(400, "BadRequest", message);

export const notOffered = (message: string): FeedProblem =>
  new FeedProblem(501, "NotImplemented", message);

export function propertyOf(set: FeedSet, name: string): FeedProperty {
  const found = set.properties.find((one) => one.name === name);
  if (!found) throw badRequest(`${set.name} has no property ${JSON.stringify(name.slice(0, 60))}`);
  return found;
}
