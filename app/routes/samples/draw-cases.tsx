import { parseForm } from "~/forms/fields";
import { drawSampleForm } from "~/forms/samples";
import { type Cohort, cohortNames } from "~/rules/caseload/caseload";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { DrawByEvent, type Events } from "./draw-by-event";

/** A random draw with a number for each cohort, kept so that anyone can run it again. */
export function DrawCases({
  exercise,
  cases,
  cohorts,
  events,
  outcome,
}: {
  exercise: { id: string; version: number; size: number };
  cases: readonly unknown[];
  cohorts: { cohort: Cohort; population: number }[];
  events: Events;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(drawSampleForm, entries), outcome });
  const posted = events.chosen?.posted ?? {};
  const again = cases.length > 0;
  return (
    <section aria-labelledby="draw">
      <h2 className="govuk-heading-m" id="draw">
        {again ? "Draw again" : "Draw at random"}
      </h2>
      <p className="govuk-body">
        Say how many of each cohort; the plan is for {exercise.size} in all. One child of a family
        is drawn, and sensitive cases are left out.{" "}
        {again ? "The cases above make way for the new ones; the earlier draw is kept." : null}
      </p>
      <DrawByEvent id={exercise.id} {...events} />
      <GovFormBody form={form} version={exercise.version}>
        <input type="hidden" name="intent" value="draw" />
        {Object.entries(posted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} readOnly />
        ))}
        <div className="los-numbers">
          {cohorts.map(({ cohort, population }) => (
            <TextField
              key={cohort}
              {...form.field(`sizes.${cohort}`)}
              label={cohortNames[cohort]}
              hint={`of ${population}`}
              inputMode="numeric"
              width={3}
            />
          ))}
        </div>
        <Checkboxes
          {...form.list("leaveOutAudited")}
          legend="Leave out"
          hideLegend
          small
          options={[{ value: "yes", label: "Leave out cases of a recent core audit" }]}
        />
        {again ? (
          <TextArea {...form.field("redrawReason")} label="Why they are drawn anew" rows={2} />
        ) : null}
        <Button variant={again ? "secondary" : "primary"}>
          {again ? "Draw again" : "Draw the cases"}
        </Button>
      </GovFormBody>
    </section>
  );
}
