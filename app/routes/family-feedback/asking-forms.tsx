import { Form, useActionData } from "@remix-run/react";
import { answersForm, endInvitationForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import {
  type FeedbackFor,
  type FeedbackQuestion,
  feedbackForInSentence,
} from "~/rules/family-feedback/forms";
import {
  type FeedbackWay,
  type InvitationState,
  notAskedReasonNames,
  notAskedReasons,
} from "~/rules/family-feedback/invitations";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import { ForWorkerField, QuestionFields } from "./question-fields";

type Page = {
  id: string;
  version: number;
  state: InvitationState;
  for: FeedbackFor;
  way: FeedbackWay;
  codeMadeAt: string | null;
  introduction: string;
  thanks: string;
  questions: readonly FeedbackQuestion[];
  written: Written;
  /** What was entered before it was opened again. */
  entered: Entered | null;
};

type Entered = {
  chosen: Record<string, string>;
  words: Record<string, string>;
  forWorker: boolean;
};

const fieldsOf = ({ chosen, words, forWorker }: Entered) => ({
  answers: { ...chosen, ...words },
  forWorker: forWorker ? "yes" : "no",
});

/** What whoever asks does: gives the form or the code, enters what is said, or says that nothing came. */
export function AskingForms({ page }: { page: Page }) {
  const outcome = useActionData<FormOutcome>();
  const ending = outcome?.typed.intent === "end";
  return (
    <>
      {page.way === "link" ? <Letter page={page} /> : null}
      {page.way === "paper" ? <Paper page={page} /> : null}
      {page.way === "phone" ? (
        <p className="govuk-body">
          Their number is in the case system. Don’t write it here: nothing about how a family is
          reached is kept.
        </p>
      ) : null}
      {page.way === "link" ? (
        <Details summary="They would rather tell you">
          <Enter page={page} outcome={ending ? undefined : outcome} />
        </Details>
      ) : (
        <Enter page={page} outcome={ending ? undefined : outcome} />
      )}
      <Details summary="They did not answer" open={ending}>
        <End page={page} outcome={ending ? outcome : undefined} />
      </Details>
    </>
  );
}

function Letter({ page: { id, codeMadeAt } }: { page: Page }) {
  return (
    <>
      <p className="govuk-body">
        {codeMadeAt
          ? `A letter with a code was made on ${formatInstant(new Date(codeMadeAt))}. The code can’t be shown again; a new letter ends it.`
          : "Make the letter with its code, and give it, send it, or read the code out."}
      </p>
      <Button to={paths.familyFeedback.letter(id)} variant={codeMadeAt ? "secondary" : "primary"}>
        {codeMadeAt ? "Make a new letter" : "Make the letter"}
      </Button>
    </>
  );
}

function Paper({ page: { id, version, state } }: { page: Page }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="asked" />
      <input type="hidden" name="version" value={version} />
      <ButtonGroup>
        <Button to={paths.familyFeedback.paper(id)} variant="secondary">
          Print the form
        </Button>
        {state === "to-ask" ? <Button variant="secondary">I have given it to them</Button> : null}
      </ButtonGroup>
    </Form>
  );
}

function Enter({ page, outcome }: { page: Page; outcome: FormOutcome | undefined }) {
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(answersForm(page.questions, "staff"), entries),
    stored: page.entered ? fieldsOf(page.entered) : {},
    outcome,
  });
  return (
    <>
      <h2 className="govuk-heading-m">
        {page.way === "paper" ? "What is written on the form" : "What they say"}
      </h2>
      <p className="govuk-body">
        {page.way === "paper"
          ? "Enter it as it is written. Leave out names."
          : `Read out: “${page.introduction}” Then write down what the ${feedbackForInSentence[page.for]} says, in their words. Leave out names.`}
      </p>
      <WrittenBody form={form}>
        <input type="hidden" name="intent" value="answers" />
        <QuestionFields form={form} questions={page.questions} />
        <ForWorkerField form={form} by="staff" />
        <p className="govuk-body">
          If anything you hear makes you worry about a child’s safety, phone the team now. Don’t
          wait for this form.
        </p>
        <Button>Record the answers</Button>
      </WrittenBody>
    </>
  );
}

function End({
  page: { version, state },
  outcome,
}: {
  page: Page;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(endInvitationForm, entries),
    outcome,
  });
  return (
    <GovFormBody form={form} version={version}>
      <input type="hidden" name="intent" value="end" />
      <Radios
        {...form.field("ending")}
        legend="What came of it"
        legendSize="s"
        small
        options={[
          { value: "decline", label: "They did not want to" },
          { value: "miss", label: "They could not be reached" },
          ...(state === "to-ask"
            ? [
                {
                  value: "spare",
                  label: "They should not be asked",
                  conditional: (
                    <Select
                      {...form.field("code")}
                      label="Why should they not be asked?"
                      emptyLabel="Choose a reason"
                      options={notAskedReasons.map((code) => ({
                        value: code,
                        label: notAskedReasonNames[code],
                      }))}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <TextArea
        {...form.field("reason")}
        label="More to it, if it helps"
        hint="For example, how often you tried. No names and no phone numbers."
        rows={2}
      />
      <Button variant="secondary">Record it</Button>
    </GovFormBody>
  );
}
