import { parseForm } from "~/forms/fields";
import { askedForm } from "~/forms/sample-reviewing";
import { isAskedOf } from "~/rules/samples/reviewing";
import type { Question } from "~/rules/tools/tools";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { Table } from "~/ui/table";

/** Which agencies each question is for; each answers those alone, and the agreed view answers all. */
export function AskedOf({
  version,
  agencies,
  questions,
  outcome,
}: {
  version: number;
  agencies: readonly string[];
  questions: readonly Question[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(askedForm, entries),
    stored: {
      asked: Object.fromEntries(
        questions.map((question) => [
          question.code,
          agencies.filter((agency) => isAskedOf(question, agency)),
        ]),
      ),
    },
    outcome,
  });
  const error = form.errors.asked;
  return (
    <section aria-labelledby="asked">
      <h2 className="govuk-heading-m" id="asked">
        Whom each question is for
      </h2>
      {error ? <p className="govuk-error-message">{error}</p> : null}
      <GovFormBody form={form} version={version}>
        <input type="hidden" name="intent" value="asked" />
        <Table
          caption="Questions by agency"
          hideCaption
          compact
          onNarrow="lines"
          rows={questions}
          rowKey={(row) => row.code}
          columns={[
            { header: "Question", rowHeader: true, cell: (row) => row.text },
            ...agencies.map((agency, at) => ({
              header: agency,
              labelled: true,
              cell: (row: Question) => {
                const { defaultValue, inputProps } = form.list(`asked.${row.code}`);
                return (
                  <RowCheckbox
                    id={`asked-${row.code}-${at}`}
                    name={`asked.${row.code}`}
                    value={agency}
                    label={`${agency}: ${row.text}`}
                    defaultChecked={defaultValue.includes(agency)}
                    inputProps={inputProps}
                  />
                );
              },
            })),
          ]}
        />
        <Button variant="secondary">Save whom they are for</Button>
      </GovFormBody>
    </section>
  );
}
