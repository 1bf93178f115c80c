import { Fragment } from "react";
import { parseForm } from "~/forms/fields";
import { discussForm, verifySeveralForm } from "~/forms/supervision";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { counted } from "~/rules/core/words";
import { actionReference } from "~/rules/learning-log/learning-log";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import type { SupervisedAction } from "~db/learning-log/supervision.server";

type Part = { actions: SupervisedAction[]; outcome: FormOutcome | undefined };

const labelOf = ({ reference, caseReference, what }: SupervisedAction) =>
  `${[actionReference(reference), caseReference].filter(Boolean).join(", ")}: ${what}`;

const discussedInWords = ({ supervisionOn }: SupervisedAction): string =>
  supervisionOn ? `last discussed ${formatDate(supervisionOn)}` : "not discussed yet";

export function Verify({ actions, outcome }: Part) {
  const form = useGovForm({
    check: (entries) => parseForm(verifySeveralForm, entries),
    stored: {},
    outcome,
  });
  return (
    <section aria-labelledby="to-verify">
      <h2 className="govuk-heading-m" id="to-verify">
        Done: what difference did it make?
      </h2>
      <p className="govuk-body">
        What you write of is verified. Leave the others empty: they wait.
      </p>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="verify" readOnly />
        {actions.map((action) => (
          <Fragment key={action.id}>
            <input type="hidden" name={`seen.${action.id}`} value={action.version} readOnly />
            <TextArea
              {...form.field(`impact.${action.id}`)}
              label={labelOf(action)}
              hint={<Evidence of={action} />}
              rows={2}
            />
          </Fragment>
        ))}
        <TextArea
          {...form.field("howKnown")}
          label="How do you know?"
          hint="What you saw, read or were told"
          rows={2}
        />
        <Button>Verify these actions</Button>
      </GovFormBody>
    </section>
  );
}

function Evidence({ of }: { of: SupervisedAction }) {
  const completed = of.completedOn ? `Completed ${formatDate(of.completedOn)}; ` : "";
  return (
    <>
      {`${completed}${discussedInWords(of)}. ${of.evidence} `}
      {of.files > 0 ? (
        <Link to={paths.log.one(of.id)} hidden={`of ${actionReference(of.reference)}`}>
          {counted(of.files, "file")}
        </Link>
      ) : null}
    </>
  );
}

export function Discuss({ actions, today, outcome }: Part & { today: string }) {
  const form = useGovForm({
    check: (entries) => parseForm(discussForm, entries),
    stored: { discussedOn: today },
    outcome,
  });
  return (
    <section aria-labelledby="to-discuss">
      <h2 className="govuk-heading-m" id="to-discuss">
        Still to do
      </h2>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="discuss" readOnly />
        <Checkboxes
          {...form.list("discussed")}
          legend="Tick what you talked through"
          small
          options={actions.map((action) => ({
            value: action.id,
            label: labelOf(action),
            hint: `${dueByInWords(action)}${action.dueOn && action.dueOn < today ? " (overdue)" : ""}; ${discussedInWords(action)}`,
          }))}
        />
        <DateField {...form.date("discussedOn")} legend="Discussed on" />
        <TextArea {...form.field("discussedNote")} label="What was said (optional)" rows={2} />
        <Button>Record the supervision</Button>
      </GovFormBody>
    </section>
  );
}
