/**
 * Owns reading a `$filter` of the feed: a condition over the properties of one set.
 * Practice: OData 4.0's order of operators, by recursive descent; every name is looked up in the
 * model and every value is held against its type, so that nothing typed reaches a database as code.
 */
import {
  badRequest,
  type FeedProperty,
  type FeedSet,
  type FeedType,
  notOffered,
  propertyOf,
} from "./feed-shapes";
import { type Word, wordsOf } from "./feed-words";

export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type Scalar = string | number | boolean | null;
export type Part = "year" | "month" | "day";
export type Cased = "tolower" | "toupper";

/** A property, or something made of it. */
export type Operand = { property: FeedProperty; part?: Part; cased?: Cased };

export type Condition =
  | { kind: "and" | "or"; left: Condition; right: Condition }
  | { kind: "not"; inner: Condition }
  | { kind: "compare"; operand: Operand; by: Comparison; value: Scalar }
  | { kind: "in"; operand: Operand; values: readonly Scalar[] }
  | { kind: "text"; by: "contains" | "startswith" | "endswith"; operand: Operand; value: string };

/** How deep brackets and "not" may stand in each other, and how many conditions there may be. */
export const deepest = 30;
export const mostConditions = 200;

const comparisons: readonly string[] = ["eq", "ne", "gt", "ge", "lt", "le"];
const parts: readonly string[] = ["year", "month", "day"];
const cases: readonly string[] = ["tolower", "toupper"];
const tests: readonly string[] = ["contains", "startswith", "endswith"];
const flipped: Record<Comparison, Comparison> = {
  eq: "eq",
  ne: "ne",
  gt: "lt",
  ge: "le",
  lt: "gt",
  le: "ge",
};

export const parseFilter = (set: FeedSet, filter: string): Condition =>
  new FilterReader(set, wordsOf(filter)).whole();

class FilterReader {
  #at = 0;
  #deep = 0;
  #conditions = 0;

  constructor(
    readonly set: FeedSet,
    readonly words: readonly Word[],
  ) {}

