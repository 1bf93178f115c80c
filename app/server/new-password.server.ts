/**
 * Owns judging a password that someone chooses.
 * Practice: the lists of common passwords are a library's; they are loaded when the first password
 * is chosen (25 MB, a tenth of a second), not when the server starts.
 */
import { fieldWords, isOwnName, namesOf, passwordProblems } from "~/rules/people/passwords";

type Owner = { name: string; email: string };
type Check = (password: string, names: string[]) => number;

/** What is looked at: more costs time and adds nothing to an answer. */
const looksAt = 48;
/** Fewer guesses than some three hundred million are too few: "Summer2024!!" takes a hundred. */
const leastGuessesLog10 = 8.5;

let loading: Promise<Check> | undefined;

async function load(): Promise<Check> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const judge = new ZxcvbnFactory({
    dictionary: { ...dictionary, field: fieldWords },
    graphs: adjacencyGraphs,
    maxLength: looksAt,
  });
  return (password, names) => judge.check(password.slice(0, looksAt), names).guessesLog10;
}

/** Why this password may not be the one of its owner, in words; null when it may. */
export async function problemOfPassword(password: string, owner: Owner): Promise<string | null> {
  if (isOwnName(password, owner)) return passwordProblems.ownName;
  loading ??= load();
  const guesses = (await loading)(password, namesOf(owner));
  return guesses < leastGuessesLog10 ? passwordProblems.common : null;
}
