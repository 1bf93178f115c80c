/** Owns what giving audits to someone else works with: the audits, everyone's load, the best fit. */
import { bestFit } from "~/forms/exercises";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { declineReasonsInWords } from "~/rules/audits/declines";
import { formatDate } from "~/rules/core/dates";
import { isReleased } from "~/rules/exercises/exercises";
import { objectionsTo } from "~/rules/independence/objections";
import { chooseAuditor, loadsOf, proposeAuditors } from "~/rules/sampling/core-allocation";
import { loadInWords } from "~/rules/sampling/loads";
import type { Guarded } from "~/server/guard.server";
import type { Exercise } from "~db/exercises/exercises.server";
import {
  type AllocationAudit,
  type AuditorChange,
  findAllocation,
  listPastPairs,
} from "~db/operations/sampling/allocation.server";
import { type Decline, listDeclines } from "~db/operations/sampling/declines.server";

/** Of the audits named, those of this exercise that are out and still with their auditors. */
export async function findMovable({ db, subject }: Guarded<Exercise>, ids: string[]) {
  const facts = await findAllocation(db, subject.id);
  const movable = isReleased(subject.state)
    ? facts.audits.filter(({ id, state }) => ids.includes(id) && isOpenToAuditor(state))
    : [];
  const moving = new Set(movable.map(({ id }) => id));
  const staying = facts.audits.filter(({ id }) => !moving.has(id));
  const declines = await listDeclines(db, subject.id, [...moving]);
  return { ...facts, movable, staying, declines };
}

type Movable = Awaited<ReturnType<typeof findMovable>>;

/** Who would take each audit, as even and free of conflicts as can be; never who has it now. */
export async function findBest({ db, subject, today }: Guarded<Exercise>, found: Movable) {
  const { movable, staying, auditors, declines } = found;
  return proposeAuditors({
    audits: [
      ...staying.filter(({ auditorId }) => auditorId !== null),
      ...movable.map((audit) => ({ ...audit, auditorId: null })),
    ],
    auditors,
    pastPairs: await listPastPairs(db, subject.id, today),
    declined: [
      ...declines.map(({ personId, auditId }) => ({ auditorId: personId, auditId })),
      ...movable.flatMap(({ id, auditorId }) =>
        auditorId === null ? [] : [{ auditorId, auditId: id }],
      ),
    ],
    on: today,
  });
}

/** What the page of giving audits to someone else shows. */
export async function findReallocation(guard: Guarded<Exercise>, ids: string[]) {
  const found = await findMovable(guard, ids);
  const { movable, staying, auditors, declines } = found;
  const loads = loadsOf(staying);
  const best = movable.length > 0 ? await findBest(guard, found) : null;
  const gets = loadsOf(best?.assigned ?? []);
  const fitting = auditors.filter(({ id }) => gets.has(id));
  return {
    audits: movable.map((audit) => ({
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      auditorName: audit.auditorName ?? "Nobody",
      started: audit.state !== "allocated",
      due: audit.dueOn ? formatDate(audit.dueOn) : "No date",
      declined: declinedInWords(audit, declines),
    })),
    best:
      movable.length > 0 && best?.unassigned.length === 0
        ? fitting
            .map(({ id, name }) => (movable.length === 1 ? name : `${name} ${gets.get(id)}`))
            .join(", ")
        : null,
    auditors: auditors.map((auditor) => {
      const spoken = movable.map((audit) => objectionsTo(auditor, audit, guard.today));
      const tied = spoken.filter((all) => all.some(({ kind }) => kind !== "audited-before")).length;
      const words = loadInWords({ ...auditor, load: loads.get(auditor.id) ?? 0 });
      const before = spoken.flat().some(({ kind }) => kind === "audited-before");
      const again = before ? "; audited it the last time" : "";
      return {
        value: auditor.id,
        label: `${auditor.name}: has ${words}${conflictWords(tied, movable.length)}${again}`,
      };
    }),
  };
}

const conflictWords = (tied: number, of: number): string =>
  tied === 0
    ? ""
    : of === 1
      ? "; conflict of interest"
      : `; conflict of interest with ${tied} of ${of}`;

function declinedInWords({ id }: AllocationAudit, declines: readonly Decline[]): string[] {
  return declines
    .filter((decline) => decline.auditId === id)
    .map(
      ({ personName, reason, note }) =>
        `Declined by ${personName}, ${declineReasonsInWords[reason]}: ${note}`,
    );
}

export type Reallocating =
  | { ok: true; changes: AuditorChange[]; names: string[] }
  | { ok: false; field: "auditorId" | "override"; message: string };

/** The changes that were asked for, or why they can't be made; one person, or the best fit. */
export async function settleAuditors(
  guard: Guarded<Exercise>,
  found: Movable,
  asked: { auditorId: string; override: string },
): Promise<Reallocating> {
  const { movable, staying, auditors } = found;
  const refuse = (message: string, field: "auditorId" | "override" = "auditorId") =>
    ({ ok: false, field, message }) as const;
  if (asked.auditorId === bestFit) {
    const { assigned, unassigned } = await findBest(guard, found);
    if (unassigned.length > 0) {
      return refuse("Choose one person: nobody fits every one of these audits without a conflict");
    }
    const taker = new Map(assigned.map(({ caseId, auditorId }) => [caseId, auditorId]));
    const takers = new Set(taker.values());
    return {
      ok: true,
      names: auditors.filter(({ id }) => takers.has(id)).map(({ name }) => name),
      changes: movable.map((audit) => ({
        audit,
        auditorId: taker.get(audit.id) ?? null,
        overrideReason: null,
      })),
    };
  }
  const auditor = auditors.find(({ id }) => id === asked.auditorId);
  if (!auditor) return refuse("Choose who takes these audits");
  let load = loadsOf(staying).get(auditor.id) ?? 0;
  const changes: AuditorChange[] = [];
  for (const audit of movable) {
    const choice = chooseAuditor({
      audit,
      auditor,
      load,
      reason: asked.override,
      on: guard.today,
    });
    if (!choice.ok) {
      const field = choice.refusal === "conflict" ? "override" : "auditorId";
      return refuse(`${choice.message} (${audit.reference})`, field);
    }
    load += 1;
    const { overrideReason, overridden } = choice;
    changes.push({ audit, auditorId: auditor.id, overrideReason, overridden });
  }
  return { ok: true, changes, names: [auditor.name] };
}
