import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { gradedFormOf } from "~/forms/exercises";
import { parseForm, version } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate, formatInstant, formatMonth } from "~/rules/core/dates";
import { isReleased, triggerKindNames } from "~/rules/exercises/exercises";
import { rulesOffInWords } from "~/rules/independence/conflicts";
import { moderationInWords } from "~/rules/moderation/plan-words";
import { dueProblem } from "~/rules/re-audits/re-audits";
import { loadsOf } from "~/rules/sampling/core-allocation";
import { versionInWords } from "~/rules/tools/versions";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { findOwnDateOfExercise } from "~db/exercises/deadlines.server";
import {
  type Exercise,
  findExercise,
  findToolVersion,
  listMembers,
} from "~db/exercises/exercises.server";
import { type GradedPlan, saveGraded } from "~db/operations/exercises/planning.server";
import { findAllocation } from "~db/operations/sampling/allocation.server";
import { CoreFields, coreLabels } from "./core-form";
import { findPlanChoices, readPlan } from "./core-plan.server";

export const meta = () => [{ title: "Change the plan - Line of Sight" }];

const isOver = (exercise: Exercise) =>
  exercise.state === "closed" || exercise.state === "cancelled";

async function describeTool(db: Db, exercise: Exercise): Promise<string> {
  const tool = exercise.toolVersionId ? await findToolVersion(db, exercise.toolVersionId) : null;
  return tool ? `${tool.definition.name}, version ${versionInWords(tool)}` : "None";
}

export const loader = guarded(
  "exercises.manage",
  gradedExerciseFromUrl,
  async ({ subject, db, today }) => {
    const members = await listMembers(db, subject.id);
    const { toolVersionId } = subject;
    const choices = await findPlanChoices(db, { toolVersionId, members, id: subject.id });
    const auditors = members.filter((member) => member.part === "auditor");
    const numbers = (key: "expected" | "maximum", usual: string) =>
      Object.fromEntries(
        choices.auditors.map(({ id }) => {
          const member = auditors.find((one) => one.personId === id);
          return [id, member ? String(member[key]) : usual];
        }),
      );
    const year = Number(subject.month.slice(0, 4));
    return {
      id: subject.id,
      kind: subject.kind,
      title: subject.title,
      version: subject.version,
      today,
      over: isOver(subject),
      choices: {
        ...choices,
        years: [year - 1, year, year + 1],
        fixed:
          subject.state === "planned"
            ? undefined
            : { month: subject.month, tool: await describeTool(db, subject), size: subject.size },
        moderation: {
          fixed: isReleased(subject.state) ? moderationInWords(subject) : null,
        },
      },
      stored: {
        title: subject.title,
        month: subject.month,
        promptedById: subject.promptedById ?? "",
        triggerKind: subject.triggerKind ?? "",
        triggerText: subject.triggerText,
        rationale: subject.rationale,
        linesOfEnquiry: subject.linesOfEnquiry,
        methodology: subject.methodology,
        toolVersionId: subject.toolVersionId ?? "",
        size: String(subject.size),
        auditsDueOn: subject.auditsDueOn,
        moderationDueOn: subject.moderationDueOn,
        responsesDueOn: subject.responsesDueOn,
        auditors: auditors.map((member) => member.personId),
        moderators: members.filter((m) => m.part === "moderator").map((m) => m.personId),
        rulesOff: subject.rulesOff,
        moderation: subject.moderated ? "on" : "off",
        fromPercent: String(subject.percentages.from),
        toPercent: String(subject.percentages.to),
        certain: subject.certain,
        expected: numbers("expected", "3"),
        maximum: numbers("maximum", "5"),
      },
    };
  },
);

