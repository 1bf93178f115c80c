import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { closeForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { waitInWords } from "~/rules/audits/corrections";
import { nothingAuditedInWords } from "~/rules/audits/exercise-progress";
import { addWorkingDays, dateInLondon, formatDate } from "~/rules/core/dates";
import { counted, plural } from "~/rules/core/words";
import { advanceExercise, asksTeams } from "~/rules/exercises/exercises";
import { partInWords } from "~/rules/independence/independence";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { ExerciseNav } from "~/ui/exercise-nav";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { lookAgain } from "~db/independence/independence.server";
import {
  type Closing,
  closeModeration,
  findClosing,
} from "~db/operations/exercises/closing.server";

export const meta = () => [{ title: "Close moderation - Line of Sight" }];

/** Teams have the working days of the settings, or until the date planned where that is later. */
async function responsesDue(db: Db, today: string, planned: string | null): Promise<string> {
  const days = (await findSettings(db))["responses.working-days"];
  const least = addWorkingDays(today, days);
  return planned && planned > least ? planned : least;
}

const outstanding = (closing: Closing): string[] => [
  ...closing.undecided.map((one) =>
    one.committed
      ? `${one.caseReference} waits for the panel’s decision`
      : `${one.caseReference} waits for ${one.moderatorName ?? "a moderator to be chosen"}${one.moderatorName ? " to grade it" : ""}`,
  ),
  ...closing.openAudits.map(
    (one) => `${one.caseReference} waits for ${one.auditorName ?? "an auditor"} to submit it`,
  ),
  ...closing.secondLooks.map(
    (one) =>
      `${one.caseReference} waits for the panel’s answer to a second look, asked for on ${formatDate(dateInLondon(new Date(one.since)))}`,
  ),
  ...closing.conflicts.map(
    (one) =>
      `${one.caseReference} waits for you to settle a conflict of interest with ${one.personName}, ${partInWords[one.part]}`,
  ),
];

/** Nothing is left in it that has grades, or could have. */
const isEmpty = ({ openAudits, undecided, unselected, decided }: Closing): boolean =>
  openAudits.length + undecided.length + unselected + decided === 0;

export const loader = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { db, subject, stamp, today } = guard;
  await lookAgain(db, stamp, "final", { exerciseId: subject.id });
  const closing = await findClosing(db, subject.id, today);
  const move = advanceExercise(subject, "close");
  return {
    id: subject.id,
    title: subject.title,
    kind: subject.kind,
    asksTeams: asksTeams(subject.kind),
    state: subject.state,
    version: subject.version,
    refusal: move.ok ? null : move.message,
    outstanding: outstanding(closing),
    isEmpty: isEmpty(closing),
    unselected: closing.unselected,
    decided: closing.decided,
    waiting: closing.waiting.map((one) => ({
      auditId: one.auditId,
      reference: one.caseReference,
      words: waitInWords(one.wait),
    })),
    teams: closing.teams.map((team) => team.name),
    responsesDue: formatDate(await responsesDue(db, today, subject.responsesDueOn)),
  };
});

