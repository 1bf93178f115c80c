import { useActionData, useLoaderData } from "@remix-run/react";
import { finishEarlyForm } from "~/forms/corrections";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { waitInWords } from "~/rules/audits/corrections";
import { readCorrections } from "~/server/corrections.server";
import { guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { CorrectionList } from "~/ui/practitioner/correction-list";
import type { Audit } from "~db/audits/audits.server";
import { findWait } from "~db/operations/audits/corrections.server";
import { finishEarly } from "~db/operations/audits/finality.server";

export const meta = () => [{ title: "Make an audit final - Line of Sight" }];

function refuseUnsettled({ state }: Audit) {
  if (state === "settled") return;
  throw refusal(409, {
    title: "This audit does not wait for corrections",
    because:
      state === "final"
        ? "It is final already."
        : "It can be made final once the panel has decided on it, or moderation is closed.",
  });
}

export const loader = guarded("audits.finish-early", submittedAuditFromUrl, async (guard) => {
  const { db, subject, today } = guard;
  refuseUnsettled(subject);
  return {
    id: subject.id,
    reference: subject.caseReference,
    exercise: subject.exerciseTitle,
    version: subject.version,
    waits: waitInWords(await findWait(db, subject, today)),
    corrections: await readCorrections(guard, subject),
  };
});

export const action = guarded("audits.finish-early", submittedAuditFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  refuseUnsettled(subject);
  const form = await readForm(request, finishEarlyForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { version, reason } = form.value;
  const saved = await save(db, (tx) =>
    finishEarly(tx, stamp, { auditId: subject.id, version, reason }),
  );
  if (!saved.ok) {
    const words = "Look at this page again: the audit was changed after it was opened";
    return overtaken({ reason }, words);
  }
  const final = saved.value;
  if (!final)
    return refuseWith(
      { reason },
      "Settle the conflict of interest first: it waits under “Needs your attention”",
    );
  return done(paths.audits.read(subject.id), "The audit is final");
});

export default function FinishEarly() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(finishEarlyForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.audits.read(page.id);
  return (
    <>
      <BackLink to={back}>The audit</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exercise}
            title={`Make the audit of ${page.reference} final without waiting`}
          />
          <p className="govuk-body">
            It becomes final by itself once corrections are done: {page.waits}.
          </p>
          {page.corrections.length > 0 ? (
            <CorrectionList auditId={page.id} corrections={page.corrections} isFinal={false} />
          ) : null}
          <WarningText>
            The practitioner loses the rest of the time they were given. The cycle’s report names
            this audit and your reason.
          </WarningText>
          <GovFormBody form={form} version={page.version}>
            <TextArea
              {...form.field("reason")}
              label="Why it does not wait"
              hint="Name no child and no worker: the report shows it"
              rows={3}
              maxLength={1000}
            />
            <ButtonGroup>
              <Button variant="warning">Make it final now</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
