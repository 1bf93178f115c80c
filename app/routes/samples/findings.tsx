import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import {
  exerciseStateColours,
  exerciseStateNames,
  mayWriteFindings,
} from "~/rules/exercises/exercises";
import { type Guarded, guarded } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { refuse, refuseWith, sentAlready } from "~/server/read-form.server";
import { attempt } from "~/server/save.server";
import { sampleFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import type { FormOutcome } from "~/ui/form";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { listTeamsToChoose } from "~db/access/people.server";
import { listFindings } from "~db/audits/findings.server";
import { newId } from "~db/core/ids.server";
import { findLastChange } from "~db/core/versions.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listSampleActions } from "~db/operations/samples/actions.server";
import { listSampleCases } from "~db/samples/cases.server";
import { unscopedReviewersToChoose } from "~db/samples/choices.server";
import { listFindingAudits } from "~db/samples/finding-cases.server";
import { coreThemes } from "~db/tools/codes";
import { coreV2 } from "~db/tools/core-v2";
import { ActionForm } from "./action-form";
import { FindingForm } from "./finding-form";
import { ActionList, FindingList, NextSteps } from "./finding-lists";
import { keepAction, keepFinding, keepNextSteps, removeOne } from "./findings.server";
import { navOf } from "./nav.server";
import { SampleNav } from "./sample-nav";
import { SubjectContext } from "./subject-words";

export const meta = () => [{ title: "Findings - Line of Sight" }];

/** What was written of one of the page's forms and is not sent yet. */
const formSoFar = (guard: Guarded<Exercise>, part: string, version?: number) =>
  writtenSoFar(guard, writtenAt(guard, "sample-findings", guard.subject.id, part), {
    url: paths.written(paths.exercises.findings(guard.subject.id)),
    version,
    part,
  });

export const loader = guarded("exercises.manage", sampleFromUrl, async (guard) => {
  const { db, subject, request, may } = guard;
  const { searchParams } = new URL(request.url);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const changing = searchParams.get("change");
  const findings = await listFindings(db, { exerciseId: subject.id, auditId: null });
  const actions = await listSampleActions(db, subject.id);
  const cases = await listSampleCases(db, subject.id);
  const aboutOf = await listFindingAudits(db, subject.id);
  const held = [...findings, ...actions].find(({ id }) => id === changing);
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    version: subject.version,
    nextSteps: subject.nextSteps,
    open: mayWriteFindings(subject),
    findings,
    cases: cases.map(({ auditId, reference }) => ({ value: auditId, label: reference })),
    about: Object.fromEntries(aboutOf),
    answering: searchParams.get("finding"),
    mayProgramme: may("programme.make"),
    actions,
    adding: searchParams.get("add"),
    changing,
    written: await formSoFar(guard, changing || searchParams.get("add") || "", held?.version),
    nextWritten: await formSoFar(guard, "next-steps", subject.version),
    fresh: newId(),
    areas: coreV2.areas.map(option),
    themes: coreThemes.map(option),
    owners: (await unscopedReviewersToChoose(db)).map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
    teams: (await listTeamsToChoose(db)).map(({ id, name }) => ({ value: id, label: name })),
    nav: navOf(guard),
  };
});

export const action = guarded("exercises.manage", sampleFromUrl, async (guard) => {
  const { db, subject, actor, request } = guard;
  const form = await formOf(request).catch(() => null);
  const intent = form?.get("intent");
  if (!mayWriteFindings(subject)) {
    return refuseWith(
      {},
      "Add an action in the learning log instead: this exercise is not under way",
    );
  }
  const saved = await attempt(async () => {
    if (intent === "finding") return await keepFinding(guard);
    if (intent === "action") return await keepAction(guard);
    if (intent === "next-steps") return await keepNextSteps(guard);
    return await removeOne(guard);
  });
  if (saved.ok) return saved.value;
  const last = await findLastChange(db, `exercise:${subject.id}`, actor.id);
  const at = last.at ? `on ${formatInstant(new Date(last.at))}` : "";
  const typed = Object.fromEntries(form ?? []);
  if (intent === "finding" && typed.version === undefined) {
    const held = await listFindings(db, { exerciseId: subject.id, auditId: null });
    const added = held.find(({ id }) => id === typed.id);
    return refuse(sentAlready(typed, added));
  }
  return refuse({
    errors: {},
    typed: { ...typed, conflictOf: String(typed.id ?? "next-steps") },
    conflict: { by: last.by, at, ...(await theirsOf(guard, typed)) },
  });
});