export const action = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, today, done } = guard;
  const held = await readForm(request, z.object({ version: version() }));
  const members = await listMembers(db, subject.id);
  const { toolVersionId } = subject;
  const form = await readPlan(guard, subject.kind, { toolVersionId, members, id: subject.id });
  if (!form.ok) return refuse(form);
  if (!held.ok) return refuseWith(form.typed, "Reload the page and try again");
  if (isOver(subject)) return refuseWith(form.typed, "This exercise is over: it can’t be changed");
  const { moderation: _, ...rest } = form.value;
  // What was released is moderated as it was released.
  const kept = isReleased(subject.state) ? rest : form.value;
  const plan =
    subject.state === "planned"
      ? kept
      : {
          ...kept,
          month: subject.month,
          size: subject.size,
          toolVersionId: subject.toolVersionId ?? kept.toolVersionId,
        };
  const latest = await findOwnDateOfExercise(db, subject.id);
  const late =
    latest && plan.auditsDueOn !== subject.auditsDueOn
      ? dueProblem(plan.auditsDueOn, { today, latest })
      : null;
  if (late) return refuseWith(form.typed, late, "auditsDueOn");
  const stranded = await findStranded(db, subject, plan);
  if (stranded) return refuseWith(form.typed, stranded.message, stranded.field);
  const saved = await save(db, (tx) => saveGraded(tx, stamp, subject, plan, held.value.version));
  if (!saved.ok)
    return refuse({
      errors: {},
      typed: form.typed,
      conflict: await describeTheirs(guard, saved.stream),
    });
  return done(paths.exercises.one(subject.id), `${plan.title} is changed`);
});

/** An auditor may leave, or take fewer at most, only once their audits are someone else's. */
async function findStranded(
  db: Db,
  exercise: Exercise,
  plan: GradedPlan,
): Promise<{ message: string; field: string } | null> {
  if (exercise.state === "planned") return null;
  const staying = plan.members.filter((m) => m.part === "auditor");
  const { audits } = await findAllocation(db, exercise.id);
  const left = audits.find(
    ({ auditorId, state }) =>
      auditorId !== null &&
      !staying.some(({ personId }) => personId === auditorId) &&
      (!isReleased(exercise.state) || state === "allocated" || state === "started"),
  );
  if (left) {
    const message = `Keep ${left.auditorName} as an auditor, or give their audits to someone else first`;
    return { message, field: "auditors" };
  }
  const loads = loadsOf(audits);
  const over = staying.find(({ personId, maximum }) => (loads.get(personId) ?? 0) > maximum);
  if (!over) return null;
  const load = loads.get(over.personId) ?? 0;
  const name = audits.find(({ auditorId }) => auditorId === over.personId)?.auditorName;
  const message = `Enter ${load} or more: ${name} has that many. Or give some of their audits to someone else first`;
  return { message, field: `maximum.${over.personId}` };
}

async function describeTheirs({ db, subject, actor }: Guarded<Exercise>, stream: string) {
  const theirs = await findExercise(db, subject.id);
  const members = await listMembers(db, subject.id);
  const last = await findLastChange(db, stream, actor.id);
  const asDate = (value: string | null | undefined) => (value ? formatDate(value) : "");
  return {
    by: last.by,
    at: last.at ? `on ${formatInstant(new Date(last.at))}` : "just now",
    version: theirs?.version ?? 0,
    theirs: {
      title: theirs?.title ?? "",
      month: theirs ? formatMonth(theirs.month) : "",
      size: String(theirs?.size ?? ""),
      auditsDueOn: asDate(theirs?.auditsDueOn),
      moderationDueOn: asDate(theirs?.moderationDueOn),
      responsesDueOn: asDate(theirs?.responsesDueOn),
      ...(theirs?.triggerKind
        ? {
            triggerKind: triggerKindNames[theirs.triggerKind],
            triggerText: theirs.triggerText,
            rationale: theirs.rationale,
            linesOfEnquiry: theirs.linesOfEnquiry,
            methodology: theirs.methodology,
          }
        : {}),
      members: members
        .map(
          (m) =>
            `${m.name} (${m.part}${m.part === "auditor" ? `, ${m.expected} to ${m.maximum}` : ""})`,
        )
        .join(", "),
      rulesOff: rulesOffInWords(theirs?.rulesOff ?? []),
      ...(theirs ? { moderation: moderationInWords(theirs) } : {}),
    },
  };
}

export default function Edit() {
  const { id, kind, title, version, today, over, choices, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(gradedFormOf(kind, today), entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title={kind === "core" ? "Change this cycle" : "Change the plan"}
        />
        {over ? (
          <p className="govuk-body">This exercise is over: its plan can’t be changed any more.</p>
        ) : (
          <GovFormBody form={form} version={version} labels={coreLabels}>
            <CoreFields
              form={form}
              thematic={kind === "thematic"}
              choices={choices}
              save="Save changes"
              cancelHref={paths.exercises.one(id)}
            />
          </GovFormBody>
        )}
      </main>
    </>
  );
}
