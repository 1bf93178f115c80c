/** Owns what the pages that plan a calibration offer, and checking what was chosen there. */
import type * as z from "zod";
import type { planCalibrationForm } from "~/forms/calibration";
import type { Access } from "~/rules/access/access";
import type { Capability } from "~/rules/access/policy";
import { calibrationDateProblem } from "~/rules/calibration/calibration";
import { versionInWords } from "~/rules/tools/versions";
import { isBeingAudited } from "~db/calibration/calibrations.server";
import type { Plan } from "~db/calibration/deeds.server";
import { findCase } from "~db/caseload/caseload.server";
import type { Db } from "~db/core/open.server";
import { findCaseMeant } from "~db/independence/declared-conflicts.server";
import { listPublishedTools } from "~db/operations/exercises/planning.server";
import { unscopedRegister } from "~db/people/register.server";

type Asked = {
  db: Db;
  today: string;
  may: (capability: Capability, access?: Access) => boolean;
};

/** The people and tools to choose from; `held` are those of the plan that stay in view. */
export async function findPlanChoices(
  { db }: Pick<Asked, "db">,
  held?: { toolVersionId: string; raters: readonly { personId: string; name: string }[] },
) {
  const register = (await unscopedRegister(db)).map(({ id, name, jobTitle }) => ({
    value: id,
    label: jobTitle ? `${name}, ${jobTitle}` : name,
  }));
  const gone = (held?.raters ?? []).filter(
    ({ personId }) => !register.some(({ value }) => value === personId),
  );
  return {
    people: [...register, ...gone.map(({ personId, name }) => ({ value: personId, label: name }))],
    tools: (await listPublishedTools(db, "core", held?.toolVersionId)).map((tool) => ({
      value: tool.versionId,
      label: `${tool.name}, ${versionInWords(tool)}`,
    })),
  };
}

export type PlanChoices = Awaited<ReturnType<typeof findPlanChoices>>;

type Checked = { ok: true; plan: Plan } | { ok: false; message: string; field: string };

const no = (message: string, field: string): Checked => ({ ok: false, message, field });

/** A plan from what was typed, or what is wrong with it and where. */
export async function checkPlan(
  asked: Asked,
  form: z.output<typeof planCalibrationForm>,
  held?: Parameters<typeof findPlanChoices>[1],
): Promise<Checked> {
  const { people, tools } = await findPlanChoices(asked, held);
  const { kind, title, toolVersionId, dueOn } = form;
  const problem = calibrationDateProblem(dueOn, asked.today);
  if (problem) return no(problem, "dueOn");
  if (!tools.some(({ value }) => value === toolVersionId))
    return no("Choose an audit tool that is published", "toolVersionId");
  const raters = [...new Set(form.raters)];
  if (raters.some((id) => !people.some(({ value }) => value === id)))
    return no("Choose people who audit or moderate at present", "raters");
  const plan = { kind, title, toolVersionId, dueOn, raters };
  if (form.source === "written")
    return { ok: true, plan: { ...plan, caseId: null, narrative: form.narrative } };
  const caseId = await findCaseMeant(asked.db, form.reference);
  const found = caseId === null ? null : await findCase(asked.db, caseId);
  if (!found || !asked.may("caseload.read", found.access))
    return no("Check the reference: no case, or more than one, is written like this", "reference");
  if (found.sensitive)
    return no("Choose another case: this one is marked as sensitive", "reference");
  if (await isBeingAudited(asked.db, found.id))
    return no(
      "Choose another case: an audit of this one is under way, and its moderator must not hear of others’ grades",
      "reference",
    );
  return { ok: true, plan: { ...plan, caseId: found.id, narrative: "" } };
}
