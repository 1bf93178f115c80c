import { paths } from "~/paths";
import {
  type DrawEventKind,
  drawEventKinds,
  drawEventNames,
  notKnownInWords,
} from "~/rules/sampling/draw-events";
import { Button } from "~/ui/button";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";

export type Events = {
  /** Those of which the caseload knows anything. */
  known: DrawEventKind[];
  typed: Record<string, string>;
  chosen: { posted: Record<string, string>; words: string } | null;
  errors: Record<string, string>;
};

/** Which cases the draw below takes from: all that are open, or those of an event. */
export function DrawByEvent({ id, known, typed, chosen, errors }: Events & { id: string }) {
  const wrong = Object.keys(errors).length > 0;
  const unknown = drawEventKinds.filter((kind) => !known.includes(kind));
  const dateOf = (name: string) => ({
    day: typed[`${name}.day`] ?? "",
    month: typed[`${name}.month`] ?? "",
    year: typed[`${name}.year`] ?? "",
  });
  return (
    <>
      {chosen ? (
        <InsetText>
          The numbers below are of {chosen.words}, and so is the draw.{" "}
          <Link to={`${paths.exercises.cases(id)}#draw`}>Draw from all open cases instead</Link>
        </InsetText>
      ) : null}
      <Details summary="Draw by an event: closed, opened again, long on a plan" open={wrong}>
        <form method="get" action={`${paths.exercises.cases(id)}#draw`}>
          <Select
            id="event"
            name="event"
            label="Draw from"
            options={known.map((kind) => ({ value: kind, label: drawEventNames[kind] }))}
            emptyLabel="All open cases"
            defaultValue={typed.event ?? ""}
          />
          <div className="los-search">
            <DateField
              id="from"
              name="from"
              legend="First day of the period"
              error={errors.from}
              defaultValue={dateOf("from")}
            />
            <DateField
              id="to"
              name="to"
              legend="Last day of the period"
              error={errors.to}
              defaultValue={dateOf("to")}
            />
            {known.includes("long-plan") ? (
              <TextField
                id="months"
                name="months"
                label="Or longer on their plan than"
                hint="Months. Say below how many of which cohort."
                error={errors.months}
                defaultValue={typed.months ?? ""}
                inputMode="numeric"
                width={3}
              />
            ) : null}
          </div>
          {unknown.map((kind) => (
            <p key={kind} className="govuk-hint">
              {drawEventNames[kind]}: {notKnownInWords[kind]}
            </p>
          ))}
          <Button variant="secondary">Count these cases</Button>
        </form>
      </Details>
    </>
  );
}
