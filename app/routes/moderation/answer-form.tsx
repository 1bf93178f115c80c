import { parseForm } from "~/forms/fields";
import { answerForm, judgementsOf } from "~/forms/second-look";
import type { Answer } from "~/rules/moderation/second-look";
import { type Judgement, judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import type { ToolDefinition } from "~/rules/tools/tools";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Table } from "~/ui/table";
import { GradeTag } from "~/ui/tags";

type Row = {
  code: string;
  name: string;
  auditor: Judgement | null;
  moderator: Judgement | null;
  stands: Judgement | null;
};

type Props = {
  tool: ToolDefinition;
  rows: Row[];
  /** What is recorded already and nobody else has confirmed. */
  recorded: Answer | null;
  version: number;
  written: Written;
  outcome: FormOutcome | undefined;
};

/** Every grade as it stands, to leave or to change; and one reason. */
export function AnswerForm({ tool, rows, recorded, version, written, outcome }: Props) {
  const standing = Object.fromEntries(rows.map(({ code, stands }) => [code, stands ?? ""]));
  const { overall, ...areas } =
    recorded?.kind === "changed"
      ? { ...standing, ...recorded.areas, overall: recorded.overall }
      : standing;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(answerForm(tool), entries),
    stored: { areas, overall, reason: recorded?.reason ?? "" },
    outcome,
  });
  const optionsOf = (code: string) => {
    const area = tool.areas.find((one) => one.code === code);
    const codes: readonly Judgement[] = area ? judgementsOf(area) : grades;
    return codes.map((value) => ({ value, label: judgementNames[value] }));
  };
  const tag = (judgement: Judgement | null) =>
    judgement ? <GradeTag judgement={judgement} /> : "Not graded";
  return (
    <WrittenBody form={form} version={version}>
      <Table
        caption="Grades"
        captionSize="m"
        compact
        onNarrow="lines"
        rows={rows}
        rowKey={(row) => row.code}
        columns={[
          { header: "Practice area", rowHeader: true, cell: (row) => row.name },
          { header: "Auditor", labelled: true, ownLine: true, cell: (row) => tag(row.auditor) },
          { header: "Moderator", labelled: true, cell: (row) => tag(row.moderator) },
          { header: "Final now", labelled: true, cell: (row) => tag(row.stands) },
          {
            header: "Final from now on",
            ownLine: true,
            labelled: true,
            cell: (row) => (
              <Select
                {...form.field(row.code === "overall" ? "overall" : `areas.${row.code}`)}
                label={`Final grade for ${row.name} from now on`}
                hideLabel
                options={optionsOf(row.code)}
              />
            ),
          },
        ]}
      />
      <TextArea
        {...form.field("reason")}
        label="The panel’s reason"
        labelSize="s"
        hint="Leave every grade as it is where the decision stands. The auditor reads this; it is kept as the reason of each grade that changes."
        rows={4}
      />
      <Button>Record the answer</Button>
    </WrittenBody>
  );
}
