import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { parseForm } from "~/forms/fields";
import { draftAsTyped, gradingDraftForm, gradingForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/dates";
import type { Grade } from "~/rules/grades";
import { blindQuestions } from "~/rules/moderation-quality";
import { isGradedArea } from "~/rules/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { findEvidence } from "~db/moderation-evidence.server";
import { saveDraft } from "~db/moderation-grading.server";
import { transact } from "~db/open.server";
import { Conflict, findLastChange } from "~db/versions.server";
import { AreaPart } from "./area-part";
import { CaseFacts, caseFacts } from "./case-facts";
import { Contents, type Part } from "./contents";
import { Findings, Voices } from "./evidence";
import { fieldLabels } from "./grading-labels";
import { QualityQuestions } from "./quality-questions";
import { refuseStale } from "./stale-draft.server";

export const meta = () => [{ title: "Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { db, subject } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state !== "selected") throw redirect(paths.moderation.compare(audit.id));
  const saved = moderation.begun ? await findLastChange(db, `moderation:${moderation.id}`) : null;
  return {
    auditId: audit.id,
    facts: caseFacts(subject),
    round: moderation.round,
    version: moderation.version,
    tool,
    evidence: await findEvidence(db, audit.id, tool),
    typed: draftAsTyped(moderation.draft),
    saved: saved ? formatInstant(new Date(saved.at)) : null,
  };
});

const buttons = z.object({ intent: z.string().max(60).optional() });

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const { audit, moderation, tool } = subject;
  const pressed = await readForm(request.clone(), buttons);
  const form = await readForm(request, gradingDraftForm(tool));
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { version, ...draft } = form.value;
  const typed = draftAsTyped(draft);
  if (moderation.state !== "selected")
    return done(
      paths.moderation.compare(audit.id),
      "Your grades were committed before, so this page changed nothing",
    );
  try {
    await transact(db, (tx) => saveDraft(tx, stamp, moderation.id, version, draft));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return refuseStale(guard, typed);
  }
  const intent = (pressed.ok && pressed.value.intent) || "save";
  if (intent !== "check") return redirect(paths.moderation.grade(audit.id, intent.split(":")[1]));
  const complete = gradingForm(tool).safeParse(typed);
  if (complete.success) return redirect(paths.moderation.commit(audit.id));
  const errors: Record<string, string> = {};
  for (const issue of complete.error.issues) errors[issue.path.join(".")] ??= issue.message;
  return refuse({ errors, typed });
});

export default function GradeBlind() {
  const page = useLoaderData<typeof loader>();
  const { tool, evidence, typed } = page;
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(gradingForm(tool), entries),
    stored: typed,
    outcome,
  });
  const areaNames = Object.fromEntries(tool.areas.map((area) => [area.code, area.name]));
  const themes = Object.fromEntries(tool.themes.map((theme) => [theme.code, theme.name]));
  const graded = (one: { grade: string; reason: string } | undefined) =>
    !!one && one.grade !== "" && one.reason.trim() !== "";
  const parts: Part[] = [
    { id: "voices", name: "Voices", done: null },
    ...tool.areas.map((area) => ({
      id: area.code,
      name: area.name,
      done: isGradedArea(area) ? graded(typed.areas[area.code]) : null,
    })),
    { id: "findings", name: "Findings and actions", done: null },
    { id: "overall", name: "Overall", done: graded(typed.overall) },
    {
      id: "audit-quality",
      name: "The audit itself",
      done: blindQuestions.every((question) => typed.quality[question.code]?.answer),
    },
  ];
  return (
    <>
      <BackLink to={paths.moderation.queue()}>Moderation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.facts.exerciseTitle}
          title={`Moderate ${page.facts.reference}`}
        />
        <WithAside
          asideLabel="Parts of this page"
          aside={
            <>
              <Contents parts={parts} formId={form.id} saved={page.saved} />
              <p className="govuk-body-s">
                <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
              </p>
            </>
          }
        >
          <CaseFacts facts={page.facts} />
          <InsetText>
            The auditor’s grades and the reasons for them are kept from you until you have committed
            your own. Grade what the evidence shows.
            {page.round > 1
              ? " The panel sent this audit back and its auditor has mended it, so it is graded afresh."
              : ""}
          </InsetText>
          <GovFormBody form={form} version={page.version} labels={fieldLabels(tool)}>
            <section className="los-part" id="voices" aria-labelledby="voices-title">
              <h2 className="govuk-heading-m" id="voices-title">
                Voices
              </h2>
              <Voices voices={evidence.voices} />
            </section>
            {tool.areas.map((area) => (
              <AreaPart
                key={area.code}
                area={area}
                evidence={evidence.areas.find((one) => one.code === area.code)}
                form={form}
              />
            ))}
            <section className="los-part" id="findings" aria-labelledby="findings-title">
              <h2 className="govuk-heading-m" id="findings-title">
                Findings and actions
              </h2>
              <Findings evidence={evidence} themes={themes} areas={areaNames} />
            </section>
            {tool.overall ? (
              <section className="los-part" id="overall" aria-labelledby="overall-title">
                <h2 className="govuk-heading-m" id="overall-title">
                  Overall
                </h2>
                <p className="govuk-body">{tool.overall.about}</p>
                <GradeRadios
                  {...form.field("overall.grade")}
                  defaultValue={form.field("overall.grade").defaultValue as Grade | undefined}
                  legend="Your overall grade"
                  legendSize="s"
                  descriptors={tool.overall.descriptors}
                />
                <TextArea
                  {...form.field("overall.reason")}
                  label="Your reason for the overall grade"
                  labelSize="s"
                  rows={4}
                />
              </section>
            ) : null}
            <section className="los-part" id="audit-quality" aria-labelledby="quality-title">
              <h2 className="govuk-heading-m" id="quality-title">
                The audit itself
              </h2>
              <p className="govuk-body">
                Is the audit sound? A sound audit can find poor practice, so this is asked apart
                from the grades. Two more questions follow when you have seen the auditor’s reasons.
              </p>
              <QualityQuestions form={form} questions={blindQuestions} />
            </section>
            <ButtonGroup>
              <Button name="intent" value="check">
                Check and commit
              </Button>
              <Button variant="secondary" name="intent" value="save:audit-quality" formNoValidate>
                Save draft
              </Button>
            </ButtonGroup>
          </GovFormBody>
        </WithAside>
      </main>
    </>
  );
}
