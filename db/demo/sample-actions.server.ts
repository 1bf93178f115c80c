/**
 * Owns the actions of the demonstration's thematic audits and dip samples, as they stood on
 * 15 April 2024: owners by role, months as published, some without one.
 */
import { lastDayOf } from "~/rules/core/dates";
import type { Book } from "./book.server";
import { at } from "./clock";
import { type ActionLife, addAction } from "./log.server";
import type { PlacedPerson, PlacedTeam, Staff } from "./people.server";
import type { PlacedSample, SampleFinding } from "./sample-plan";
import { type DemoAction, type OwnerRole, owners } from "./words/exercise-shape";

export function addSampleActions(
  book: Book,
  staff: Staff,
  sample: PlacedSample,
  developments: readonly SampleFinding[],
): void {
  const { words, plan, id } = sample;
  words.actions.forEach((action, n) => {
    const finding =
      developments.find((one) => one.theme === action.theme && one.area === action.area) ??
      developments.find((one) => one.theme === action.theme) ??
      developments.find((one) => one.area === action.area);
    const owner = personFor(staff, sample, action.ownerRole);
    const team = teamFor(staff, action.ownerRole);
    const service =
      team?.serviceId ?? staff.serviceIds.get(owner.services[0] ?? "Quality Assurance");
    addAction(book, {
      key: `${words.key} ${n}`,
      what: action.what,
      why: finding?.text ?? words.rationale,
      area: action.area ?? null,
      theme: action.theme ?? null,
      level: action.level,
      success_measure: action.successMeasure,
      owner_id: owner.id,
      owner_role: action.ownerRole,
      team_id: action.level === "team" ? (team?.id ?? null) : null,
      service_id: action.level === "strategic" ? null : (service ?? null),
      due_on: action.month === null ? null : lastDayOf(action.month),
      due_precision: "month",
      source: words.kind,
      raised_by: sample.lead.id,
      raised_at: at(plan.closedOn ?? plan.plannedOn, `15:${20 + n}`),
      exercise_id: id,
      finding_id: finding?.id ?? null,
      life: lifeOf(staff, sample, action, owner),
    });
  });
}

function lifeOf(
  staff: Staff,
  sample: PlacedSample,
  action: DemoAction,
  owner: PlacedPerson,
): ActionLife {
  const { completedOn, verifiedOn } = action;
  const verifier = action.verifiedBy ? personFor(staff, sample, action.verifiedBy) : null;
  return {
    status: action.state,
    progress: action.progress.map(({ on, text }) => ({ on, by: owner.id, text })),
    ...(completedOn
      ? { completed: { on: completedOn, by: owner.id, evidence: action.evidence ?? "" } }
      : {}),
    ...(verifiedOn && verifier
      ? { verified: { on: verifiedOn, by: verifier.id, impact: action.impact ?? "" } }
      : {}),
  };
}

function teamFor(staff: Staff, role: OwnerRole): PlacedTeam | null {
  const name = owners[role].team;
  return name === null ? null : staff.team(name);
}

/** A service manager is the one who leads the exercise, or whose service it looks at. */
function personFor(staff: Staff, sample: PlacedSample, role: OwnerRole): PlacedPerson {
  const team = teamFor(staff, role);
  if (team) return staff.managerOf(team.id);
  if (role === "QA lead") return staff.account("qa-lead");
  if (role === "Assistant director") return staff.inPost("assistant-director")[0] ?? sample.lead;
  if (sample.lead.post === "service-manager") return sample.lead;
  const { service } = sample.plan;
  const managers = staff.inPost("service-manager");
  return (
    managers.find((person) => service !== null && person.services.includes(service)) ??
    managers.find((person) => person.services.includes("Front Door and Assessment")) ??
    sample.lead
  );
}
