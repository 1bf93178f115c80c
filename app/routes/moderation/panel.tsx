import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { joinForm } from "~/forms/panel";
import { paths } from "~/paths";
import { isWaitingLook } from "~/rules/moderation/second-look";
import { guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { transact } from "~db/core/open.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { listPanellists } from "~db/moderation/panel.server";
import { findSecondLook } from "~db/moderation/second-looks.server";
import {
  type Colleague,
  listColleagues,
  namePanelMember,
} from "~db/operations/moderation/panel-deeds.server";

export const meta = () => [{ title: "Ask a colleague to join the panel - Line of Sight" }];

async function refuseUndecidable(db: Db, { audit, moderation }: ModeratedAudit) {
  if (moderation.state === "committed" || moderation.state === "recorded") return;
  const look = await findSecondLook(db, audit.id);
  if (look && isWaitingLook(look.state)) return;
  throw refusal(409, {
    title: "Nobody can join this panel now",
    because:
      "A colleague joins while the panel has still to decide on the audit, or to answer a second look at it.",
  });
}

/** Colleagues of other services who count for the decision on this audit. */
async function listFree(db: Db, { audit }: ModeratedAudit, today: string): Promise<Colleague[]> {
  const colleagues = await listColleagues(db, audit);
  const judged = await listPanellists(
    db,
    audit.id,
    colleagues.map(({ id }) => id),
    today,
  );
  const counting = new Set(judged.filter(({ counts }) => counts).map(({ id }) => id));
  return colleagues.filter(({ id }) => counting.has(id));
}

export const loader = guarded("moderation.decide-alone", moderatedAuditFromUrl, async (guard) => {
  const { db, subject, today } = guard;
  await refuseUndecidable(db, subject);
  const joined = new Set(subject.access.people.panel ?? []);
  return {
    auditId: subject.audit.id,
    reference: subject.audit.caseReference,
    exercise: subject.audit.exerciseTitle,
    colleagues: (await listFree(db, subject, today)).filter(({ id }) => !joined.has(id)),
  };
});

export const action = guarded("moderation.decide-alone", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  await refuseUndecidable(db, subject);
  const form = await readForm(request, joinForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { personId } = form.value;
  const chosen = (await listFree(db, subject, today)).find(({ id }) => id === personId);
  if (!chosen)
    return refuseWith(
      form.value,
      "Choose someone from the list, whom nothing ties to the case",
      "personId",
    );
  await transact(db, (tx) =>
    namePanelMember(
      tx,
      { ...stamp, actorId: actor.id },
      { moderationId: subject.moderation.id, auditId: subject.audit.id, personId },
    ),
  );
  return done(
    paths.moderation.compare(subject.audit.id),
    `${chosen.name} has been asked to join the panel for this audit`,
  );
});

export default function JoinPanel() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(joinForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.moderation.compare(page.auditId);
  return (
    <>
      <BackLink to={back}>Compare and decide</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exercise}
            title={`Ask a colleague to join the panel for ${page.reference}`}
            lead="Someone from another service, whom nothing ties to the case. They read the comparison of this audit alone, and count for its decision."
          />
          {page.colleagues.length === 0 ? (
            <p className="govuk-body">
              Nobody in another service is free of ties to this case.{" "}
              <Link to={back}>Back to the comparison</Link>
            </p>
          ) : (
            <GovFormBody form={form}>
              <Select
                {...form.field("personId")}
                label="Who is to join"
                emptyLabel="Choose a colleague"
                options={page.colleagues.map(({ id, name, teamName }) => ({
                  value: id,
                  label: teamName ? `${name}, ${teamName}` : name,
                }))}
              />
              <ButtonGroup>
                <Button>Ask them to join</Button>
                <Link to={back}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
