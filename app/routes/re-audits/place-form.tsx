import { parseForm } from "~/forms/fields";
import { onItsOwn, placeForm } from "~/forms/re-audits";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";

/** Where, by whom and by when: a cycle that is under way or planned, or on its own. */
export function PlaceReAudit({
  version,
  places,
  auditors,
  dueOn,
  outcome,
}: {
  version: number;
  places: { id: string; title: string; hint: string }[];
  auditors: { id: string; name: string; objections: string[] }[];
  /** By when it has to be done; null once that has passed. */
  dueOn: string | null;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(placeForm, entries),
    stored: places.length === 0 ? { place: onItsOwn } : {},
    outcome,
  });
  const objected = auditors.some(({ objections }) => objections.length > 0);
  return (
    <>
      <h2 className="govuk-heading-m">Allocate the re-audit</h2>
      <GovFormBody form={form} version={version} labels={{ state: "State" }}>
        <input type="hidden" name="intent" value="place" />
        <Radios
          {...form.field("place")}
          legend="Where is it audited?"
          legendSize="s"
          options={[
            ...places.map(({ id, title, hint }) => ({ value: id, label: title, hint })),
            {
              value: onItsOwn,
              label: "On its own",
              hint: "It starts at once, and the moderators of the latest cycle moderate it.",
            },
          ]}
        />
        <Radios
          {...form.field("auditorId")}
          legend="Who audits it?"
          legendSize="s"
          options={auditors.map(({ id, name, objections }) => ({
            value: id,
            label: name,
            hint: objections.length > 0 ? objections.join(" ") : undefined,
          }))}
          small
        />
        {objected ? (
          <TextArea
            {...form.field("override")}
            label="Reason for choosing someone with something against them"
            hint="It is kept, and shown with the audit and in the report."
            rows={3}
          />
        ) : null}
        {dueOn ? (
          <DateField
            {...form.date("dueOn")}
            legend="By when?"
            legendSize="s"
            hint={`Leave it empty for the date of the cycle, but ${dueOn} at the latest. A cycle that is not released yet sets the date then.`}
          />
        ) : (
          <p className="govuk-body">
            It is overdue, and stays so until it is done, wherever it is audited.
          </p>
        )}
        <Button>Allocate the re-audit</Button>
      </GovFormBody>
    </>
  );
}
