/**
 * Owns what a word is to the search, with where it stands in the text as it was written.
 * Practice: what is found, what is looked for and what is marked are cut into words by this one
 * function, so that no database's own idea of a word comes in between.
 */
import { fold, isJoining } from "../core/folding";

/** A word, folded; `from` and `to` are where it stands in the text. */
export type Token = { word: string; from: number; to: number };

/** A longer run of letters is no word; its beginning is kept. */
const longestWord = 60;

const isWordPart = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** "O’Neill’s re-audit" is oneills, re and audit. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let word = "";
  let from = 0;
  let to = 0;
  const end = () => {
    if (word !== "") tokens.push({ word: word.slice(0, longestWord), from, to });
    word = "";
  };
  let at = 0;
  for (const character of text) {
    const next = at + character.length;
    const folded = /[a-z0-9]/.test(character) ? character : fold(character);
    if (folded === "" && isJoining(character)) {
      // A mark belongs to the letter before it.
      if (word !== "" && /\p{M}/u.test(character)) to = next;
    } else if (folded === "") end();
    for (const part of folded) {
      if (!isWordPart(part)) {
        end();
        continue;
      }
      if (word === "") from = at;
      word += part;
      to = next;
    }
    at = next;
  }
  end();
  return tokens;
}

export const wordsOf = (text: string): string[] => tokensOf(text).map(({ word }) => word);
