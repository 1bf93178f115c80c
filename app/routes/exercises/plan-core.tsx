import { useActionData, useLoaderData } from "@remix-run/react";
import { coreCycleForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import {
  patternDates,
  patternInForm,
  suggestDates,
  suggestMonth,
  suggestTitle,
} from "~/rules/exercises/dates";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readPlannedId, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import { findToBegin } from "~db/exercises/planned.server";
import {
  addCoreCycle,
  listCoreMonths,
  usualModeration,
} from "~db/operations/exercises/planning.server";
import { listExemptTimes } from "~db/people/exemptions.server";
import { countCasesToDraw, unscopedLeadsToChoose } from "~db/samples/choices.server";
import { CoreFields } from "./core-form";
import { findLastCycle, findPlanChoices, readPlan } from "./core-plan.server";

export const meta = () => [{ title: "Plan a core audit cycle - Line of Sight" }];

/** How many cases a core cycle has where the caseload holds as many. */
const usualSize = 28;

export const loader = guarded("exercises.plan", noRecord, async ({ db, request, today }) => {
  const choices = await findPlanChoices(db);
  const moderation = await usualModeration(db);
  const [last] = await listCoreMonths(db);
  const available = Object.values(await countCasesToDraw(db, null)).reduce((sum, n) => sum + n, 0);
  const asked = new URL(request.url).searchParams.get("planned");
  const planned = await findToBegin(db, "core", asked);
  const month = planned?.month ?? suggestMonth(last, today);
  const year = Number(today.slice(0, 4));
  const cycle = await findLastCycle(db, choices);
  const dates = cycle?.pattern
    ? patternDates(month, today, cycle.pattern)
    : suggestDates(month, today);
  const time = { from: `${month}-01`, to: dates.auditsDueOn };
  const exempt = await listExemptTimes(
    db,
    choices.auditors.map(({ id }) => id),
    time,
  );
  /** As in the last cycle, or as is usual where they had no part in it. */
  const numbers = (of: "expected" | "maximum", usual: number) =>
    Object.fromEntries(
      choices.auditors.map(({ id }) => {
        const before = cycle?.auditors.find(({ personId }) => personId === id)?.[of];
        return [id, String(before ?? usual)];
      }),
    );
  const exemptAuditors = choices.auditors.filter(({ id }) => exempt.has(id));
  return {
    today,
    plannedId: planned?.id ?? "",
    pattern: cycle?.pattern ? patternInForm(cycle.pattern) : "",
    exempt: exemptAuditors.map(({ name }) => name),
    copied: cycle && { title: cycle.title, leftOut: cycle.leftOut },
    choices: { ...choices, years: [year - 1, year, year + 1], moderation: { fixed: null } },
    stored: {
      month,
      title: planned?.title ?? suggestTitle(month),
      promptedById: planned?.promptedById ?? "",
      toolVersionId: (cycle?.tool ?? choices.tools[0])?.versionId,
      size: String(available === 0 ? usualSize : Math.min(usualSize, available)),
      ...dates,
      auditors: cycle
        ? cycle.auditors.map(({ personId }) => personId)
        : choices.auditors.map(({ id }) => id),
      moderators: cycle
        ? cycle.moderators.map(({ personId }) => personId)
        : choices.moderators.map(({ id }) => id),
      moderation: "on",
      fromPercent: String(moderation.from),
      toPercent: String(moderation.to),
      certain: moderation.certain,
      expected: numbers("expected", 3),
      maximum: numbers("maximum", 5),
    },
  };
});

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, stamp, today, done } = guard;
  const form = await readPlan(db, request, today);
  if (!form.ok) return refuse(form);
  const plannedId = await readPlannedId(request);
  const planned = await findToBegin(db, "core", plannedId);
  if (plannedId && !planned) return overtaken(form.typed, begunAlready);
  const leads = await unscopedLeadsToChoose(db, "core");
  const leadId = leads.find(({ id }) => id === planned?.ownerId)?.id ?? actor.id;
  const saved = await save(db, (tx) => addCoreCycle(tx, stamp, leadId, form.value, plannedId));
  if (!saved.ok) return overtaken(form.typed, begunAlready);
  return done(
    paths.exercises.one(saved.value),
    `${form.value.title} is planned. Draw its cases next`,
  );
});

export default function PlanCore() {
  const { choices, stored, today, plannedId, pattern, copied, exempt } =
    useLoaderData<typeof loader>();
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
        {copied ? (
          <div className="govuk-inset-text">
            Auditors, moderators, their numbers and the dates are those of the {copied.title}.
            {copied.leftOut.length > 0
              ? ` Left out, as they may not take part now: ${andList(copied.leftOut)}.`
              : ""}
          </div>
        ) : null}
        {exempt.length > 0 ? (
          <p className="govuk-body">
            Exempt for some of this time, for which allocation takes as much off what is expected:{" "}
            {andList(exempt)}.
          </p>
        ) : null}
        <GovFormBody form={form}>
          <input type="hidden" name="offered" value={stored.month} readOnly />
          <input type="hidden" name="pattern" value={pattern} readOnly />
          <input type="hidden" name="planned" value={plannedId} readOnly />
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
