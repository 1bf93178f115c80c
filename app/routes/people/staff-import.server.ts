/** Owns a staff list as its page shows it: before it is confirmed, and after. */

import { type Grant, grantInWords } from "~/rules/access/people";
import { teamKey } from "~/rules/imports/team-names";
import { grantWaits } from "~/rules/people/access-changes";
import type { StaffPlanLine } from "~/rules/people/staff-lines";
import { countOutcomes } from "~/rules/people/staff-plan";
import type { Guarded } from "~/server/guard.server";
import { findGivingFacts } from "~db/operations/people/access-giving.server";
import { listBundle, listPlaceNames } from "~db/people/access-changes.server";
import { listStaffDone, planStaffImport, type StaffImport } from "~db/people/staff-imports.server";

type Asked = Pick<Guarded<StaffImport>, "db" | "subject" | "actor" | "context" | "today">;

/** So many lines are shown of each kind; a file may have more. */
const shown = 200;

/** The lines that do something. */
const taking = new Set<string>(["add", "fill", "roles"]);

export type StaffLine = {
  line: number;
  name: string;
  /** Address and number, as the file has them. */
  known: string;
  team: string;
  roles: string[];
  problems: string[];
  /** Whom they are much like. */
  alike: string[];
};

export async function showPlan({ db, subject, actor, context }: Asked) {
  const [plan, places, facts] = [
    await planStaffImport(db, subject.id, actor.id),
    await listPlaceNames(db),
    await findGivingFacts(db, actor.id),
  ];
  const lines = plan.lines.map(({ outcome, ...one }) => ({
    outcome,
    line: one.line,
    name: one.name,
    known: [one.email, one.staffNumber].filter(Boolean).join(", "),
    team: one.teamId ? (places.get(one.teamId) ?? "") : "",
    roles: one.grants.map((grant) => grantInWords(grant, places)),
    problems: one.problems,
    alike: one.alike,
  }));
  const of = (wanted: (typeof lines)[number]["outcome"]): StaffLine[] =>
    lines.filter(({ outcome }) => outcome === wanted).slice(0, shown);
  const taken = plan.lines.filter(({ outcome }) => taking.has(outcome));
  return {
    fingerprint: plan.fingerprint,
    missing: missingTeams(plan.lines),
    counts: countOutcomes(plan.lines),
    waits: taken.flatMap(({ grants }) => grants.filter((one) => grantWaits([], one, facts))).length,
    canInvite: context.mail
      ? plan.lines.filter(
          ({ outcome, email }) => (outcome === "add" || outcome === "fill") && email !== null,
        ).length
      : 0,
    add: of("add"),
    fill: of("fill"),
    roles: of("roles"),
    alike: of("add").filter(({ alike }) => alike.length > 0),
    bad: of("bad"),
    shown,
  };
}

/** The teams that the lines name and nobody has, each once, with how many lines name it. */
function missingTeams(lines: readonly StaffPlanLine[]) {
  const found = new Map<string, { name: string; lines: number }>();
  for (const name of lines.flatMap(({ missing }) => missing)) {
    const one = found.get(teamKey(name)) ?? { name, lines: 0 };
    found.set(teamKey(name), { ...one, lines: one.lines + 1 });
  }
  return [...found.values()].sort((a, b) => b.lines - a.lines);
}

export async function showDone({ db, subject, today }: Asked) {
  const [done, places] = [await listStaffDone(db, subject.id), await listPlaceNames(db)];
  const bundle = subject.bundleId ? await listBundle(db, subject.bundleId, today) : [];
  const waiting = bundle.filter(({ state }) => state === "waiting").length;
  const undone = subject.state === "undone";
  const inWords = (grants: readonly Grant[]) => grants.map((one) => grantInWords(one, places));
  const taken = done.filter(({ outcome }) => taking.has(outcome));
  return {
    undone,
    added: done.filter(({ outcome }) => outcome === "add").length,
    filled: done.filter(({ outcome }) => outcome === "fill").length,
    left: done
      .filter(({ outcome }) => outcome === "bad")
      .map(({ line, row }) => ({ line, name: row.name })),
    waiting,
    bundleId: waiting > 0 ? subject.bundleId : null,
    shown,
    people: taken
      .filter(({ name, outcome }) => (undone ? name !== null && outcome === "add" : true))
      .slice(0, shown)
      .map(({ line, row, personId, name, grants }) => ({
        line,
        personId: name === null ? null : personId,
        name: name ?? row.name,
        roles: inWords(grants),
      })),
  };
}
