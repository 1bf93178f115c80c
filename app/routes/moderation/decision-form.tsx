import { parseForm } from "~/forms/fields";
import { decisionForm, decisionNames, themeRows } from "~/forms/moderation";
import type { QualityNote } from "~/rules/moderation/quality";
import { blindQuestions, revealedQuestions } from "~/rules/moderation/quality";
import { type Judgement, judgementNames, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { gradedAreas, type ToolDefinition } from "~/rules/tools/tools";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import type { PanelDecision } from "~db/moderation/decisions.server";
import { AuditQuality } from "./audit-quality";
import { type Compared, ComparedRow, ComparedRows, differs } from "./comparison";
import { QualityQuestions } from "./quality-questions";

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
};

const options = (codes: readonly Judgement[]) =>
  codes.map((value) => ({ value, label: judgementNames[value] }));

/** What is recorded, as the form holds it: a reason stands where the grade differs from the auditor's. */
function storedOf(recorded: PanelDecision, auditor: Record<string, Judgement>) {
  const { quality, feedback, themes } = recorded;
  const common = {
    decision: recorded.kind,
    quality,
    feedback,
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
  const { tool, rows, version, quality, recorded, others, written, outcome, you } = props;
  const auditor = Object.fromEntries(rows.map((row) => [row.code, row.auditor.judgement]));
  const agreed = (code: string) => {
    const row = rows.find((one) => one.code === code);
    return row && !differs(row) ? row.auditor.judgement : "";
  };
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(decisionForm(tool, auditor), entries),
    stored: recorded
      ? storedOf(recorded, auditor)
      : {
          areas: Object.fromEntries(
            gradedAreas(tool).map(({ code }) => [code, { grade: agreed(code) }]),
          ),
          overall: { grade: agreed("overall") },
          quality,
        },
    outcome,
  });
  const codesOf = (code: string): readonly Judgement[] => {
    const area = tool.areas.find((one) => one.code === code);
    if (!area) return grades;
    return judgements.filter((one) => one !== "not-applicable" || area.mayNotApply);
  };
  return (
    <WrittenBody form={form} version={version}>
      <ComparedRows
        rows={rows}
        make={(row) => {
          const name = row.code === "overall" ? "overall" : `areas.${row.code}`;
          return (
            <ComparedRow key={row.code} row={row} you={you}>
              <div className="los-compared__decision">
                <Select
                  {...form.field(`${name}.grade`)}
                  label={
                    <>
                      Final grade<span className="govuk-visually-hidden"> for {row.name}</span>
                    </>
                  }
                  options={options(codesOf(row.code))}
                  emptyLabel="Choose the final grade"
                />
                <TextArea
                  {...form.field(`${name}.reason`)}
                  label={
                    <>
                      The panel’s reason
                      <span className="govuk-visually-hidden"> for {row.name}</span>
                    </>
                  }
                  hint="Needed where the final grade differs from the auditor’s"
                  rows={2}
                />
              </div>
            </ComparedRow>
          );
        }}
      />
      <h2 className="govuk-heading-m">The audit itself</h2>
      <p className="govuk-body">
        What the moderator answered from the evidence, and two questions that the auditor’s reasons
        now allow.
      </p>
      <AuditQuality quality={quality} questions={blindQuestions} />
      <QualityQuestions form={form} questions={revealedQuestions} />
      <h2 className="govuk-heading-m">What the panel decides</h2>
      <Radios
        {...form.field("decision")}
        legend="Is this audit final?"
        legendSize="s"
        options={[
          {
            value: "final",
            label: decisionNames.final,
            hint: "With the final grades chosen above. They can’t be changed afterwards.",
          },
          {
            value: "returned",
            label: decisionNames.returned,
            hint: "The audit is corrected, submitted again, and graded afresh by the same moderator.",
            conditional: (
              <>
                <TextArea
                  {...form.field("whatToMend")}
                  label="What the auditor must correct"
                  rows={3}
                />
                <DateField {...form.date("dueOn")} legend="By when" hint="For example, 24 4 2024" />
              </>
            ),
          },
        ]}
      />
      <TextArea
        {...form.field("feedback")}
        label="Feedback to the auditor"
        labelSize="s"
        hint="What was done well, and what to do differently next time. Needed when the audit is made final."
      />
      <Details summary="Add themes for the whole service">
        <p className="govuk-body">
          What this audit shows of practice across the service. Themes go into the cycle report;
          name no child and no worker.
        </p>
        {themeRows.map((row) => (
          <div key={row}>
            <TextArea {...form.field(`themes.${row}.text`)} label={`Theme ${row + 1}`} rows={2} />
            <Radios
              {...form.field(`themes.${row}.kind`)}
              legend={`Theme ${row + 1} is`}
              hideLegend
              inline
              small
              options={[
                { value: "development", label: "An area for development" },
                { value: "strength", label: "A strength" },
              ]}
            />
          </div>
        ))}
      </Details>
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
      <p className="govuk-body">It counts once one other person of the panel has confirmed it.</p>
      <Button>Record the decision</Button>
    </WrittenBody>
  );
}
