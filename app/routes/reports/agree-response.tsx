import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { agreementForm, verdictNames } from "~/forms/responses";
import { paths } from "~/paths";
import { addWorkingDays, formatDate, formatMonth } from "~/rules/core/dates";
import { mayMove, responseState } from "~/rules/reports/responses";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { responseToAgreeFromUrl } from "~/server/report-subjects.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findSettings } from "~db/core/settings.server";
import { saveAgreed, saveSentBack } from "~db/operations/reports/response-agreement.server";
import { listResponseActions } from "~db/people/team-actions.server";
import { GivenAnswer } from "./given-answer";

export const meta = () => [{ title: "Agree an answer to a report - Line of Sight" }];

export const loader = guarded(
  "reports.agree-response",
  responseToAgreeFromUrl,
  async ({ db, subject, today }) => {
    const { access: _, ...response } = subject;
    const [actions, settings] = await Promise.all([
      listResponseActions(db, subject.id),
      findSettings(db),
    ]);
    return {
      response,
      actions,
      today,
      waits: mayMove("agree", responseState(response, today)),
      usualDueOn: addWorkingDays(today, settings["responses.patience-working-days"]),
    };
  },
);

export const action = guarded("reports.agree-response", responseToAgreeFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  const form = await readForm(request, agreementForm(today));
  if (!form.ok) return refuse(form);
  const { value } = form;
  const by = { ...stamp, actorId: actor.id };
  const saved = await save(db, (tx) =>
    value.verdict === "agree"
      ? saveAgreed(tx, by, subject, value.version)
      : saveSentBack(tx, by, subject, value),
  );
  if (!saved.ok) {
    return overtaken(
      { ...value },
      "This answer was changed, agreed or sent back meanwhile. Read it again.",
    );
  }
  return done(
    paths.responses.one(subject.id),
    value.verdict === "agree"
      ? `The answer of ${subject.teamName} is agreed`
      : `The answer is sent back to ${subject.teamName}, by ${formatDate(value.dueOn)}`,
  );
});

export default function AgreeResponse() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { response, actions, today, waits } = page;
  return (
    <>
      <BackLink to={paths.responses.one(response.id)}>Back to the response</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${response.teamName}, ${formatMonth(response.exerciseMonth)}`}
            title="Agree this answer"
          />
          <GivenAnswer response={response} actions={actions} today={today} />
          {waits || outcome ? (
            <Verdict {...page} outcome={outcome} />
          ) : (
            <InsetText>
              {response.agreedAt
                ? "It is agreed."
                : "It does not wait to be agreed: its team has to answer first."}
            </InsetText>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

function Verdict({
  response,
  today,
  usualDueOn,
  outcome,
}: ReturnType<typeof useLoaderData<typeof loader>> & { outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    check: (entries) => parseForm(agreementForm(today), entries),
    stored: { dueOn: usualDueOn },
    outcome,
  });
  return (
    <GovFormBody form={form} version={response.version}>
      <Radios
        {...form.field("verdict")}
        legend="Do you agree this answer?"
        legendSize="m"
        options={[
          {
            value: "agree",
            label: verdictNames.agree,
            hint: "It answers what the report found. It can’t be changed afterwards.",
          },
          {
            value: "send-back",
            label: verdictNames["send-back"],
            conditional: (
              <>
                <TextArea
                  {...form.field("missing")}
                  label="What is missing"
                  hint="The team reads this. Its actions stay in the learning log."
                  rows={4}
                />
                <DateField {...form.date("dueOn")} legend="Answer again by" />
              </>
            ),
          },
        ]}
      />
      <ButtonGroup>
        <Button>Save</Button>
        <Link to={paths.responses.one(response.id)}>Cancel</Link>
      </ButtonGroup>
    </GovFormBody>
  );
}
