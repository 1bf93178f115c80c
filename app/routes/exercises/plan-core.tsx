import { useActionData, useLoaderData } from "@remix-run/react";
import { coreCycleForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { suggestDates, suggestMonth, suggestTitle } from "~/rules/exercises/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import { transact } from "~db/core/open.server";
import {
  addCoreCycle,
  listCoreMonths,
  usualModeration,
} from "~db/operations/exercises/planning.server";
import { countCasesToDraw } from "~db/samples/choices.server";
import { CoreFields } from "./core-form";
import { findPlanChoices, readPlan } from "./core-plan.server";

export const meta = () => [{ title: "Plan a core audit cycle - Line of Sight" }];

/** How many cases a core cycle has where the caseload holds as many. */
const usualSize = 28;

export const loader = guarded("exercises.plan", noRecord, async ({ db, today }) => {
  const choices = await findPlanChoices(db);
  const moderation = await usualModeration(db);
  const [last] = await listCoreMonths(db);
  const available = Object.values(await countCasesToDraw(db, null)).reduce((sum, n) => sum + n, 0);
  const month = suggestMonth(last, today);
  const year = Number(today.slice(0, 4));
  const everyone = (number: string) =>
    Object.fromEntries(choices.auditors.map(({ id }) => [id, number]));
  return {
    today,
    choices: { ...choices, years: [year - 1, year, year + 1], moderation: { fixed: null } },
    stored: {
      month,
      title: suggestTitle(month),
      toolVersionId: choices.tools[0]?.versionId,
      size: String(available === 0 ? usualSize : Math.min(usualSize, available)),
      ...suggestDates(month, today),
      auditors: choices.auditors.map((person) => person.id),
      moderators: choices.moderators.map((person) => person.id),
      moderation: "on",
      fromPercent: String(moderation.from),
      toPercent: String(moderation.to),
      certain: moderation.certain,
      expected: everyone("3"),
      maximum: everyone("5"),
    },
  };
});

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, stamp, today, done } = guard;
  const form = await readPlan(db, request, today);
  if (!form.ok) return refuse(form);
  const exerciseId = await transact(db, (tx) => addCoreCycle(tx, stamp, actor.id, form.value));
  return done(
    paths.exercises.one(exerciseId),
    `${form.value.title} is planned. Draw its cases next`,
  );
});

export default function PlanCore() {
  const { choices, stored, today } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(coreCycleForm(today), entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.plan()} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Plan a core audit cycle"
          lead="All can change until the draw; dates and people later too."
        />
        <GovFormBody form={form}>
          <input type="hidden" name="offered" value={stored.month} readOnly />
          <CoreFields
            form={form}
            choices={choices}
            save="Plan this cycle"
            cancelHref={paths.programme()}
          />
        </GovFormBody>
      </main>
    </>
  );
}
