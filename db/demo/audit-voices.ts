/**
 * Owns whose voices an audit of the demonstration heard, and what they said.
 */
import type { AuditVoice } from "~/rules/audits/content";
import type { Cohort } from "~/rules/caseload/caseload";
import { happens, roll } from "./chance";
import { childSaid, pick } from "./words/audits";
import { parentSaid, practitionerSaid, voiceReasons } from "./words/voices";

type Heard = { reference: string; cohort: Cohort; age: number | null; unborn: boolean };

const tooYoung = "Too young to be asked; what has been observed on visits was used instead.";
const adult = "They are an adult and did not want their parents asked.";

/** Every voice that the tool asks for, addressed. `heldOn` is YYYY-MM-DD. */
export function voicesOf(one: Heard, index: number, heldOn: string): AuditVoice[] {
  const { reference } = one;
  const voice = (
    key: string,
    kind: AuditVoice["kind"],
    label: string,
    answer: Partial<AuditVoice>,
  ): AuditVoice => ({
    key,
    kind,
    label,
    status: "obtained",
    reason: "",
    said: "",
    heldOn: answer.status && answer.status !== "obtained" ? "" : heldOn,
    method: answer.status && answer.status !== "obtained" ? "" : methodOf(kind, reference),
    notShared: false,
    ...answer,
  });
  const practitioner = voice("practitioner", "practitioner", workerLabel(one.cohort), {
    said: pick(practitionerSaid, index * 5 + 2),
  });
  if (one.cohort === "care-leaver") {
    return [
      voice("child", "child", "Young person", childAnswer(one, index)),
      voice("parent-1", "parent", "Parents", { status: "not-appropriate", reason: adult }),
      practitioner,
    ];
  }
  return [
    voice("child", "child", "Child", childAnswer(one, index)),
    voice(
      "parent-1",
      "parent",
      one.cohort === "child-in-care" ? "Foster carer" : "Mother",
      happens(82, "mother", reference)
        ? { said: pick(parentSaid, index * 7) }
        : { status: "no-reply", reason: pick(voiceReasons["no-reply"], index) },
    ),
    voice("parent-2", "parent", "Father", fatherAnswer(one, index)),
    practitioner,
  ];
}

function childAnswer(one: Heard, index: number): Partial<AuditVoice> {
  if (one.unborn) {
    return { status: "not-appropriate", reason: voiceReasons["not-appropriate"][3] ?? tooYoung };
  }
  const said = childSaid(one.age, index * 3 + roll(4, "said", one.reference));
  if (said === null) {
    const baby = (one.age ?? 0) < 2 ? voiceReasons["not-appropriate"][0] : undefined;
    return { status: "not-appropriate", reason: baby ?? tooYoung };
  }
  if (happens(80, "child-heard", one.reference)) return { said };
  return { status: "declined", reason: pick(voiceReasons.declined, index) };
}

function fatherAnswer(one: Heard, index: number): Partial<AuditVoice> {
  const chance = roll(100, "father", one.reference);
  if (chance < 48) return { said: pick(parentSaid, index * 5 + 3) };
  if (chance < 82) return { status: "no-reply", reason: pick(voiceReasons["no-reply"], index + 1) };
  if (chance < 92) return { status: "declined", reason: pick(voiceReasons.declined, index) };
  return { status: "not-safe", reason: pick(voiceReasons["not-safe"], index) };
}

function methodOf(kind: AuditVoice["kind"], reference: string): string {
  if (kind === "practitioner") return "Reflective conversation";
  return happens(65, "method", kind, reference) ? "Telephone" : "Video call";
}

function workerLabel(cohort: Cohort): string {
  if (cohort === "care-leaver") return "Personal adviser";
  return cohort === "early-help" ? "Early help practitioner" : "Social worker";
}
