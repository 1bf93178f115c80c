/** Owns the chain of an exercise as it is drawn: what prompted what, each where its reader may go. */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import type { Capability } from "~/rules/access/policy";
import { formatMonth, monthOf } from "~/rules/core/dates";
import { layOutChain, type Placed } from "~/rules/exercises/chain";
import { exerciseKindNames, triggerKindNames } from "~/rules/exercises/exercises";
import { type ProgrammeState, programmeState } from "~/rules/exercises/programme";
import type { Db } from "~db/core/open.server";
import { type ChainExercise, findWholeChain } from "~db/exercises/chain.server";

export type ChainBox = Placed<{
  id: string;
  from: string | null;
  title: string;
  /** "Dip sample, January 2024". */
  about: string;
  /** Null for what began it, where that is no exercise. */
  state: ProgrammeState | null;
  href: string | null;
  /** The exercise that the page is about. */
  current: boolean;
}>;

type Asker = {
  db: Db;
  actor: Actor;
  today: string;
  may: (capability: Capability, access?: Access) => boolean;
};

/** The boxes of a chain; none where the exercise is not linked with any other. */
export async function readChain(asker: Asker, exerciseId: string): Promise<ChainBox[]> {
  const chain = await findWholeChain(asker.db, exerciseId, asker.actor.id);
  if (chain.length < 2) return [];
  const thisMonth = monthOf(asker.today);
  const [first] = chain;
  const trigger = first?.triggerKind ? triggerKindNames[first.triggerKind] : null;
  const boxes = chain.map((one) => ({
    id: one.id,
    from: one.id === first?.id && trigger ? "trigger" : one.from,
    title: one.title,
    about: `${exerciseKindNames[one.kind]}, ${formatMonth(one.month)}`,
    state: programmeState(one, thisMonth),
    href: one.id === exerciseId ? null : hrefOf(asker, one),
    current: one.id === exerciseId,
  }));
  const began = {
    id: "trigger",
    from: null,
    title: trigger ?? "",
    about: "",
    state: null,
    href: null,
    current: false,
  };
  return layOutChain(trigger ? [began, ...boxes] : boxes);
}

function hrefOf({ actor, may }: Asker, one: ChainExercise): string | null {
  const people = { lead: [one.leadId], reviewer: one.reviewing ? [actor.id] : [] };
  const access = { teamId: null, serviceId: one.serviceId, people };
  if (one.state === null) {
    return may("programme.change", access) ? paths.planned.one(one.id) : null;
  }
  if (one.kind !== "core") {
    return may("exercises.read-report", access) ? paths.exercises.summary(one.id) : null;
  }
  if (may("exercises.read", access)) return paths.exercises.one(one.id);
  const reads = one.state === "closed" && may("reports.read-cycle", access);
  return reads ? paths.exercises.report(one.id) : null;
}
