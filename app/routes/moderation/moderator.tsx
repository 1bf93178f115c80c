import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { moderatorForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import type { ModeratedAudit } from "~db/moderations.server";
import { listModeratorChoices, saveModerator } from "~db/moderators.server";
import { transact } from "~db/open.server";
import { Conflict, findLastChange } from "~db/versions.server";

export const meta = () => [{ title: "Change the moderator - Line of Sight" }];

/** Both ids of the URL have to belong together. */
const ofThisExercise: Find<ModeratedAudit> = async (finding) => {
  const found = await moderatedAuditFromUrl(finding);
  return found?.audit.exerciseId === finding.params.exerciseId ? found : null;
};

const committed = "These grades are committed, so the moderator can’t be changed";

export const loader = guarded(
  "moderation.manage",
  ofThisExercise,
  async ({ db, subject, today }) => {
    const { audit, moderation } = subject;
    return {
      exerciseId: audit.exerciseId,
      exerciseTitle: audit.exerciseTitle,
      reference: audit.caseReference,
      teamName: audit.teamName,
      auditorName: audit.auditorName,
      moderatorName: moderation.moderatorName,
      begun: moderation.begun,
      refusal: moderation.state === "selected" ? null : committed,
      version: moderation.version,
      choices: (await listModeratorChoices(db, audit.id, today)).map((one) => ({
        ...one,
        current: one.id === moderation.moderatorId,
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
  const chosen = (await listModeratorChoices(db, audit.id, today)).find(
    (one) => one.id === moderatorId,
  );
  if (!chosen)
    return refuseWith(typed, "Choose somebody who holds the role of moderator", "moderatorId");
  if (chosen.conflicts.length > 0)
    return refuseWith(
      typed,
      `Choose somebody without a conflict of interest. ${chosen.conflicts[0]?.message}`,
      "moderatorId",
    );
  if (chosen.id === moderation.moderatorId)
    return refuseWith(
      typed,
      `Choose somebody else: ${chosen.name} is the moderator`,
      "moderatorId",
    );
  try {
    await transact(db, (tx) =>
      saveModerator(tx, stamp, {
        moderationId: moderation.id,
        version,
        fromId: moderation.moderatorId,
        toId: moderatorId,
        reason,
      }),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const last = await findLastChange(db, error.stream);
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
  return done(paths.exercises.moderation(audit.exerciseId), `${chosen.name} is now the moderator`);
});

export default function ChangeModerator() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(moderatorForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.exercises.moderation(page.exerciseId);
  return (
    <>
      <BackLink to={back}>Moderation</BackLink>
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
              <Link to={back}>Back to moderation</Link>
            </GovFormBody>
          ) : (
            <GovFormBody form={form} version={page.version} labels={{ moderatorId: "Moderator" }}>
              {page.begun ? (
                <InsetText>
                  {page.moderatorName} has begun to grade this audit. What they typed is not passed
                  on: the new moderator starts afresh.
                </InsetText>
              ) : null}
              <Radios
                {...form.field("moderatorId")}
                legend="Who is to moderate this audit?"
                legendSize="m"
                hint="Nobody moderates their own audit, their team’s, or a case they have a part in."
                options={page.choices.map((one) => ({
                  value: one.id,
                  label: one.current ? `${one.name} (now)` : one.name,
                  hint: one.conflicts.map((conflict) => conflict.message).join(" ") || undefined,
                  disabled: one.conflicts.length > 0 || one.current,
                }))}
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