/** What stands now in place of what was to be saved. */
async function theirsOf(
  {
    db,
    subject,
  }: {
    db: Parameters<typeof listFindings>[0];
    subject: { id: string; version: number; nextSteps: string };
  },
  typed: Record<string, unknown>,
): Promise<{ version: number; theirs: Record<string, string> }> {
  if (typed.intent === "next-steps") {
    return { version: subject.version, theirs: { nextSteps: subject.nextSteps } };
  }
  const findings = await listFindings(db, { exerciseId: subject.id, auditId: null });
  const finding = findings.find(({ id }) => id === typed.id);
  if (finding) return { version: finding.version, theirs: { text: finding.text } };
  const action = (await listSampleActions(db, subject.id)).find(({ id }) => id === typed.id);
  if (action) return { version: action.version, theirs: { what: action.what } };
  return { version: 0, theirs: { what: "Removed" } };
}

export default function Findings() {
  const shown = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const { id, title, state, open, findings, actions } = shown;
  const intent = outcome?.typed.intent;
  const typedId = outcome?.typed.id;
  const changing = String(typedId || shown.changing || "");
  const finding = findings.find((one) => one.id === changing);
  const heldAction = actions.find((one) => one.id === changing);
  const adding =
    intent === "finding"
      ? String(outcome?.typed.kind ?? "strength")
      : intent === "action"
        ? "action"
        : shown.adding;
  const findingForm =
    open && (finding || adding === "strength" || adding === "development") ? (
      <FindingForm
        key={changing || adding}
        {...shown}
        about={shown.about[finding?.id ?? ""] ?? []}
        kind={finding?.kind ?? (adding === "strength" ? "strength" : "development")}
        finding={finding}
        outcome={intent === "finding" ? outcome : undefined}
      />
    ) : null;
  return (
    <SubjectContext.Provider value={shown.nav.subject}>
      <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title="Findings"
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="findings" {...shown.nav} />
        {open ? null : (
          <InsetText>
            {state === "closed"
              ? "This exercise is closed, so its findings stay as they are. Further actions go into the learning log."
              : "Findings are written here once the cases are released to the reviewers."}
          </InsetText>
        )}
        {outcome && !["finding", "action", "next-steps"].includes(String(intent)) ? (
          <p className="govuk-error-message" role="alert">
            {outcome.conflict
              ? "Look again: someone else changed this meanwhile"
              : Object.values(outcome.errors)[0]}
          </p>
        ) : null}
        {findingForm}
        {open && (heldAction || (adding === "action" && !finding)) ? (
          <ActionForm
            key={changing || "new"}
            {...shown}
            action={heldAction}
            finding={findings.find(
              (one) => one.id === (outcome?.typed.findingId ?? shown.answering),
            )}
            outcome={intent === "action" ? outcome : undefined}
          />
        ) : null}
        <FindingList
          {...shown}
          kind="strength"
          title="Strengths"
          list={findings.filter((one) => one.kind === "strength")}
        />
        <FindingList
          {...shown}
          kind="development"
          title="Areas for development"
          list={findings.filter((one) => one.kind === "development")}
        />
        <ActionList {...shown} />
        <NextSteps
          key={shown.version}
          {...shown}
          written={shown.nextWritten}
          outcome={intent === "next-steps" ? outcome : undefined}
        />
      </main>
    </SubjectContext.Provider>
  );
}
