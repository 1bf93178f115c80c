import { describe, expect, it } from "vitest";
import { answersForm, draftForm, planFeedbackForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { codeOf, readCode } from "~/rules/family-feedback/codes";
import { contactIn } from "~/rules/family-feedback/contacts";
import {
  countAsked,
  countThemes,
  tallyQuestions,
  teamsApart,
} from "~/rules/family-feedback/figures";
import { type FeedbackQuestion, nextCode, whyNotPublished } from "~/rules/family-feedback/forms";
import {
  countsAsAsked,
  type InvitationState,
  invitationStates,
  isOpenInvitation,
} from "~/rules/family-feedback/invitations";

describe("A code", () => {
  it("has twelve letters of 32, in groups of four", () => {
    const all = new Set<string>();
    for (let byte = 0; byte < 256; byte += 1) {
      const code = codeOf(new Uint8Array(12).fill(byte));
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      all.add(code);
    }
    // 32 letters, each as likely as the others: 12 × 5 = 60 bits.
    expect(all.size).toBe(32);
    expect(() => codeOf(new Uint8Array(11))).toThrow(RangeError);
  });

  it.each([
    ["7K2M-9QXD-4TBW", "7K2M9QXD4TBW"],
    ["7k2m 9qxd 4tbw", "7K2M9QXD4TBW"],
    [" 7K2M9QXD4TBW. ", "7K2M9QXD4TBW"],
    // What is easily mistaken is put right.
    ["OK2M-9QXD-4TIL", "0K2M9QXD4T11"],
    ["7K2M–9QXD–4TBU", "7K2M9QXD4TBV"],
    ["７K2M-9QXD-4TBW", "7K2M9QXD4TBW"],
    ["7K2M-9QXD-4TB", null],
    ["7K2M-9QXD-4TBWW", null],
    ["7K2M-9QXD-4TB!", null],
    ["", null],
    ["<b>7K2M</b>", null],
  ])("typed as %j is read as %j", (typed, read) => expect(readCode(typed)).toBe(read));

  it("is read from no more than a line of what was typed", () =>
    expect(readCode("7".repeat(1_000_000))).toBeNull());
});

describe("How a family is reached", () => {
  it.each([
    ["Ring me on 07700 900 123 please", "a phone number"],
    ["+44 7700 900123", "a phone number"],
    ["(0118) 496 0123", "a phone number"],
    ["01632960123", "a phone number"],
    ["my mail is kim@example.org ok", "an email address"],
    ["we live at RG40 1BN", "a postcode"],
    ["we live at rg40 1bn", "a postcode"],
    ["the s47 2nd visit took b1 1hr, q3 4th", null],
    ["She came on 12 January 2024 and 05/02/2024", null],
    ["Tried 3 times, case DB-1042, form F-0012", null],
    ["2 hours 30 minutes, 0 to 10", null],
    ["", null],
  ])("%j: %j", (text, found) => expect(contactIn(text)).toBe(found));
});

const questions: FeedbackQuestion[] = [
  { code: "q1", kind: "faces", text: "How was it?" },
  { code: "q2", kind: "scale", text: "They listen" },
  { code: "q3", kind: "words", text: "What else?" },
];
const read = (typed: Record<string, string>, by: "family" | "staff" = "family") =>
  parseForm(answersForm(questions, by), Object.entries(typed));

describe("Answers", () => {
  it("are what was chosen and what was said, and are kept from the worker unless said otherwise", () => {
    expect(read({ "answers.q1": "happy", "answers.q3": "  Good  " })).toMatchObject({
      ok: true,
      value: { chosen: { q1: "happy" }, words: { q3: "Good" }, forWorker: false },
    });
    expect(read({ "answers.q2": "agree", forWorker: "yes" })).toMatchObject({
      value: { forWorker: true },
    });
  });
  it.each([
    [{}, "answers.q1"],
    [{ "answers.q1": "" }, "answers.q1"],
    [{ "answers.q1": "agree" }, "answers.q1"],
    [{ "answers.q1": "happy", "answers.q2": "happy" }, "answers.q2"],
    [{ "answers.q3": "x".repeat(1001) }, "answers.q3"],
    [{ "answers.q3": "Ring 07700 900123" }, "answers.q3"],
  ])("%j are refused at %s", (typed, field) => {
    const form = read(typed as Record<string, string>);
    expect(form.ok ? {} : form.errors).toHaveProperty([field]);
  });
});

describe("A form", () => {
  const draft = (typed: Record<string, string>) =>
    parseForm(draftForm, Object.entries({ version: "1", title: "T", thanks: "Ta", ...typed }));
  it("keeps the codes of its questions and gives new ones their own", () => {
    const form = draft({
      "questions.0.code": "q2",
      "questions.0.text": "Second",
      "questions.0.kind": "scale",
      "questions.1.text": "",
      "questions.2.text": "New",
      "questions.2.kind": "words",
    });
    expect(form.ok && form.value.questions).toEqual([
      { code: "q2", kind: "scale", text: "Second" },
      { code: "q3", kind: "words", text: "New" },
    ]);
  });
  it("asks how each question is answered", () => {
    const form = draft({ "questions.0.text": "New" });
    expect(form.ok ? {} : form.errors).toHaveProperty(["questions.0.kind"]);
  });
  it("is published once something of it can be counted", () => {
    expect(whyNotPublished({ questions: [] })).toMatch(/^Add a question/);
    expect(whyNotPublished({ questions: questions.slice(2) })).toMatch(/^Add a question with/);
    expect(whyNotPublished({ questions })).toBeNull();
    expect(nextCode(questions)).toBe("q4");
  });
});

describe("Planning", () => {
  const plan = (typed: Record<string, string>) => {
    const form = parseForm(
      planFeedbackForm,
      Object.entries({
        ...{ form: "f", audits: "a", "answersBy.day": "1", "answersBy.month": "5" },
        ...{ "answersBy.year": "2024", way: "phone", caller: "c" },
        ...typed,
      }),
    );
    return form.ok ? [] : Object.keys(form.errors);
  };
  it("asks for someone who asks, or for the reason why nobody does", () => {
    expect(plan({})).toEqual([]);
    expect(plan({ caller: "" })).toEqual(["caller"]);
    expect(plan({ way: "none", caller: "" })).toEqual(["code"]);
    expect(plan({ way: "none", caller: "", code: "not-safe" })).toEqual([]);
    expect(plan({ reason: "Ring 07700 900123" })).toEqual(["reason"]);
  });
});

describe("Who was asked", () => {
  it("counts everyone who was given the chance, and says what came of it", () => {
    const all = invitationStates.map((state: InvitationState) => ({
      state,
      reasonCode: state === "not-appropriate" ? ("not-safe" as const) : null,
    }));
    const { reasons, ...counts } = countAsked(all);
    expect(counts).toEqual({
      ...{ asked: 5, answered: 1, declined: 1, notReached: 1, expired: 1, open: 1 },
      ...{ toAsk: 1, notAsked: 1 },
    });
    expect([...reasons]).toEqual([["not-safe", 1]]);
    expect(invitationStates.filter(countsAsAsked)).not.toContain("withdrawn");
    expect(invitationStates.filter(isOpenInvitation)).toEqual(["to-ask", "asked"]);
  });
});

describe("Tallies", () => {
  it("never join a question in other words, and leave out who did not answer it", () => {
    const other = questions.map((one) =>
      one.code === "q1" ? { ...one, text: "How is it now?" } : one,
    );
    const tallies = tallyQuestions([
      { questions, chosen: { q1: "happy", q2: "agree" } },
      { questions, chosen: { q1: "happy" } },
      { questions: other, chosen: { q1: "sad", q2: "agree" } },
    ]);
    expect(
      tallies.map(({ question, answered, counts }) => [
        question.text,
        answered,
        counts.filter(({ count }) => count > 0),
      ]),
    ).toEqual([
      ["How was it?", 2, [{ answer: "happy", count: 2 }]],
      ["They listen", 2, [{ answer: "agree", count: 2 }]],
      ["How is it now?", 1, [{ answer: "sad", count: 1 }]],
    ]);
  });

  it("count each person once for a theme", () => {
    expect(
      countThemes([
        { invitationId: "a", theme: "listening" },
        { invitationId: "a", theme: "listening" },
        { invitationId: "b", theme: "listening" },
        { invitationId: "b", theme: null },
        { invitationId: "c", theme: "change" },
      ]),
    ).toEqual([
      { theme: "listening", people: 2 },
      { theme: "change", people: 1 },
    ]);
  });

  const team = (name: string, asked: number, answered = asked) => ({ name, asked, answered });
  it.each([
    ["all large", [team("A", 6), team("B", 5)], ["A", "B"]],
    ["two small ones", [team("A", 6), team("B", 3), team("C", 2)], ["A", "Other teams"]],
    // One small team alone would be the total less the others.
    ["one small one", [team("A", 9), team("B", 6), team("C", 2)], ["A", "Other teams"]],
    ["one large and one small", [team("A", 9), team("C", 2)], []],
    ["small ones that are few together", [team("A", 9), team("B", 1), team("C", 1)], []],
    ["none asked", [team("A", 0)], []],
  ])("stand apart by team: %s", (_, teams, shown) => {
    const apart = teamsApart(teams, 5);
    expect(apart.map(({ name }) => name)).toEqual(shown);
    if (apart.length > 0)
      expect(apart.reduce((sum, { asked }) => sum + asked, 0)).toBe(
        teams.reduce((sum, { asked }) => sum + asked, 0),
      );
  });
});
