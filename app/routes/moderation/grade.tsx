import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped } from "~/forms/autosave";
import { parseForm } from "~/forms/fields";
import { gradingFields, gradingForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { blindQuestions } from "~/rules/moderation/quality";
import type { Grade } from "~/rules/tools/scale";
import { isGradedArea } from "~/rules/tools/tools";
import { draftOf, readEntries, saveWhole, textsOf } from "~/server/drafts.server";
import { guarded, refusal } from "~/server/guard.server";
import { mustBeIndependent } from "~/server/independence.server";
import { refuse, refuseWith } from "~/server/read-form.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { Button, ButtonGroup } from "~/ui/button";
import { DeclareConflict } from "~/ui/declare-conflict";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { findEvidence } from "~db/moderation/evidence.server";
import { AreaPart } from "./area-part";
import { CaseFacts, caseFacts } from "./case-facts";
import { Contents, type Part } from "./contents";
import { Findings, Voices } from "./evidence";
import { keepGrades, listGrades } from "./grading.server";
import { QualityQuestions } from "./quality-questions";

export const meta = () => [{ title: "Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { subject, actor, today } = guard;
  const { audit, moderation, tool } = subject;
  if (moderation.state !== "selected") throw redirect(paths.moderation.compare(audit.id));
  await mustBeIndependent({ ...guard, subject: audit }, "moderator");
  return {
    auditId: audit.id,
    facts: caseFacts(subject),
    round: moderation.round,
    tool,
    evidence: await findEvidence(guard.db, audit.id, tool),
    saving: {
      url: paths.moderation.grades(audit.id, moderation.round),
      personId: actor.id,
    },
    draft: draftOf(gradingFields(tool), await listGrades(guard), today),
  };
});

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, moderation, tool } = guard.subject;
  const form = await readEntries(guard.request);
  if (moderation.state !== "selected")
    return guard.done(
      paths.moderation.compare(audit.id),
      "Your grades were committed before, so this page changed nothing",
    );
  const typed = textsOf(form);
  if (form.get("round") !== String(moderation.round))
    return refuseWith(
      typed,
      "Check what you typed before you save it: this audit came back after you opened the page",
    );
  const refused = await saveWhole(guard, {
    fields: gradingFields(tool),
    form,
    list: () => listGrades(guard),
    save: async (draft) => {
      const saved = await keepGrades(guard, draft);
      if (!saved) throw noLongerYours();
      return saved;
    },
  });
  if (refused) return refused;
  const intent = typed.intent ?? "save";
  if (intent !== "check") return redirect(paths.moderation.grade(audit.id, intent.split(":")[1]));
  const complete = parseForm(gradingForm(tool), form);
  if (complete.ok) return redirect(paths.moderation.commit(audit.id));
  return refuse({ errors: complete.errors, typed });
});

const noLongerYours = () =>
  refusal(409, {
    title: "This audit is no longer yours to grade",
    because: "It was given to another moderator or released. Nothing you sent was stored.",
  });

export default function GradeBlind() {
  const page = useLoaderData<typeof loader>();
  const { tool, evidence, saving } = page;
  const draft = useDraft({
    saving,
    ...asTyped(gradingFields(tool)),
    draft: page.draft,
    outcome: useActionData<typeof action>(),
    check: (entries) => parseForm(gradingForm(tool), entries),
  });
  const areaNames = Object.fromEntries(tool.areas.map((area) => [area.code, area.name]));
  const themes = Object.fromEntries(tool.themes.map((theme) => [theme.code, theme.name]));
  const graded = (of: string) =>
    ["grade", "reason"].every((field) => draft.typed(`${of}.${field}`).trim() !== "");
  const parts: Part[] = [
    { id: "voices", name: "Voices", done: null },
    ...tool.areas.map((area) => ({
      id: area.code,
      name: area.name,
      done: isGradedArea(area) ? graded(`areas.${area.code}`) : null,
    })),
    { id: "findings", name: "Findings and actions", done: null },
    { id: "overall", name: "Overall", done: graded("overall") },
    {
      id: "audit-quality",
      name: "The audit itself",
      done: blindQuestions.every(({ code }) => draft.typed(`quality.${code}.answer`) !== ""),
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
              <Contents parts={parts} formId={draft.form.id} />
              <p className="govuk-body-s">
                <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
              </p>
              <DeclareConflict auditId={page.auditId} />
            </>
          }
        >
          <CaseFacts facts={page.facts} />
          <InsetText>
            The auditor’s grades and the reasons for them are kept from you until you have committed
            your own. Grade what the evidence shows.
            {page.round > 1
              ? " The panel sent this audit back and its auditor has corrected it, so it is graded afresh."
              : ""}
          </InsetText>
          <DraftBody draft={draft}>
            <input type="hidden" name="round" value={page.round} readOnly />
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
                draft={draft}
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
                  {...draft.field("overall.grade")}
                  defaultValue={draft.value("overall.grade") as Grade | ""}
                  legend="Your overall grade"
                  legendSize="s"
                  descriptors={tool.overall.descriptors}
                />
                <TextArea
                  {...draft.field("overall.reason")}
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
              <QualityQuestions form={draft} questions={blindQuestions} />
            </section>
            <ButtonGroup>
              <Button name="intent" value="check">
                Check and commit
              </Button>
              <Button variant="secondary" name="intent" value="save:audit-quality" formNoValidate>
                Save draft
              </Button>
            </ButtonGroup>
            <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
          </DraftBody>
        </WithAside>
      </main>
    </>
  );
}
