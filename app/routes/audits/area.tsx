import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { areaFields, longText, promptAnswerNames } from "~/forms/audit-draft";
import { paths } from "~/paths";
import { fieldNames } from "~/rules/audit-content";
import type { Judgement } from "~/rules/grades";
import { promptAnswers, type ToolDefinition } from "~/rules/tools";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { AnswerRow } from "~/ui/inputs/answer-row";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import type { Audit } from "~db/audits.server";
import { listTeams } from "~db/people.server";
import { AuditPage } from "./audit-page";
import { DraftBody, type DraftForm, SaveButtons, useDraft } from "./draft-form";
import { draftOf, findOpenTool, findWriting, readEntries, saveDraft } from "./writing.server";

export const meta = () => [{ title: "Practice area - Audit - Line of Sight" }];

type Area = ToolDefinition["areas"][number];

function areaOf(guard: Guarded<Audit>, tool: ToolDefinition): Area {
  const area = tool.areas.find(({ code }) => code === guard.params.area);
  if (!area) throw notFound();
  return area;
}

const teamsOf = async ({ db }: Guarded<Audit>) =>
  (await listTeams(db)).map(({ id, name }) => ({ id, name }));

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, answers } = await findWriting(guard);
  const area = areaOf(guard, tool);
  const teams = await teamsOf(guard);
  return {
    frame,
    area,
    teams,
    caseTeamId: guard.subject.teamId,
    place: tool.areas.indexOf(area) + 1,
    of: tool.areas.length,
    draft: draftOf(areaFields(area, teams), answers, guard.today),
  };
});

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const tool = await findOpenTool(guard);
  const area = areaOf(guard, tool);
  const form = await readEntries(guard.request);
  const refused = await saveDraft(guard, areaFields(area, await teamsOf(guard)), form);
  if (refused) return refused;
  const { id } = guard.subject;
  if (form.get("intent") === "back") return redirect(paths.audits.one(id));
  const next = tool.areas[tool.areas.indexOf(area) + 1];
  if (next) return redirect(paths.audits.area(id, next.code));
  return redirect(tool.overall ? paths.audits.overall(id) : paths.audits.findings(id));
});

export default function AreaPage() {
  const { frame, area, place, of } = useLoaderData<typeof loader>();
  return (
    <AuditPage
      frame={frame}
      title={area.name}
      caption={`Audit of ${frame.reference}: practice area ${place} of ${of}`}
      lead={area.about}
      current={area.code}
    >
      <AreaForm key={area.code} />
    </AuditPage>
  );
}

function AreaForm() {
  const { frame, area, teams, caseTeamId, draft: stored } = useLoaderData<typeof loader>();
  const fields = areaFields(area, teams);
  const draft = useDraft({ fields, draft: stored, outcome: useActionData<typeof action>() });
  return (
    <DraftBody draft={draft}>
      <h2 className="govuk-heading-m">What you found on the record</h2>
      {area.prompts.map((prompt) => (
        <PromptRow key={prompt.code} area={area.code} prompt={prompt} draft={draft} />
      ))}
      <TextArea
        {...draft.field(fieldNames.commentary(area.code))}
        label="Commentary"
        labelSize="m"
        hint="What you saw, and what difference it made to this child. No names."
        rows={7}
        maxLength={longText}
      />
      <GradeRadios
        {...draft.field(fieldNames.grade(area.code))}
        defaultValue={draft.value(fieldNames.grade(area.code)) as Judgement | ""}
        legend={`Your grade for ${area.name.toLowerCase()}`}
        legendSize="m"
        hint="Read all four before you choose."
        descriptors={area.descriptors}
        notApplicable={
          area.mayNotApply ? "There was no such work in the time you look back on." : undefined
        }
        notJudged="You could not see enough to judge, for example because the record is restricted."
      />
      <TextArea
        {...draft.field(fieldNames.rationale(area.code))}
        label="Why this grade?"
        labelSize="m"
        hint="Someone who has not read the case should be able to follow how you got there."
        rows={5}
        maxLength={longText}
      />
      <Select
        {...draft.field(fieldNames.team(area.code))}
        label="Whose work was this?"
        hint="The grade counts for this team. Work at the front door counts for the front door, even when another team holds the case now."
        emptyLabel={`${frame.team}, who hold the case`}
        options={teams
          .filter(({ id }) => id !== caseTeamId)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SaveButtons saved={draft.saved} />
    </DraftBody>
  );
}

function PromptRow({
  area,
  prompt,
  draft,
}: {
  area: string;
  prompt: Area["prompts"][number];
  draft: DraftForm;
}) {
  const note = draft.field(fieldNames.areaPromptNote(area, prompt.code));
  return (
    <AnswerRow
      {...draft.field(fieldNames.areaPrompt(area, prompt.code))}
      question={prompt.text}
      hint={prompt.guidance}
      options={promptAnswers.map((code) => ({ value: code, label: promptAnswerNames[code] }))}
      note={
        <Details
          summary={note.defaultValue ? "Your note" : "Add a note"}
          open={note.defaultValue !== "" || note.error !== undefined}
        >
          <TextArea {...note} label={`Note on “${prompt.text}”`} hideLabel rows={2} />
        </Details>
      }
    />
  );
}
