/**
 * Owns the age of a child on a list of Annex A: in whole years today, or unborn, or not known.
 * Practice: the date of birth decides where there is one, because the age in a file is as old as
 * the file; an age beyond 25 is not believed, and costs the row nothing else.
 */

import { addMonths } from "../core/dates";
import { type Cell, tidy } from "../imports/cell-text";
import { isExpecting, readYears } from "../imports/file-ages";

export type Age = {
  /** Undefined where the list has neither column: what is held is then kept. */
  age: number | null | undefined;
  unborn: boolean;
  /** Only for telling two children under one reference apart; never leaves the memory. */
  born: string | null;
};

export type AgeCells = {
  /** From the date of birth's cell: null for none, undefined for something that is no date. */
  born: string | null | undefined;
  bornText: string;
  age: Cell | undefined;
  gender: string;
  /** Whether the list has a column for age or date of birth at all. */
  asked: boolean;
};

/** Whole years from a birth to a day. Born on 29 February, one is a year older on 1 March. */
export function yearsBetween(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

/** Years from what the age's cell says. */
function yearsOf(cell: Cell | undefined): ReturnType<typeof readYears> {
  if (cell === undefined) return null;
  if (cell.number !== undefined) return cell.number < 0 ? "unborn" : Math.floor(cell.number);
  return readYears(tidy(cell.text));
}

const oldest = 25;

/** Works out the age, and adds to `notes` what was not understood on the way. */
export function readAge(cells: AgeCells, today: string, notes: string[]): Age {
  if (!cells.asked) return { age: undefined, unborn: false, born: null };
  const said = yearsOf(cells.age);
  let born = cells.born ?? null;
  if (born !== null && born > addMonths(today, 10)) {
    notes.push("Check Date of Birth: it is more than ten months ahead");
    born = null;
  }
  if (born !== null && born > today) return { age: null, unborn: true, born };
  if (born !== null) {
    const age = yearsBetween(born, today);
    // Some systems round the age up.
    if (typeof said === "number" && said > age + 1) {
      notes.push("Check Age: it is more than the date of birth gives, which is kept");
    }
    return { ...believed(age, "Date of Birth", notes), born };
  }
  const unborn = said === "unborn" || [cells.bornText, cells.gender].some((text) => isUnborn(text));
  if (unborn) return { age: null, unborn: true, born: null };
  if (cells.born === undefined) {
    notes.push("Check Date of Birth: it can’t be read as a date");
  }
  if (said === undefined) notes.push("Check Age: it can’t be read as a number of years");
  return { ...believed(typeof said === "number" ? said : null, "Age", notes), born: null };
}

/** "c) Not stated or recorded (or unborn)" does not say that a child is unborn. */
const isUnborn = (text: string): boolean => isExpecting(text) && !/not|unknown/i.test(text);

function believed(age: number | null, column: string, notes: string[]) {
  if (age === null || age <= oldest) return { age, unborn: false };
  notes.push(`Check ${column}: it makes the person older than ${oldest}, so no age is kept`);
  return { age: null, unborn: false };
}
