/** Owns reading what is kept of a form that is written at length (app/rules/core/written.ts). */
import { mostFields } from "~/rules/core/written";
import type { DraftField } from "./draft";
import { optionalText } from "./fields";

/** The most characters of a field before it is sent. */
const mostText = 10_000;

const isFieldName = (name: string): boolean => /^[\w.:-]{1,120}$/.test(name);

/** The fields of a page by the names of their boxes; a name that no form has is none. */
export const writtenFields = (names: readonly string[]): DraftField[] =>
  names.length > mostFields
    ? []
    : names
        .filter(isFieldName)
        .map((name) => ({ name, label: name, schema: optionalText(mostText), limit: mostText }));
