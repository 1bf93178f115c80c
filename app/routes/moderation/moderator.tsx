import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { moderatorForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { nobodyUnread, onlyRead, onlyTied } from "~/rules/moderation/moderators";
import { escalatingWords } from "~/rules/tools/scale";
import { handoverCameFrom } from "~/server/came-from.server";
import { type Find, type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { findLastChange } from "~db/core/versions.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { listModeratorChoices } from "~db/moderation/moderators.server";
import { letGo } from "~db/operations/moderation/letting-go.server";
import { saveModerator } from "~db/operations/moderation/moderator-change.server";

export const meta = () => [{ title: "Change the moderator - Line of Sight" }];

/** Both ids of the URL have to belong together. */
const ofThisExercise: Find<ModeratedAudit> = async (finding) => {
  const found = await moderatedAuditFromUrl(finding);
  return found?.audit.exerciseId === finding.params.exerciseId ? found : null;
};

type Asked = Guarded<ModeratedAudit>;

/** Chosen in place of a moderator. */
const lettingGo = "let-go";

const committed = "These grades are committed, so the moderator can’t be changed";

export const loader = guarded(
  "moderation.manage",
  ofThisExercise,
  async ({ db, request, subject, today }) => {
    const { audit, moderation } = subject;
    const handover = handoverCameFrom(request);
    const choices = await listModeratorChoices(db, audit.id, today);
    const nobody = nobodyUnread(choices);
    return {
      back: handover ?? paths.exercises.moderation(audit.exerciseId),
      backTo: handover ? "Hand over" : "Moderation",
      exerciseTitle: audit.exerciseTitle,
      reference: audit.caseReference,
      teamName: audit.teamName,
      auditorName: audit.auditorName,
      moderatorName: moderation.moderatorName,
      begun: moderation.begun,
      refusal: moderation.state === "selected" ? null : committed,
      version: moderation.version,
      nobody,
      choices: choices.map((one) => ({
        ...one,
        current: one.id === moderation.moderatorId,
        // Where nobody else is left, whoever has read it may be asked, as not blind.
        notBlind: nobody && onlyRead(one),
        tied: nobody && onlyTied(one),
      })),
    };
  },
);

export const action = guarded("moderation.manage", ofThisExercise, async (guard) => {
  const { request, db, subject, stamp, today, done } = guard;
  const { audit, moderation } = subject;
  const form = await readForm(request, moderatorForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { moderatorId, reason, version } = form.value;
  const typed = { moderatorId, reason };
  if (moderation.state !== "selected") return refuseWith(typed, committed);
  const choices = await listModeratorChoices(db, audit.id, today);
  const nobody = nobodyUnread(choices);
  if (moderatorId === lettingGo) return letItGo(guard, nobody, { version, reason });
  const chosen = choices.find((one) => one.id === moderatorId);
  const notBlind = chosen !== undefined && nobody && onlyRead(chosen);
  const tied = chosen !== undefined && nobody && onlyTied(chosen);
  if (!chosen)
    return refuseWith(typed, "Choose someone who holds the role of moderator", "moderatorId");
  if (chosen.conflicts.length > 0 && !notBlind && !tied)
    return refuseWith(
      typed,
      onlyRead(chosen)
        ? "Choose someone who has not read this audit’s grades"
        : `Choose someone without a conflict of interest. ${chosen.conflicts[0]?.message}`,
      "moderatorId",
    );
  if (chosen.id === moderation.moderatorId && !notBlind)
    return refuseWith(typed, `Choose someone else: ${chosen.name} is the moderator`, "moderatorId");
  const saved = await save(db, (tx) =>
    saveModerator(tx, stamp, {
      moderationId: moderation.id,
      auditId: audit.id,
      notBlind,
      version,
      fromId: moderation.moderatorId,
      toId: moderatorId,
      reason,
    }),
  );
  if (!saved.ok) return overtaken(guard, typed);
  return done(
    handoverCameFrom(request) ?? paths.exercises.moderation(audit.exerciseId),
    `${chosen.name} is now the moderator${notBlind ? ", not blind" : ""}`,
  );
});

/** What of the form stands beside what someone else did meanwhile. */
async function overtaken(
  { db, subject, actor }: Asked,
  typed: { moderatorId: string; reason: string },
) {
  const { moderation } = subject;
  const last = await findLastChange(db, `moderation:${moderation.id}`, actor.id);
  return refuse({
    errors: {},
    typed,
    conflict: {
      by: last.by,
      at: "meanwhile",
      version: moderation.version,
      theirs: { moderatorId: moderation.moderatorName ?? "" },
    },
  });
}

/** Lets the audit go, where everyone who may moderate has read its grades. */
async function letItGo(
  guard: Asked,
  nobody: boolean,
  { version, reason }: { version: number; reason: string },
) {
  const { request, db, subject, stamp, actor, done } = guard;
  const { audit, moderation } = subject;
  const typed = { moderatorId: lettingGo, reason };
  if (!nobody)
    return refuseWith(
      typed,
      "Choose a moderator: someone is left who has not read it",
      "moderatorId",
    );
  const saved = await save(db, (tx) =>
    letGo(
      tx,
      { ...stamp, actorId: actor.id },
      {
        moderationId: moderation.id,
        auditId: audit.id,
        exerciseId: audit.exerciseId,
        version,
        reason,
      },
    ),
  );
  if (!saved.ok) return overtaken(guard, typed);
  const outcome = saved.value;
  if (outcome === "always-moderated")
    return refuseWith(
      typed,
      `Choose someone who has read it, or have a moderator join: this audit is ${escalatingWords} in some part, and such an audit is always moderated`,
      "moderatorId",
    );
  return done(
    handoverCameFrom(request) ?? paths.exercises.moderation(audit.exerciseId),
    "The audit is let go from moderation. The report names it, with your reason",
  );
}

export default function ChangeModerator() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(moderatorForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const { back, backTo } = page;
  return (
    <>
      <BackLink to={back}>{backTo}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${page.exerciseTitle}, ${page.reference}`}
            title={page.moderatorName ? "Change the moderator" : "Choose a moderator"}
          />
          <SummaryList
            rows={[
              { key: "Team", value: page.teamName },
              { key: "Auditor", value: page.auditorName ?? "Not recorded" },
              { key: "Moderator", value: page.moderatorName ?? "Nobody yet" },
            ]}
          />
          {page.refusal ? (
            <GovFormBody form={form}>
              <InsetText>{page.refusal}.</InsetText>
              <Link to={back}>Go back</Link>
            </GovFormBody>
          ) : (
            <GovFormBody form={form} version={page.version} labels={{ moderatorId: "Moderator" }}>
              {page.begun ? (
                <InsetText>
                  {page.moderatorName} has begun to grade this audit. What they typed is not passed
                  on: the new moderator starts afresh.
                </InsetText>
              ) : null}
              {page.nobody ? (
                <InsetText>
                  Nobody is left who may moderate this audit and has not read its grades. Give
                  someone the role of moderator who has not; or choose below, with a reason that the
                  cycle’s report gives. What someone moderates who has read the grades is in no
                  figure of agreement.
                </InsetText>
              ) : null}
              <Radios
                {...form.field("moderatorId")}
                legend="Who is to moderate this audit?"
                legendSize="m"
                hint="Nobody moderates their own audit, their team’s, a case they have a part in, or what they have read the grades of."
                options={[
                  ...page.choices.map((one) => ({
                    value: one.id,
                    label: one.current ? `${one.name} (now)` : one.name,
                    hint: one.notBlind
                      ? "Has read its grades: moderates as not blind, named in the report"
                      : [
                          ...one.conflicts.map((conflict) => conflict.message),
                          ...(one.tied ? ["Moderates all the same, named in the report."] : []),
                        ].join(" ") || undefined,
                    disabled:
                      !one.notBlind && ((one.conflicts.length > 0 && !one.tied) || one.current),
                  })),
                  ...(page.nobody
                    ? [
                        {
                          value: lettingGo,
                          label: "Nobody: let it go from moderation",
                          hint: "Its auditor’s grades become final when moderation closes",
                        },
                      ]
                    : []),
                ]}
              />
              <TextArea {...form.field("reason")} label="Why" labelSize="s" rows={3} />
              <ButtonGroup>
                <Button>Save</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