  whole(): Condition {
    if (this.words.length === 0) throw badRequest("$filter is empty");
    const read = this.#or();
    if (this.#at < this.words.length) throw this.#unexpected();
    return read;
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#takeName("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Condition {
    let left = this.#one();
    while (this.#takeName("and")) left = { kind: "and", left, right: this.#one() };
    return left;
  }

  #one(): Condition {
    this.#deep += 1;
    if (this.#deep > deepest) throw badRequest("$filter has too many brackets in each other");
    try {
      if (this.#takeName("not")) return { kind: "not", inner: this.#one() };
      if (this.#takeMark("(")) {
        const inner = this.#or();
        this.#mustMark(")");
        return inner;
      }
      this.#conditions += 1;
      if (this.#conditions > mostConditions) throw badRequest("$filter has too many conditions");
      return this.#condition();
    } finally {
      this.#deep -= 1;
    }
  }

  #condition(): Condition {
    const name = this.#peekName();
    if (name && tests.includes(name) && this.#marks(1, "(")) return this.#textTest();
    if (!name || this.#isWord(name)) return this.#valueFirst();
    const operand = this.#operand();
    const by = this.#peekName();
    if (by === "in") return this.#in(operand);
    if (!by || !comparisons.includes(by)) {
      if (typeOf(operand) !== "Edm.Boolean") throw this.#unexpected();
      return { kind: "compare", operand, by: "eq", value: true };
    }
    this.#at += 1;
    return compared(operand, by as Comparison, this.#value(typeOf(operand)));
  }

  /** "2024-01-01 le DueOn" says the same as "DueOn ge 2024-01-01". */
  #valueFirst(): Condition {
    const start = this.#at;
    this.#at += 1;
    const by = this.#peekName();
    if (!by || !comparisons.includes(by)) {
      this.#at = start;
      throw this.#unexpected();
    }
    this.#at += 1;
    const operand = this.#operand();
    const after = this.#at;
    this.#at = start;
    const value = this.#value(typeOf(operand));
    this.#at = after;
    return compared(operand, flipped[by as Comparison], value);
  }

  #textTest(): Condition {
    const by = this.#peekName() as "contains";
    this.#at += 2;
    const operand = this.#operand();
    if (typeOf(operand) !== "Edm.String") throw badRequest(`${by} is for text alone`);
    this.#mustMark(",");
    const value = this.#value("Edm.String");
    this.#mustMark(")");
    if (value === null) throw badRequest(`${by} needs a text to look for`);
    return { kind: "text", by, operand, value: String(value) };
  }

  #in(operand: Operand): Condition {
    this.#at += 1;
    this.#mustMark("(");
    const values: Scalar[] = [];
    do {
      values.push(this.#value(typeOf(operand)));
      this.#conditions += 1;
      if (this.#conditions > mostConditions) throw badRequest("$filter has too many values");
    } while (this.#takeMark(","));
    this.#mustMark(")");
    return { kind: "in", operand, values };
  }

  #operand(): Operand {
    const name = this.#peekName();
    if (!name) throw this.#unexpected();
    this.#at += 1;
    if (!this.#takeMark("(")) {
      if (name.includes("/")) throw notOffered("Conditions over related rows are not offered");
      return { property: propertyOf(this.set, name) };
    }
    if (!parts.includes(name) && !cases.includes(name))
      throw notOffered(`The function ${name.slice(0, 40)} is not offered`);
    const inner = this.#peekName();
    if (!inner) throw this.#unexpected();
    this.#at += 1;
    this.#mustMark(")");
    const property = propertyOf(this.set, inner);
    if (cases.includes(name)) {
      if (property.type !== "Edm.String") throw badRequest(`${name} is for text alone`);
      return { property, cased: name as Cased };
    }
    if (property.type !== "Edm.Date" && property.type !== "Edm.DateTimeOffset")
      throw badRequest(`${name} is for dates alone`);
    return { property, part: name as Part };
  }

  #value(type: FeedType): Scalar {
    const word = this.words[this.#at];
    if (!word) throw badRequest("$filter ends too early");
    this.#at += 1;
    if (word.kind === "name" && word.text === "null") return null;
    const fits = valueAs(type, word);
    if (fits === undefined)
      throw badRequest(`The value at ${word.at + 1} in $filter is no ${type}`);
    return fits;
  }

  #isWord = (name: string): boolean => ["null", "true", "false"].includes(name);

  #peekName(): string | null {
    const word = this.words[this.#at];
    return word?.kind === "name" ? word.text : null;
  }

  #takeName(name: string): boolean {
    if (this.#peekName() !== name) return false;
    this.#at += 1;
    return true;
  }

  #marks(ahead: number, mark: string): boolean {
    const word = this.words[this.#at + ahead];
    return word?.kind === "mark" && word.text === mark;
  }

  #takeMark(mark: string): boolean {
    if (!this.#marks(0, mark)) return false;
    this.#at += 1;
    return true;
  }

  #mustMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#unexpected();
  }

  #unexpected() {
    const word = this.words[this.#at];
    return word
      ? badRequest(`$filter can’t be understood at ${word.at + 1}`)
      : badRequest("$filter ends too early");
  }
}

export const typeOf = ({ property, part }: Operand): FeedType =>
  part ? "Edm.Int32" : property.type;

function valueAs(type: FeedType, word: Word): Scalar | undefined {
  if (type === "Edm.Boolean") {
    if (word.kind !== "name") return undefined;
    return word.text === "true" ? true : word.text === "false" ? false : undefined;
  }
  const kinds = {
    "Edm.String": "text",
    "Edm.Int32": "number",
    "Edm.Date": "date",
    "Edm.DateTimeOffset": "instant",
  } as const;
  if (word.kind !== kinds[type]) return undefined;
  if (word.kind === "number" && Math.abs(word.value) > 2_147_483_647) return undefined;
  return "value" in word ? word.value : undefined;
}

function compared(operand: Operand, by: Comparison, value: Scalar): Condition {
  if (typeOf(operand) === "Edm.Boolean" && by !== "eq" && by !== "ne")
    throw badRequest("True and false have no order");
  return { kind: "compare", operand, by, value };
}
