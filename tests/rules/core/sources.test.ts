/** What is said in one place stays there: these walk the sources, and name the file that strays. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);

const sources = new Map(
  ["app", "db", "scripts"].flatMap(filesUnder).map((file) => [file, readFileSync(file, "utf8")]),
);

type Rule = { said: string; wrong: RegExp; except: RegExp; example: string };

const rules: Rule[] = [
  {
    said: "Whether an audit is withdrawn is asked by isNotWithdrawn alone",
    wrong: /state"?, "(<>|!=|not in)", [^)\n]*"withdrawn"|state (<>|!=|=) 'withdrawn'/,
    except: /^db\/(core\/counted\.server\.ts|migrations\/)/,
    example: '.where("audit.state", "not in", ["final", "withdrawn"])',
  },
  {
    said: "Whether an audit counts in its cycle's figures is asked by countsInCycle alone",
    wrong: /origin"?, "(<>|!=|=)", "re-audit"|origin (<>|!=|=) 're-audit'/,
    except: /^db\/(core\/counted\.server\.ts|migrations\/)/,
    example: '.where("audit.origin", "<>", "re-audit")',
  },
  {
    said: "A write that meets someone else's is answered by save alone",
    wrong: /instanceof Conflict|isDuplicate\(/,
    except: /^(db\/|app\/server\/save\.server\.ts)/,
    example: "if (!(error instanceof Conflict)) throw error;",
  },
  {
    said: "What any one grade means is asked of the scale alone",
    wrong:
      /"(outstanding|good|requires-improvement|inadequate)"|Good or above[^.:,]*["`<]|\b(overall|graded) Inadequate\b/,
    except:
      /^(app\/rules\/tools\/scale\.ts|app\/routes\/help\/|db\/(demo|migrations|tools)\/|scripts\/)/,
    example: 'if (overall === "inadequate") return;',
  },
  {
    said: "What an action does is said by the capability that guards it",
    wrong: /export const action = guarded\(\s*"[\w-]+\.(read|see)\b/,
    // To open an audit is to read it, and is kept.
    except: /^app\/routes\/audits\/open\.tsx$/,
    example: 'export const action = guarded("outbox.read", noRecord, async',
  },
  {
    said: "An event is appended and never rewritten",
    wrong: /(updateTable|deleteFrom)\("event(_body)?"\)/,
    except: /^db\/migrations\//,
    example: 'await tx.updateTable("event").set({ at })',
  },
  {
    said: "What an event keeps of a record is read by its history alone",
    wrong: /(selectFrom|Join)\("event_body/,
    except: /^db\/(core\/events\.server\.ts|migrations\/)/,
    example: '.leftJoin("event_body", "event_body.event_id", "event.id")',
  },
  {
    said: "A word is made to begin a sentence, or to stand inside one, by rules/core/words alone",
    wrong: /charAt\(0\)\.to(Upper|Lower)Case\(\)[`)} +]/,
    except: /^app\/rules\/core\/words\.ts$/,
    example: "why.charAt(0).toUpperCase() + why.slice(1)",
  },
  {
    said: "A form is read once, so no request is copied",
    wrong: /request\.clone\(\)/,
    except: /^app\/server\/typed-kept\.server\.ts/,
    example: "await readForm(guard.request.clone(), removeForm)",
  },
];

describe.each(rules)("$said", ({ wrong, except, example }) => {
  it("in every source", () => {
    const straying = [...sources].filter(([file, text]) => wrong.test(text) && !except.test(file));
    expect(straying.map(([file]) => file)).toEqual([]);
  });

  it("and would be noticed", () => expect(wrong.test(example)).toBe(true));
});
