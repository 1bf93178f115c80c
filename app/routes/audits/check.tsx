import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { reasonFields } from "~/forms/audit-draft";
import { declarationForm } from "~/forms/audits";
import { asTyped } from "~/forms/autosave";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { consistencyPrompts } from "~/rules/audits/consistency";
import { fieldNames, textLimits } from "~/rules/audits/content";
import type { Problem } from "~/rules/audits/readiness";
import { heardBefore } from "~/rules/audits/voice-dates";
import { draftOf, readEntries } from "~/server/drafts.server";
import { guarded } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { auditFromUrl } from "~/server/subjects.server";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { Button, ButtonGroup } from "~/ui/button";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";
import type { ErrorHandle } from "~/ui/page-errors";
import { ReflectionText } from "~/ui/practitioner/reflection-text";
import { listTeams } from "~db/access/people.server";
import { openAudit } from "~db/audits/audits.server";
import { listFindings } from "~db/audits/findings.server";
import { findReflection } from "~db/audits/reflections.server";
import { transact } from "~db/core/open.server";
import { listAuditActions } from "~db/operations/audits/actions.server";
import { findContent, submitAudit } from "~db/operations/audits/submission.server";
import { mayReflect } from "~db/people/reflecting.server";
import { AuditPage } from "./audit-page";
import { CheckAreas, CheckFound, CheckOverall, CheckVoices } from "./check-answers";
import { gapsOf, PromptFix, placeOf } from "./check-gaps";
import { closedToAuditor, findOpenTool, findWriting, saveDraft } from "./writing.server";

export const meta = () => [{ title: "Check your answers - Audit - Line of Sight" }];

export const handle: ErrorHandle = {
  errorHref: (name, { auditId = "" }) => placeOf(auditId, name),
};

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, answers, content, problems, audit } = await findWriting(guard);
  const { db } = guard;
  const prompts = consistencyPrompts(content, tool);
  return {
    frame,
    tool,
    content,
    problems,
    prompts,
    heardBefore: heardBefore(content.voices, audit.openedOn),
    teams: await listTeams(db),
    findings: await listFindings(db, { exerciseId: audit.exerciseId, auditId: audit.id }),
    actions: await listAuditActions(db, audit.id),
    reflection: await findReflection(db, audit.id),
    mayReflect: await mayReflect(db, audit.workerId),
    draft: draftOf(reasonFields(prompts), answers, guard.today),
    notAdded: (["finding", "action"] as const).filter((kind) =>
      answers.some(({ field, value }) => value !== "" && field.startsWith(`draft.${kind}.`)),
    ),
  };
});

const declareFirst = "Tick to confirm before you submit";

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const { db, subject: audit, stamp, actor } = guard;
  const tool = await findOpenTool(guard);
  const entries = await readEntries(guard.request);
  const form = parseForm(
    declarationForm,
    [...entries].filter(([name]) => name === "intent" || name === "declared"),
  );
  const typed = Object.fromEntries(
    [...entries].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  if (!form.ok) return refuse({ errors: { "": "Choose to submit or to come back later" }, typed });
  const prompts = consistencyPrompts(await findContent(db, audit, tool), tool);
  const refused = await saveDraft(guard, reasonFields(prompts), entries);
  if (refused) return refused;
  if (form.value.intent === "save") return redirect(paths.audits.one(audit.id));
  if (!form.value.declared) {
    const { problems } = await findWriting(guard);
    return refuse({ errors: { ...errorsOf(problems), declared: declareFirst }, typed });
  }
  const by = { ...stamp, actorId: actor.id };
  const result = await transact(db, async (tx) => {
    const locked = await openAudit(tx, by, audit.id);
    return locked ? submitAudit(tx, by, audit, locked, tool) : null;
  });
  if (!result) throw closedToAuditor(audit.state);
  if (result.ok) return redirect(paths.audits.submitted(audit.id));
  if ("message" in result) return refuse({ errors: { "": result.message }, typed });
  return refuse({ errors: errorsOf(result.problems), typed });
});

const errorsOf = (problems: readonly Problem[]): Record<string, string> =>
  Object.fromEntries(problems.map(({ where, message }) => [where, message]));

export default function Check() {
  const data = useLoaderData<typeof loader>();
  const { frame, tool, content, problems, prompts, teams, reflection } = data;
  const outcome = useActionData<typeof action>();
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(reasonFields(prompts)),
    draft: data.draft,
    outcome,
  });
  const elsewhere = problems.filter(({ where }) => !where.startsWith("prompt."));
  return (
    <AuditPage frame={frame} title="Check your answers" current="check">
      <DraftBody draft={draft}>
        {outcome || elsewhere.length === 0 ? null : (
          <InsetText>
            <h2 className="govuk-heading-s">Before you can submit</h2>
            <ul className="govuk-list govuk-list--bullet">
              {gapsOf(frame, elsewhere).map(({ href, words }) => (
                <li key={href}>
                  <a className="govuk-link" href={href}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </InsetText>
        )}
        {data.notAdded.map((kind) => (
          <InsetText key={kind}>
            You typed {kind === "finding" ? "a finding" : "an action"} and have not added it:{" "}
            <a
              className="govuk-link"
              href={
                kind === "finding"
                  ? paths.audits.findings(frame.id)
                  : paths.audits.actions(frame.id)
              }
            >
              add it or throw it away
            </a>
            . It is not submitted as it stands.
          </InsetText>
        ))}
        {data.heardBefore.length > 0 ? (
          <InsetText>
            {data.heardBefore.map((words) => (
              <p className="govuk-body" key={words}>
                {words}
              </p>
            ))}
          </InsetText>
        ) : null}
        <CheckVoices auditId={frame.id} voices={content.voices} />
        {reflection ? (
          <>
            <h2 className="govuk-heading-m">The practitioner’s own reflection</h2>
            <ReflectionText reflection={reflection} />
          </>
        ) : null}
        <CheckAreas frame={frame} tool={tool} content={content} teams={teams} />
        {tool.overall ? <CheckOverall auditId={frame.id} overall={content.overall} /> : null}
        <CheckFound
          auditId={frame.id}
          tool={tool}
          findings={data.findings}
          actions={data.actions}
        />
        {prompts.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">Questions this audit raises</h2>
            <p className="govuk-body">
              Your judgement stands. The moderator reads your reasons after grading.
            </p>
            {prompts.map(({ code, message }) => (
              <TextArea
                key={code}
                {...draft.field(fieldNames.promptReason(code))}
                label={message}
                hint={<PromptFix code={code} auditId={frame.id} />}
                labelSize="s"
                rows={3}
                maxLength={textLimits.reason}
              />
            ))}
          </>
        ) : null}
        <h2 className="govuk-heading-m">Submit this audit</h2>
        <p className="govuk-body">
          {data.mayReflect ? `${frame.worker} and their team manager` : "The team manager"} can read
          findings and actions at once, and your grades as provisional. You can’t change anything
          after this unless the panel returns the audit to you.
        </p>
        <Checkboxes
          id="declared"
          name="declared"
          legend="Your declaration"
          hideLegend
          error={draft.form.errors.declared}
          options={[
            {
              value: "yes",
              label:
                "I read the record, I am independent of this case, and these are my own judgements",
            },
          ]}
        />
        <ButtonGroup>
          <Button name="intent" value="submit">
            Submit the audit
          </Button>
          <Button variant="secondary" name="intent" value="save">
            Save and come back later
          </Button>
        </ButtonGroup>
        <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
      </DraftBody>
    </AuditPage>
  );
}
