import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { areaFields, longText } from "~/forms/audit-draft";
import { asTyped } from "~/forms/autosave";
import { paths } from "~/paths";
import { fieldNames } from "~/rules/audits/content";
import { answerOf, shownPrompts } from "~/rules/tools/prompts";
import { isGradedArea, type ToolDefinition } from "~/rules/tools/tools";
import { draftOf, readEntries } from "~/server/drafts.server";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { AreaFields, shownField } from "~/ui/audit-tool/area-fields";
import { DraftBody, SaveButtons, useDraft } from "~/ui/autosave/draft-form";
import { Select } from "~/ui/inputs/select";
import { listTeams } from "~db/access/people.server";
import { listAnswers, valuesOf } from "~db/audits/answers.server";
import type { Audit } from "~db/audits/audits.server";
import { AuditPage } from "./audit-page";
import { findOpenTool, findWriting, saveDraft } from "./writing.server";

export const meta = () => [{ title: "Practice area - Audit - Line of Sight" }];

type Area = ToolDefinition["areas"][number];

function areaOf(guard: Guarded<Audit>, tool: ToolDefinition): Area {
  const area = tool.areas.find(({ code }) => code === guard.params.area);
  if (!area) throw notFound();
  return area;
}

const teamsOf = async ({ db }: Guarded<Audit>) =>
  (await listTeams(db)).map(({ id, name, retiredOn }) => ({ id, name, ended: retiredOn !== null }));

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, answers } = await findWriting(guard);
  const area = areaOf(guard, tool);
  const teams = await teamsOf(guard);
  const draft = draftOf(areaFields(area, teams), answers, guard.today);
  const chosen = new Set([guard.subject.teamId, ...Object.values(draft.values)]);
  return {
    frame,
    area,
    teams: teams.filter(({ id, ended }) => !ended || chosen.has(id)),
    caseTeamId: guard.subject.teamId,
    place: tool.areas.indexOf(area) + 1,
    of: tool.areas.length,
    draft,
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
  const brought = await firstBroughtUp(guard, area, form);
  if (brought) return redirect(`${paths.audits.area(id, area.code)}#${brought}`);
  const next = tool.areas[tool.areas.indexOf(area) + 1];
  if (next) return redirect(paths.audits.area(id, next.code));
  return redirect(tool.overall ? paths.audits.overall(id) : paths.audits.findings(id));
});

/**
 * The field of the first prompt that this save brings into view and that is not answered. Without
 * scripts it could not be seen before, so the page is shown again.
 */
async function firstBroughtUp(guard: Guarded<Audit>, area: Area, form: FormData) {
  const seen = form.get(shownField);
  if (typeof seen !== "string") return null;
  const values = valuesOf(await listAnswers(guard.db, guard.subject.id));
  const kept = (code: string) => values[fieldNames.areaPrompt(area.code, code)] ?? "";
  const found = shownPrompts(area.prompts, kept).find(
    (prompt) =>
      !seen.split(" ").includes(prompt.code) && answerOf(prompt, kept(prompt.code)) === null,
  );
  return found ? fieldNames.areaPrompt(area.code, found.code) : null;
}

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
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(fields),
    draft: stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <DraftBody draft={draft}>
      <AreaFields area={area} draft={draft} longest={longText}>
        {isGradedArea(area) ? (
          <Select
            {...draft.field(fieldNames.team(area.code))}
            label="Whose work was this?"
            hint="The grade counts for this team. Work at the front door counts for the front door, even when another team holds the case now."
            emptyLabel={`${frame.team}, who hold the case`}
            options={teams
              .filter(({ id }) => id !== caseTeamId)
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
      </AreaFields>
      <SaveButtons draft={draft} />
    </DraftBody>
  );
}
