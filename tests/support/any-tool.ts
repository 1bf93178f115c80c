/** Owns making any audit tool that a file may hold: for properties of export, import and comparison. */
import fc from "fast-check";
import { isCode } from "~/rules/tools/definition";
import { grades } from "~/rules/tools/scale";
import { answerTypes, type ToolDefinition, voiceKinds } from "~/rules/tools/tools";

const awkward = fc.constantFrom(
  "Seen?",
  "<script>alert(1)</script>",
  "Siân’s plan 👶🏽",
  "__proto__",
  "שלום",
  "a\tb",
);
const words = (most: number) =>
  fc
    .oneof(awkward, fc.string({ unit: "grapheme", maxLength: most }))
    .filter((text) => !/[^\P{Cc}\t]|\p{Cs}/u.test(text) && text.length <= most);
const name = words(60).filter((text) => text.trim() !== "");
const code = fc
  .array(fc.constantFrom("a", "b", "plan", "7", "child"), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("-"))
  .filter(isCode);
const codedList = <T extends { code: string }>(item: fc.Arbitrary<T>, maxLength = 4) =>
  fc.uniqueArray(item, { maxLength, selector: (one) => one.code });
const named = fc.record({ code, name });
const descriptors = fc.record(
  Object.fromEntries(grades.map((grade) => [grade, words(80)])) as Record<
    (typeof grades)[number],
    fc.Arbitrary<string>
  >,
);
const prompt = fc.record(
  {
    code,
    text: words(80),
    guidance: words(80),
    answer: fc.constantFrom(...answerTypes),
    choices: codedList(named),
    required: fc.boolean(),
    shownIf: fc.record({ prompt: code, answers: fc.array(code, { maxLength: 3 }) }),
  },
  { requiredKeys: ["code", "text"] },
);
const area = fc.record(
  {
    code,
    name,
    about: words(80),
    mayNotApply: fc.boolean(),
    graded: fc.boolean(),
    prompts: codedList(prompt),
    descriptors,
  },
  { requiredKeys: ["code", "name", "about", "mayNotApply", "prompts", "descriptors"] },
);

/** Complete or not: what a draft may hold, of a kind that grades areas. */
export const anyTool: fc.Arbitrary<ToolDefinition> = fc.record({
  name,
  about: words(200),
  lookBack: fc.record({
    judgeMonths: fc.integer({ min: 1, max: 120 }),
    readMonths: fc.integer({ min: 1, max: 120 }),
  }),
  areas: codedList(area),
  overall: fc.option(fc.record({ about: words(80), descriptors })),
  questions: codedList(
    fc.record({ code, text: words(80), guidance: words(80) }, { requiredKeys: ["code", "text"] }),
  ),
  voices: fc.subarray([...voiceKinds]),
  themes: codedList(named),
});
