/**
 * Owns what a set of the feed is, what a row of it holds, and how the feed refuses.
 * Practice: OData 4.0.
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

/** The same relation seen from there: the rows of `to` whose `by` is this row's key. */
export type FeedRowsLink = { name: FeedSetName; to: FeedSetName; by: string; partner: string };

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
  | "Prompts"
  | "Findings"
  | "Actions"
  | "Responses"
  | "Teams"
  | "Services"
  | "PracticeAreas"
  | "PromptTexts"
  | "Themes"
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

/** A relation as the model lists it. */
export const link = (name: string, to: FeedSetName, by: string, nullable = false): FeedLink => ({
  name,
  to,
  by,
  nullable,
});

/** A set as the model lists it. */
export const set = (
  name: FeedSetName,
  entity: string,
  key: readonly string[],
  listed: Record<string, Short>,
  links: readonly FeedLink[] = [],
): FeedSet => ({ name, entity, key, properties: propertiesOf(listed), links });

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
