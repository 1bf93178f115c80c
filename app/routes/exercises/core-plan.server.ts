/** Owns what the planning and the changing of a core cycle share: the choices, and reading them. */

import { coreCycleForm } from "~/forms/exercises";
import { entriesToObject } from "~/forms/fields";
import { formOf } from "~/server/posted.server";
import { readForm } from "~/server/read-form.server";
import type { Db } from "~db/open.server";
import { listPeopleWithRole, listTeams, type PersonInList } from "~db/people.server";
import { type CorePlan, listPublishedTools } from "~db/planning.server";

/** `heldTool` is the tool version that the exercise being changed has already. */
export async function findPlanChoices(db: Db, heldTool: string | null = null) {
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  const asChoice = ({ id, name, jobTitle, teamId }: PersonInList) => ({
    id,
    name,
    jobTitle,
    teamName: teamId ? (teams.get(teamId) ?? "") : "",
  });
  return {
    tools: await listPublishedTools(db, "core", heldTool),
    auditors: (await listPeopleWithRole(db, "auditor")).map(asChoice),
    moderators: (await listPeopleWithRole(db, "moderator")).map(asChoice),
  };
}

/** The plan that was posted, checked against what could be chosen. */
export async function readPlan(db: Db, request: Request, heldTool: string | null = null) {
  const typed = await formOf(request.clone()).then(entriesToObject, () => ({}));
  const form = await readForm(request, coreCycleForm);
  if (!form.ok) return form;
  const plan: CorePlan = form.value;
  const choices = await findPlanChoices(db, heldTool);
  const errors: Record<string, string> = {};
  if (!choices.tools.some((tool) => tool.versionId === plan.toolVersionId)) {
    errors.toolVersionId = "Choose a published audit tool";
  }
  const unknown = (part: "auditor" | "moderator", people: { id: string }[]) =>
    plan.members.some((m) => m.part === part && !people.some((p) => p.id === m.personId));
  if (unknown("auditor", choices.auditors)) errors.auditors = "Choose auditors from the list";
  if (unknown("moderator", choices.moderators)) {
    errors.moderators = "Choose moderators from the list";
  }
  if (Object.keys(errors).length > 0) return { ok: false as const, errors, typed };
  return { ok: true as const, value: plan, typed };
}
