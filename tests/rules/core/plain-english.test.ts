/** The words a council officer stumbles over stand nowhere: on no page, in no message, in no document. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const files = execFileSync("git", ["ls-files", "app", "db", "scripts", "*.md"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(tsx?|md|scss)$/.test(file) && !file.startsWith("db/migrations/"))
  .map((file) => [file, readFileSync(file, "utf8")] as const);

/** Headings of other systems' files, as they are found there. */
const ofOthers = ["app/rules/imports/file-headings.ts", "app/rules/people/staff-import.ts"];

const words: { word: string; wrong: RegExp; instead: string; except?: readonly string[] }[] = [
  { word: "mend", wrong: /\bmend(s|ed|ing)?\b/i, instead: "correct" },
  {
    word: "hand in",
    wrong: /\bhand(s|ed|ing)? (it|them|this|your audit) in\b|\bhanded in\b/i,
    instead: "submit",
  },
  { word: "waits for your grades", wrong: /waits? for your grades/i, instead: "to grade" },
  { word: "speak against", wrong: /\bsp(oke|eaks?) against\b/i, instead: "conflict of interest" },
  { word: "stand there twice", wrong: /\bstands? there twice\b/i, instead: "is there twice" },
  { word: "take away", wrong: /\btak(e|en|es|ing) away\b/i, instead: "remove" },
  { word: "call off", wrong: /\bcall(s|ed|ing)? (it |this )?off\b/i, instead: "cancel" },
  {
    word: "go up",
    wrong: /\b(concerns?|it|then|that) (went|goes|go) up\b|\bgone up\b/i,
    instead: "escalate",
  },
  {
    word: "pass over",
    wrong: /\bpass(ed|es)? over (?!the bytes)|\bpassed over\b/i,
    instead: "leave out",
  },
  { word: "talk it over", wrong: /\btalk(ed|s|ing)? (it )?over\b/i, instead: "discuss" },
  { word: "somebody", wrong: /\b(some|any|every)body\b/i, instead: "someone, anyone, everyone" },
  { word: "sulk", wrong: /\bsulks?\b/i, instead: "is slow" },
  { word: "e-mail", wrong: /\be-mail/i, instead: "email", except: ofOthers },
  { word: "58 %", wrong: /\d %(?! ?[\d(])|\\u00a0%|&nbsp;%/, instead: "58%" },
];

describe.each(words)("“$word”", ({ wrong, instead, except }) => {
  it(`stands nowhere: ${instead}`, () => {
    const found = files.flatMap(([file, text]) =>
      except?.includes(file)
        ? []
        : text
            .split("\n")
            .flatMap((line, at) => (wrong.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

it("The words stand in no subject of a commit made since they were listed", () => {
  const since = ["log", "--since=2026-11-30T05:45:00Z", "--format=%s"];
  const subjects = execFileSync("git", since, { encoding: "utf8" }).split("\n");
  expect(subjects.filter((subject) => words.some(({ wrong }) => wrong.test(subject)))).toEqual([]);
});

it("The words would be noticed, and what is like them would not", () => {
  const noticed = (line: string) => words.filter(({ wrong }) => wrong.test(line)).length;
  for (const line of [
    "Mend the audit and hand it in",
    "Somebody else talked it over",
    "It went up to the QA lead",
    "62 % by e-mail",
  ])
    expect(noticed(line), line).toBeGreaterThan(0);
  for (const line of ["a recommended amendment", "n % 2", "by hand in browsers", "a body of work"])
    expect(noticed(line), line).toBe(0);
});
