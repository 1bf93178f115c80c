/** Owns where a re-audit can go and to whom, for its page and for the deed. */

import type * as z from "zod";
import { onItsOwn, type placeForm } from "~/forms/re-audits";
import { formatDate } from "~/rules/core/dates";
import { isReleased } from "~/rules/exercises/exercises";
import { objectionsTo, setAside } from "~/rules/independence/objections";
import { dueProblem } from "~/rules/re-audits/re-audits";
import type { Guarded } from "~/server/guard.server";
import { unscopedPeopleWithRole } from "~db/access/people.server";
import { findInterests } from "~db/independence/interests.server";
import { listPublishedTools } from "~db/operations/exercises/planning.server";
import type { Placement } from "~db/operations/re-audits/deeds.server";
import { listPlacesFor, type ReAudit } from "~db/re-audits/re-audits.server";
import { listAuditorsOf } from "~db/sampling/allocation-auditors.server";
import { countLoads } from "~db/sampling/loads.server";

type Asked = Pick<Guarded<ReAudit>, "db" | "subject" | "today" | "actor">;

/** Core cycles that can take it, each with when it would be due there. */
export async function findPlaces({ db, subject }: Asked) {
  return (await listPlacesFor(db, subject.caseId)).map(({ id, title, state, auditsDueOn }) => ({
    id,
    title,
    hint: [
      isReleased(state) ? "Auditing is under way." : "Given out when the cycle is released.",
      auditsDueOn ? `Its audits are due on ${formatDate(auditsDueOn)}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  }));
}

/** Every auditor, with what counts against them; those whom nothing counts against first. */
export async function findAuditors({ db, subject, today }: Asked) {
  const people = await unscopedPeopleWithRole(db, "auditor");
  const interests = await findInterests(db, { caseId: subject.caseId, teamId: subject.teamId });
  const { previousAuditorId } = subject;
  return people
    .map((person) => ({
      id: person.id,
      name: person.name,
      objections: objectionsTo(person, { interests, previousAuditorId }, today),
    }))
    .sort((a, b) => Math.min(a.objections.length, 1) - Math.min(b.objections.length, 1));
}

type Plan =
  | { ok: true; placement: Placement; auditorName: string }
  | { ok: false; message: string; field: string };

const no = (message: string, field: string): Plan => ({ ok: false, message, field });

/** That someone has as many audits of a cycle as they can take; null when they have room. */
async function fullIn(
  db: Asked["db"],
  exerciseId: string,
  { id, name }: { id: string; name: string },
): Promise<string | null> {
  const planned = (await listAuditorsOf(db, exerciseId)).find((one) => one.id === id);
  const load = (await countLoads(db, exerciseId)).get(id) ?? 0;
  if (!planned || load < planned.maximum) return null;
  return `Choose someone else, or another place: ${name} has ${load} of at most ${planned.maximum} audits of this cycle`;
}

/** Checks what was chosen against how things stand: a placement, or what is wrong and where. */
export async function planPlacement(asked: Asked, form: z.output<typeof placeForm>): Promise<Plan> {
  const { db, subject, today, actor } = asked;
  if (subject.standing !== "to-allocate")
    return no("Look at this re-audit again: it is not waiting any more", "");
  if (!subject.teamId) return no("Give the case a team first: without one nobody answers", "");
  const auditor = (await findAuditors(asked)).find(({ id }) => id === form.auditorId);
  if (!auditor) return no("Choose who audits this case", "auditorId");
  const choice = setAside(auditor.objections, form.override);
  if (!choice.ok) return no(choice.message, "override");
  const problem = form.dueOn && dueProblem(form.dueOn, { today, latest: subject.dueOn });
  if (problem) return no(problem, "dueOn");
  const reAudit = {
    id: subject.id,
    version: form.version,
    caseId: subject.caseId,
    previousAuditId: subject.previousAuditId,
  };
  const { overrideReason, overridden } = choice;
  const given = { reAudit, auditorId: auditor.id, overrideReason, overridden };
  const ready = (placement: Placement): Plan => ({
    ok: true,
    placement,
    auditorName: auditor.name,
  });
  if (form.place === onItsOwn) {
    const [tool] = await listPublishedTools(db, "core");
    if (!tool) return no("Publish an audit tool first", "place");
    const own = {
      toolVersionId: tool.versionId,
      leadId: actor.id,
      month: subject.previousMonth,
      today,
    };
    return ready({ ...given, own, dueOn: form.dueOn });
  }
  const place = (await listPlacesFor(db, subject.caseId)).find(({ id }) => id === form.place);
  if (!place) return no("Choose where it is audited", "place");
  const full = await fullIn(db, place.id, auditor);
  if (full) return no(full, "auditorId");
  const ofCycle = place.auditsDueOn && place.auditsDueOn >= today ? place.auditsDueOn : null;
  const dueOn = form.dueOn ?? ofCycle;
  if (isReleased(place.state) && !dueOn && subject.dueOn >= today)
    return no("Enter the date by which it is to be done: the cycle’s has passed", "dueOn");
  return ready({ ...given, exercise: place, dueOn });
}
