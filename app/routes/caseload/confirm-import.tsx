import { paths } from "~/paths";
import { annexLists, listCohorts } from "~/rules/caseload/annex-a-headings";
import { type Cohort, cohortNames } from "~/rules/caseload/caseload";
import { type Closing, closesMany, countClosing, listMany } from "~/rules/caseload/closing";
import { counted, plural } from "~/rules/core/words";
import { type DateOrder, type OrderQuestion, orderInForce } from "~/rules/imports/date-order";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { DateOrderChoice } from "./date-order";

type Data = {
  id: string;
  version: number;
  kind: "csv" | "workbook" | "annex-a";
  counted: { bad: number; unmapped: number };
  closing: Closing;
  dates: OrderQuestion | null;
  dateOrder: DateOrder | "";
};

/** The list of Annex A that holds a cohort. */
const listOf = (cohort: Cohort): string =>
  annexLists.find((list) => listCohorts[list] === cohort) ?? "The list";

/** "(care leaver: 60 of 60)", or nothing. */
const ofCohorts = (many: ReturnType<typeof listMany>): string => {
  const each = many.map(
    ({ cohort, count, open }) =>
      `${cohortNames[cohort].toLowerCase()}: ${count.toLocaleString("en-GB")} of ${open.toLocaleString("en-GB")}`,
  );
  return each.length > 0 ? ` (${each.join(", ")})` : "";
};

const rows = (n: number, what: string): string => `${counted(n, "row", "rows")} ${what}`;

/** The choices that are nobody else's to make, and the buttons. */
export function ConfirmImport({ data, outcome }: { data: Data; outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    stored: { dateOrder: data.dates ? orderInForce(data.dates, data.dateOrder) : "" },
    outcome,
  });
  const { id, kind, counted, closing, version } = data;
  const { absent, open } = closing;
  const typed = outcome?.typed.complete;
  const complete = Array.isArray(typed) ? typed.map(String) : [];
  const count = countClosing(closing, complete);
  return (
    <GovFormBody form={form} version={version}>
      {data.dates ? <DateOrderChoice form={form} question={data.dates} /> : null}
      {counted.unmapped > 0 ? (
        <Checkboxes
          {...form.list("leaveUnmapped")}
          legend="Teams and cohorts that are not known here"
          legendSize="s"
          hint={
            <>
              Better:{" "}
              <Link to={paths.caseload.importNames(id)}>choose what each of them means</Link>.
            </>
          }
          options={[
            {
              value: "yes",
              label: `Leave out the ${rows(counted.unmapped, "of teams or cohorts that are not known here")}`,
            },
          ]}
        />
      ) : null}
      {counted.bad > 0 ? (
        <Checkboxes
          {...form.list("leaveOut")}
          legend="Bad rows"
          legendSize="s"
          options={[
            {
              value: "yes",
              label:
                counted.bad === 1
                  ? "Leave out the bad row"
                  : `Leave out the ${counted.bad.toLocaleString("en-GB")} bad rows`,
              hint: "Each is listed below with its place and the reason. Without this nothing can be imported.",
            },
          ]}
        />
      ) : null}
      {absent.length > 0 ? (
        <Checkboxes
          {...form.list("complete")}
          legend="Cases that the file does not name"
          legendSize="s"
          hint="Tick only where the file is complete. What you leave empty stays open."
          options={absent.map(({ cohort, count, open: ofOpen }) => ({
            value: cohort,
            label:
              kind === "annex-a"
                ? `${listOf(cohort)} is complete: ${cohortNames[cohort].toLowerCase()}`
                : `The list is complete for ${cohortNames[cohort].toLowerCase()}`,
            hint: `Closes ${count.toLocaleString("en-GB")} of ${ofOpen.toLocaleString("en-GB")} open ${plural(ofOpen, "case", "cases")}: the file does not name ${plural(count, "it", "them")}`,
          }))}
        />
      ) : null}
      {outcome?.errors.closeMany !== undefined || closesMany(closing, complete) ? (
        <>
          <WarningText>
            This import would close {count.toLocaleString("en-GB")} of{" "}
            {open.toLocaleString("en-GB")} open cases{ofCohorts(listMany(closing, complete))}. Is
            the file the whole caseload, or only a part of it?
          </WarningText>
          <Checkboxes
            {...form.list("closeMany")}
            legend="Closing many cases"
            legendSize="s"
            options={[
              {
                value: String(count),
                label: `Yes, close ${count.toLocaleString("en-GB")} of ${open.toLocaleString("en-GB")} open cases`,
              },
            ]}
          />
        </>
      ) : null}
      <ButtonGroup>
        <Button name="intent" value="confirm">
          Confirm and import
        </Button>
        <Button name="intent" value="discard" variant="secondary">
          Discard
        </Button>
      </ButtonGroup>
    </GovFormBody>
  );
}

/** What was refused, where there is nothing to choose any more. */
export function RefusedImport({ outcome }: { outcome: FormOutcome }) {
  const form = useGovForm({ outcome });
  return <GovFormBody form={form}>{null}</GovFormBody>;
}
