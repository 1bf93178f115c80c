import { parseForm } from "~/forms/fields";
import { acceptWords, decisionForm, decisionNames, inPageOrder } from "~/forms/moderation";
import { type Compared, gradedBefore, isAgreed } from "~/rules/moderation/comparison";
import type { QualityNote } from "~/rules/moderation/quality";
import { answeredQuality, blindQuestions, revealedQuestions } from "~/rules/moderation/quality";
import { type Judgement, judgementNames, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { gradedAreas, type ToolDefinition } from "~/rules/tools/tools";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import type { PanelDecision } from "~db/moderation/decisions.server";
import { AuditQuality } from "./audit-quality";
import { CompareTable } from "./comparison";
import { QualityQuestions } from "./quality-questions";
import { ThemeFields } from "./theme-fields";

type Props = {
  tool: ToolDefinition;
  rows: Compared[];
  version: number;
  /** What was answered about the audit before the panel met. */
  quality: Record<string, QualityNote>;
  /** What is recorded already and nobody else has confirmed. */
  recorded: PanelDecision | null;
  /** Who else counts, and may have been there. */
  others: { id: string; name: string }[];
  written: Written;
  outcome: FormOutcome | undefined;
  you: "moderator" | undefined;
  names: { auditor: string | null; moderator: string | null };
};

/** What is recorded, as the form holds it: a reason stands where the grade differs from the auditor's. */
function storedOf(recorded: PanelDecision, auditor: Record<string, Judgement>) {
  const { quality, feedback, themes } = recorded;
  const common = {
    decision: recorded.kind,
    quality,
    feedback,
    accept: "yes",
    themes: Object.fromEntries(themes.map((theme, row) => [String(row), theme])),
  };
  if (recorded.kind === "returned") {
    return { ...common, whatToMend: recorded.whatToMend, dueOn: recorded.dueOn };
  }
  const made = (code: string, { judgement, reason }: { judgement: Judgement; reason: string }) => ({
    grade: judgement,
    reason: judgement === auditor[code] ? "" : reason,
  });
  return {
    ...common,
    areas: Object.fromEntries(
      Object.entries(recorded.areas).map(([code, area]) => [code, made(code, area)]),
    ),
    overall: made("overall", recorded.overall),
  };
}

/** What the panel decides: a final grade beside each pair, or the way back to the auditor. */
export function DecisionForm(props: Props) {
  const { tool, rows, version, quality, recorded, others, written, outcome, you, names } = props;
  const before = gradedBefore(rows);
  const agreed = rows.filter(isAgreed);
  const apart = rows.filter((row) => !isAgreed(row));
  const given = (code: string) => ({
    grade: before.agreed.includes(code) ? before.auditor[code] : "",
  });
  const form = useWrittenForm({
    written,
    check: (entries) => {
      const read = parseForm(decisionForm(tool, before), entries);
      return read.ok ? read : { ok: false, errors: inPageOrder(read.errors, before) };
    },
    stored: recorded
      ? storedOf(recorded, before.auditor)
      : {
          areas: Object.fromEntries(gradedAreas(tool).map(({ code }) => [code, given(code)])),
          overall: given("overall"),
          quality,
        },
    outcome,
  });
  const optionsOf = (code: string) => {
    const area = tool.areas.find((one) => one.code === code);
    const codes: readonly Judgement[] = area
      ? judgements.filter((one) => one !== "not-applicable" || area.mayNotApply)
      : grades;
    return codes.map((value) => ({
      value,
      label: judgementNames[value],
      needsNoWhy: value === before.auditor[code],
    }));
  };
  const table = (shown: Compared[], caption: string) => (
    <CompareTable
      rows={shown}
      caption={caption}
      you={you}
      names={names}
      decide={(row) => {
        const name = row.code === "overall" ? "overall" : `areas.${row.code}`;
        return {
          final: (
            <Select
              {...form.field(`${name}.grade`)}
              label={`Final grade for ${row.name}`}
              hideLabel
              options={optionsOf(row.code)}
              emptyLabel="Choose"
            />
          ),
          why: (
            <div className="los-why">
              <TextArea
                {...form.field(`${name}.reason`)}
                label={
                  <>
                    Why the final grade differs from the auditor’s
                    <span className="govuk-visually-hidden">: {row.name}</span>
                  </>
                }
                rows={2}
                keptInView
              />
            </div>
          ),
        };
      }}
    />
  );
  const blind = blindQuestions(tool).map(({ code }) => code);
  const answered = answeredQuality(quality, tool).filter(({ code }) => blind.includes(code));
  const isWrong = agreed.some(({ code }) =>
    ["grade", "reason"].some(
      (field) => form.errors[`${code === "overall" ? code : `areas.${code}`}.${field}`],
    ),
  );
  return (
    <WrittenBody form={form} version={version}>
      <h2 className="govuk-heading-m">Is the practice graded rightly?</h2>
      {apart.length > 0 ? table(apart, "Where the grades differ") : null}
      {agreed.length > 0 ? (
        <div className="los-agreed">
          <Checkboxes
            {...form.list("accept")}
            legend="The grades that both gave"
            hideLegend
            small
            options={[
              {
                value: "yes",
                label: acceptWords(agreed.length),
                hint: agreed
                  .map(({ name, auditor }) => `${name}: ${judgementNames[auditor.judgement]}`)
                  .join("; "),
              },
            ]}
          />
          <Details
            summary={`Look at the ${agreed.length} agreed, or choose otherwise`}
            open={isWrong}
          >
            {table(agreed, "Where the grades agree")}
          </Details>
        </div>
      ) : null}
      <h2 className="govuk-heading-m">Apart from its grades: is the audit itself sound?</h2>
      <AuditQuality answered={answered} />
      <div className="los-side-by-side">
        <QualityQuestions form={form} questions={revealedQuestions(tool)} />
      </div>
      <div className="los-decision">
        <Radios
          {...form.field("decision")}
          legend="What the panel decides"
          legendSize="m"
          small
          options={[
            {
              value: "final",
              label: decisionNames.final,
              hint: "With the final grades above, which can’t be changed afterwards.",
            },
            {
              value: "returned",
              label: decisionNames.returned,
              hint: "It is corrected, submitted again, and graded afresh by the same moderator.",
              conditional: (
                <>
                  <TextArea
                    {...form.field("whatToMend")}
                    label="What the auditor must correct"
                    rows={3}
                  />
                  <DateField
                    {...form.date("dueOn")}
                    legend="By when"
                    hint="For example, 24 4 2024"
                  />
                </>
              ),
            },
          ]}
        />
        <TextArea
          {...form.field("feedback")}
          label="Feedback to the auditor"
          labelSize="m"
          hint="What was done well, and what to do differently. Needed to make it final."
          rows={3}
        />
      </div>
      <div className="los-folds">
        <ThemeFields form={form} />
        {others.length > 0 ? (
          <Details summary="Say who took this decision with you">
            <Checkboxes
              {...form.list("present")}
              legend="Who else was there"
              legendSize="s"
              hint="Each is told, and confirms by their own sign-in; whoever else of the panel counts can confirm it too."
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Details>
        ) : null}
      </div>
      <ButtonGroup>
        <Button>Record the decision</Button>
        <p className="govuk-body-s">One other person of the panel then confirms it.</p>
      </ButtonGroup>
    </WrittenBody>
  );
}
