import { parseForm } from "~/forms/fields";
import { drawForm } from "~/forms/sampling";
import { paths } from "~/paths";
import { counted, plural } from "~/rules/core/words";
import { strataChoices } from "~/rules/sampling/frame";
import { casesInWords } from "~/rules/sampling/sizes";
import { strataNames } from "~/rules/sampling/strata";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { Table } from "~/ui/table";
import type { DrawPlanView } from "./draw-plan.server";
import { DrawSumsTable } from "./draw-sums";

type Props = {
  exerciseId: string;
  plan: DrawPlanView;
  again: boolean;
  outcome: FormOutcome | undefined;
};

/** What the draw goes by on the left; who can then be drawn, and the draw itself, on the right. */
export function DrawPlanPage(props: Props) {
  return (
    <>
      <p className="los-lead">
        Chance decides which cases are audited. You decide what it works with; everything is kept,
        so that anyone can run the draw again and get the same list.
      </p>
      <div className="los-filter-layout">
        <Settings {...props} />
        <Preview {...props} />
      </div>
    </>
  );
}

function Settings({ exerciseId, plan, again }: Props) {
  const { settings, outcome } = plan;
  const form = useGovForm({
    stored: {
      strataBy: settings.strataBy,
      size: String(settings.size),
      months: settings.months === null ? "" : String(settings.months),
      weeks: settings.weeks === null ? "" : String(settings.weeks),
      sensitive: settings.sensitive ? ["yes"] : [],
    },
    outcome,
  });
  return (
    <section className="los-panel" aria-labelledby="settings">
      <h2 className="govuk-heading-m" id="settings">
        What the draw goes by
      </h2>
      <GovFormBody form={form} method="get" action={paths.exercises.draw(exerciseId)}>
        {again ? <input type="hidden" name="again" value="yes" readOnly /> : null}
        <TextField {...form.field("size")} label="Cases to draw" inputMode="numeric" width={4} />
        <Radios
          {...form.field("strataBy")}
          legend="Shared over"
          small
          options={strataChoices.map((value) => ({ value, label: strataNames[value] }))}
        />
        <TextField
          {...form.field("months")}
          label="Leave out cases audited in the last"
          suffix="months"
          inputMode="numeric"
          width={3}
        />
        <TextField
          {...form.field("weeks")}
          label="Leave out cases opened in the last"
          suffix="weeks"
          inputMode="numeric"
          width={3}
        />
        <Checkboxes
          {...form.list("sensitive")}
          legend="Sensitive cases"
          hideLegend
          small
          options={[{ value: "yes", label: "Leave out cases flagged as sensitive" }]}
        />
        <Button variant="secondary">Show who can be drawn</Button>
      </GovFormBody>
    </section>
  );
}

function Preview({ exerciseId, plan, again, outcome }: Props) {
  return (
    <section aria-labelledby="preview">
      <h2 className="govuk-heading-m" id="preview">
        Who can be drawn
      </h2>
      <p className="govuk-body">
        One child of each family can be drawn. Re-audits come in beside the draw: the months don’t
        hold for them.
      </p>
      <DrawSumsTable sums={plan.sums} />
      {plan.sums.canBeDrawn === 0 ? (
        <>
          <WarningText>{plan.refusal ?? "No case can be drawn"}</WarningText>
          <p className="govuk-body">
            <Link to={paths.exercises.one(exerciseId)}>Cancel</Link>
          </p>
        </>
      ) : (
        <Sizes exerciseId={exerciseId} plan={plan} again={again} outcome={outcome} />
      )}
    </section>
  );
}

/** What each group would give, sizes set by hand, and the draw itself. */
function Sizes({ exerciseId, plan, again, outcome }: Props) {
  const { settings, strata } = plan;
  const form = useGovForm({
    check: (entries) => parseForm(drawForm, entries),
    stored: {
      sizes: Object.fromEntries(
        strata.map(({ key, byHand }) => [key, byHand === null ? "" : String(byHand)]),
      ),
    },
    outcome: outcome ?? plan.tooLarge ?? undefined,
  });
  const hidden = {
    strataBy: settings.strataBy,
    size: String(settings.size),
    months: settings.months === null ? "" : String(settings.months),
    weeks: settings.weeks === null ? "" : String(settings.weeks),
    sensitive: settings.sensitive ? "yes" : "",
  };
  return (
    <GovFormBody form={form}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      {plan.refusal ? <WarningText>{plan.refusal}</WarningText> : null}
      {settings.size === plan.planned ? null : (
        <InsetText>
          {casesInWords(plan.planned)} {plural(plan.planned, "was", "were")} planned; this draws{" "}
          {settings.size}, {Math.abs(plan.planned - settings.size)}{" "}
          {settings.size < plan.planned ? "fewer" : "more"}. The plan stays as it is, and both
          numbers are shown wherever the cycle is reported.
        </InsetText>
      )}
      <Table
        caption={`${casesInWords(settings.size)}, ${strataNames[settings.strataBy].toLowerCase()}`}
        rows={strata}
        rowKey={(stratum) => stratum.key}
        compact
        columns={[
          { header: "Group", rowHeader: true, cell: (stratum) => stratum.name },
          { header: "Can be drawn", numeric: true, cell: (stratum) => stratum.population },
          { header: "Would give", numeric: true, cell: (stratum) => stratum.size ?? "–" },
          {
            header: "Set by hand",
            numeric: true,
            cell: (stratum) => (
              <div className="los-cell-input">
                <TextField
                  {...form.field(`sizes.${stratum.key}`)}
                  label={`Cases from ${stratum.name}, set by hand`}
                  hideLabel
                  inputMode="numeric"
                  width={2}
                />
              </div>
            ),
          },
        ]}
      />
      {/* First in the form, so that the Enter key never draws. */}
      <Button variant="secondary" name="intent" value="preview">
        Work the numbers out again
      </Button>
      <p className="govuk-body">
        Each group gives in proportion to its families, and at least one case. A number set by hand
        stays; the other groups share the rest.
        {plan.spanning > 0
          ? ` ${counted(plan.spanning, "family has", "families have")} children in more than one group: which child stands for them is left to the draw, so that a number may come out a little different.`
          : ""}
      </p>
      {again ? (
        <>
          <WarningText>
            This replaces the cases drawn before and their allocation. The earlier draw is kept and
            stays on record.
          </WarningText>
          <TextArea {...form.field("reason")} label="Why are the cases drawn again?" rows={2} />
        </>
      ) : null}
      <ButtonGroup>
        <Button name="intent" value="draw">
          {again ? "Draw again" : `Draw ${casesInWords(settings.size)}`}
        </Button>
        <Link to={again ? paths.exercises.draw(exerciseId) : paths.exercises.one(exerciseId)}>
          Cancel
        </Link>
      </ButtonGroup>
    </GovFormBody>
  );
}
