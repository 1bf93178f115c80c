import { parseForm } from "~/forms/fields";
import { chooseCasesForm } from "~/forms/samples";
import { paths } from "~/paths";
import { type Cohort, cohortNames, cohorts } from "~/rules/caseload/caseload";
import { counted } from "~/rules/core/words";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";

type FoundCase = { id: string; reference: string; cohort: Cohort; team: string };

/** Search the open cases within reach, tick, and say why. */
export function ChooseByHand({
  exercise,
  search,
  found,
  teams,
  outcome,
}: {
  exercise: { id: string; version: number };
  search: {
    reference: string;
    cohort: string;
    teamId: string;
    page: number;
    size: number;
    asked: boolean;
  };
  found: { count: number; cases: FoundCase[] };
  teams: { id: string; name: string }[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(chooseCasesForm, entries), outcome });
  const ticked = outcome?.typed.caseIds;
  const isTicked = (id: string) => (Array.isArray(ticked) ? ticked.includes(id) : ticked === id);
  const to = (page: number) =>
    `${paths.exercises.cases(exercise.id, {
      reference: search.reference,
      cohort: search.cohort,
      team: search.teamId,
      page: String(page),
    })}#by-hand`;
  return (
    <section aria-label="Choose cases by hand" id="by-hand">
      <Details summary="Choose cases by hand" open={search.asked || outcome !== undefined}>
        <form
          method="get"
          action={`${paths.exercises.cases(exercise.id)}#by-hand`}
          className="los-search"
        >
          <TextField
            id="reference"
            name="reference"
            label="Reference"
            defaultValue={search.reference}
            width={10}
          />
          <Select
            id="cohort"
            name="cohort"
            label="Cohort"
            options={cohorts.map((cohort) => ({ value: cohort, label: cohortNames[cohort] }))}
            emptyLabel="Any"
            defaultValue={search.cohort}
          />
          <Select
            id="team"
            name="team"
            label="Team"
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            emptyLabel="Any"
            defaultValue={search.teamId}
          />
          <Button variant="secondary">Search</Button>
        </form>
        <p className="los-result-count">{counted(found.count, "open case", "open cases")}</p>
        {found.cases.length === 0 ? null : (
          <GovFormBody form={form} version={exercise.version} action={to(search.page)}>
            <input type="hidden" name="intent" value="choose" />
            {form.errors.caseIds ? (
              <p className="govuk-error-message">{form.errors.caseIds}</p>
            ) : null}
            <Table
              caption="Open cases"
              hideCaption
              rows={found.cases}
              rowKey={(row) => row.id}
              onNarrow="keep"
              compact
              columns={[
                {
                  header: "Choose",
                  hideHeader: true,
                  cell: (row) => (
                    <RowCheckbox
                      id={row.id === found.cases[0]?.id ? "caseIds" : `case-${row.id}`}
                      name="caseIds"
                      value={row.id}
                      label={`Choose ${row.reference}`}
                      defaultChecked={isTicked(row.id)}
                    />
                  ),
                },
                { header: "Case", cell: (row) => row.reference, rowHeader: true, nowrap: true },
                { header: "Cohort", cell: (row) => cohortNames[row.cohort] },
                { header: "Team", cell: (row) => row.team },
              ]}
            />
            <Pagination
              page={search.page}
              pages={Math.ceil(found.count / search.size)}
              hrefFor={to}
              label="Cases to choose from"
            />
            <TextArea
              {...form.field("chooseReason")}
              label="Why these cases"
              hint="Shown beside each case: “the three most recent strategy meetings of each team”"
              rows={2}
            />
            <Button variant="secondary">Add the ticked cases</Button>
          </GovFormBody>
        )}
      </Details>
    </section>
  );
}
