import { paths } from "~/paths";
import type { ConsistencyCode } from "~/rules/audits/consistency";
import type { Problem } from "~/rules/audits/readiness";
import { Link } from "~/ui/link";
import type { WritingFrame } from "./writing.server";

/** Where what a prompt noticed can be changed, instead of explained. */
export function PromptFix({ code, auditId }: { code: ConsistencyCode; auditId: string }) {
  const overall = { to: paths.audits.overall(auditId), words: "Change the overall grade" };
  const parts = { to: paths.audits.one(auditId), words: "Go to the parts of this audit" };
  const fixes: Record<ConsistencyCode, { to: string; words: string }> = {
    "overall-above-lowest": overall,
    "inadequate-area": overall,
    "weak-area-no-action": { to: paths.audits.actions(auditId), words: "Add an action" },
    "rationale-copied": parts,
    "no-child-voice": { to: paths.audits.voices(auditId), words: "Go to the voices" },
    "name-in-text": parts,
  };
  const { to, words } = fixes[code];
  return <Link to={to}>{words}</Link>;
}

/** The page, and the field on it, where a problem can be put right. */
export function placeOf(auditId: string, field: string): string {
  const [part, area = ""] = field.split(".");
  if (part === "voice") return `${paths.audits.voices(auditId)}#${field}`;
  if (part === "area") return `${paths.audits.area(auditId, area)}#${field}`;
  if (part === "overall") return `${paths.audits.overall(auditId)}#${field}`;
  return `#${field}`;
}

/** What is missing, each with the way there; a part that nobody has begun is one thing. */
export function gapsOf(frame: WritingFrame, problems: readonly Problem[]) {
  const { id, areas, voices, overall } = frame;
  const untouched = [
    { prefix: "voice.", words: "Voices", href: paths.audits.voices(id), state: voices },
    ...areas.map(({ code, name, state }) => ({
      prefix: `area.${code}.`,
      words: name,
      href: paths.audits.area(id, code),
      state,
    })),
    { prefix: "overall.", words: "Overall", href: paths.audits.overall(id), state: overall },
  ].filter(({ state }) => state === "not-started");
  const gaps = problems.map(({ where, message }) => {
    const whole = untouched.find(({ prefix }) => where.startsWith(prefix));
    return whole
      ? { href: whole.href, words: `${whole.words}: not started` }
      : { href: placeOf(id, where), words: message };
  });
  return gaps.filter((gap, at) => gaps.findIndex(({ href }) => href === gap.href) === at);
}
