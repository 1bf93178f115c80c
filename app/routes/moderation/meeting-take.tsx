import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { takeForm } from "~/forms/meetings";
import { decideds, readMeetingCases } from "~/overviews/moderation/meeting.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { decisionInWords } from "~/rules/reports/panel-minutes";
import { guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { chosenOf, leftOut, notOnAgenda, takeAll } from "./meeting.server";

export const meta = () => [{ title: "Confirm decisions - Panel meeting - Line of Sight" }];

export const loader = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) => {
  const { db, subject } = guard;
  const { cases, rows } = await readMeetingCases(guard);
  const recorded = rows.filter(({ state }) => state === "recorded");
  const ids = new Set(recorded.flatMap((one) => (one.take.ok ? [one.moderationId] : [])));
  const shown = cases.filter(({ moderationId }) => ids.has(moderationId));
  await readGradesIn(guard, "list", shown);
  const words = await decideds(db, shown);
  return {
    id: subject.id,
    meetsOn: subject.meetsOn,
    exercise: subject.exerciseTitle,
    toTake: shown.map(({ moderationId, number, version, auditId, caseReference }) => {
      const decided = words.get(moderationId);
      return {
        ...{ moderationId, number, version, auditId, caseReference },
        words: decided ? decisionInWords({ ...decided, state: "taken" }) : "",
      };
    }),
    leftOut: recorded.flatMap(({ number, take }) =>
      take.ok ? [] : [{ number, because: take.because }],
    ),
  };
});

export const action = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) => {
  const { request, subject, done } = guard;
  if (subject.state !== "under-way")
    throw refusal(409, {
      title: "This meeting is not under way",
      because: "What is still to be confirmed is confirmed on the audit’s own page.",
    });
  const form = await readForm(request, takeForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { rows } = await readMeetingCases(guard);
  const chosen = chosenOf(rows, form.value);
  if (!chosen) return refuseWith(form.typed, notOnAgenda, "cases");
  const outcomes = await takeAll(guard, chosen);
  const taken = `You have taken ${counted(outcomes.done, "decision")}`;
  if (outcomes.left.length > 0)
    return refuse({ errors: leftOut(outcomes, taken), typed: {}, status: 409 });
  return done(paths.moderation.meeting(subject.id), taken);
});

export default function TakeDecisions() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(takeForm, entries),
    stored: { cases: page.toTake.map(({ moderationId }) => moderationId) },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.moderation.meeting(page.id);
  const { toTake } = page;
  return (
    <>
      <BackLink to={back}>The meeting</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${page.exercise}, panel meeting of ${formatDate(page.meetsOn)}`}
            title="Confirm what the panel decided"
          />
          {toTake.length === 0 ? (
            <EmptyState title="No decision waits for you to confirm it" />
          ) : (
            <GovFormBody form={form}>
              {toTake.map(({ moderationId, version }) => (
                <input
                  key={moderationId}
                  type="hidden"
                  name={`versions.${moderationId}`}
                  value={version}
                  readOnly
                />
              ))}
              <Checkboxes
                {...form.list("cases")}
                legend={`I take ${toTake.length === 1 ? "this decision" : `these ${toTake.length} decisions`}`}
                legendSize="m"
                hint="Each is read here as it was recorded, and is taken by your own sign-in. Leave out one that you did not take."
                options={toTake.map((one) => ({
                  value: one.moderationId,
                  label: `Case ${one.number}, ${one.caseReference}`,
                  hint: (
                    <span className="los-written">
                      {one.words}.{" "}
                      <Link to={paths.moderation.compare(one.auditId)} hidden={one.caseReference}>
                        Read it whole
                      </Link>
                    </span>
                  ),
                }))}
              />
              <Checkboxes
                {...form.list("there")}
                legend="Confirm"
                hideLegend
                options={[{ value: "yes", label: "I was there when they were decided" }]}
              />
              <ButtonGroup>
                <Button>Take the decisions ticked</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
          {page.leftOut.length > 0 ? (
            <>
              <h2 className="govuk-heading-m">Not for you to confirm</h2>
              <ul className="govuk-list govuk-list--bullet">
                {page.leftOut.map(({ number, because }) => (
                  <li key={number}>
                    Case {number}: {because}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}