export const action = guarded("exercises.manage", gradedExerciseFromUrl, async (guard) => {
  const { request, db, subject, stamp, today, done } = guard;
  const form = await readForm(request, closeForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const move = advanceExercise(subject, "close");
  if (!move.ok) return refuseWith({}, move.message);
  await lookAgain(db, stamp, "final", { exerciseId: subject.id });
  const closing = await findClosing(db, subject.id, today);
  const waiting = outstanding(closing);
  if (waiting.length > 0)
    return refuseWith({}, `Settle what is outstanding first: ${waiting.join("; ")}`);
  const dueOn = asksTeams(subject.kind)
    ? await responsesDue(db, today, subject.responsesDueOn)
    : null;
  const saved = await save(db, (tx) =>
    closeModeration(tx, stamp, { ...subject, version: form.value.version }, dueOn),
  );
  if (!saved.ok) {
    const words = "Look at this page again: the exercise was changed after it was opened";
    return overtaken({}, words);
  }
  return done(
    paths.exercises.one(subject.id),
    isEmpty(closing)
      ? `Moderation is closed. ${dueOn === null ? "Nothing was audited" : nothingAuditedInWords}`
      : closedInWords(saved.value, dueOn),
  );
});

type Closed = Awaited<ReturnType<typeof closeModeration>>;

const closedInWords = ({ final, waiting, teams }: Closed, dueOn: string | null): string =>
  [
    `Moderation is closed: ${counted(final, "audit")} made final`,
    ...(waiting > 0 ? [`${waiting} final when corrections are done`] : []),
    ...(dueOn === null
      ? []
      : teams > 0
        ? [`${counted(teams, "team")} asked to respond by ${formatDate(dueOn)}`]
        : ["no team asked to respond"]),
  ].join(", ");

export default function CloseModeration() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(closeForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.exercises.moderation(page.id);
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          { href: paths.exercises.one(page.id), label: page.title },
          { href: back, label: "Moderation" },
          { label: "Close" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Close moderation" caption={page.title} />
        <ExerciseNav exerciseId={page.id} kind={page.kind} state={page.state} page="moderation" />
        <TwoThirds>
          {page.refusal ? <InsetText>{page.refusal}</InsetText> : null}
          {!page.refusal && page.outstanding.length > 0 ? (
            <>
              <h2 className="govuk-heading-m">Still outstanding</h2>
              <p className="govuk-body">Moderation can be closed when these are settled.</p>
              <ul className="govuk-list govuk-list--bullet">
                {page.outstanding.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </>
          ) : null}
          {page.waiting.length > 0 ? <Waiting waiting={page.waiting} /> : null}
          {page.refusal ? null : (
            <>
              <h2 className="govuk-heading-m">What closing does</h2>
              {page.isEmpty ? (
                <p className="govuk-body">
                  {page.asksTeams ? nothingAuditedInWords : "Nothing was audited"}.
                </p>
              ) : (
                <Effects {...page} />
              )}
            </>
          )}
          {page.refusal || page.outstanding.length > 0 ? (
            <GovFormBody form={form}>
              <Link to={back}>Back to moderation</Link>
            </GovFormBody>
          ) : (
            <GovFormBody form={form} version={page.version}>
              <WarningText>What is closed can’t be opened again.</WarningText>
              <Checkboxes
                {...form.list("sure")}
                legend="Before you close"
                hideLegend
                options={[
                  {
                    value: "yes",
                    label: page.isEmpty
                      ? "Close moderation"
                      : "Close moderation and make these grades final",
                  },
                ]}
              />
              <ButtonGroup>
                <Button>Close moderation</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** What becomes of the audits, and of whom something is asked. */
function Effects({
  unselected,
  decided,
  waiting,
  teams,
  responsesDue,
  asksTeams,
}: Pick<Page, "unselected" | "decided" | "waiting" | "teams" | "responsesDue" | "asksTeams">) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      <li>
        {counted(unselected, "audit")} that nobody moderated {plural(unselected, "keeps", "keep")}{" "}
        the auditor’s grades; on {decided} the panel has decided.
      </li>
      {waiting.length > 0 ? (
        <li>
          {counted(waiting.length, "audit")} {plural(waiting.length, "waits", "wait")} for
          corrections and {plural(waiting.length, "is", "are")} final as soon as these are done;
          every other is final at once. Figures count only what is final.
        </li>
      ) : null}
      <li>
        {asksTeams
          ? "The cycle report and the team reports show final grades from now on."
          : "Its report shows final grades from now on. They count in no trend over time."}
      </li>
      {asksTeams ? (
        <li>
          {teams.length > 0
            ? `${counted(teams.length, "team")} ${plural(teams.length, "is", "are")} asked for strategic actions by ${responsesDue}: ${teams.join(", ")}.`
            : "No team is asked for strategic actions: none answers for graded work."}
        </li>
      ) : null}
    </ul>
  );
}

/** What is final later, and what each waits for. */
function Waiting({ waiting }: Pick<Page, "waiting">) {
  return (
    <>
      <h2 className="govuk-heading-m">Waiting for corrections</h2>
      <p className="govuk-body">
        Each becomes final by itself. With a reason, you can make one final without waiting.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {waiting.map(({ auditId, reference, words }) => (
          <li key={auditId}>
            <Link to={paths.audits.read(auditId)}>{reference}</Link>: {words}
          </li>
        ))}
      </ul>
    </>
  );
}
