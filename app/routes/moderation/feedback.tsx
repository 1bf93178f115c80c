import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { readOwnLook } from "~/overviews/moderation/second-look.server";
import { paths } from "~/paths";
import { formatDate, formatInstant } from "~/rules/core/dates";
import { compare, confirmed } from "~/rules/moderation/comparison";
import { takersInWords } from "~/rules/moderation/panel";
import { answeredQuality } from "~/rules/moderation/quality";
import { gradedAreas } from "~/rules/tools/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { answeredModerationFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { listTakers } from "~db/moderation/decisions.server";
import { findDecided } from "~db/moderation/moderations.server";
import { whyNotAsk } from "~db/moderation/second-looks.server";
import { saveFeedbackRead } from "~db/operations/moderation/panel-deeds.server";
import { lookInWords } from "./answered-look";
import { AuditQuality } from "./audit-quality";
import { ReadComparison } from "./comparison";
import { OutcomeTag } from "./outcome-tag";

export const meta = () => [{ title: "The panel’s feedback - Line of Sight" }];

export const loader = guarded(
  "moderation.read-feedback",
  answeredModerationFromUrl,
  async (guard) => {
    const { db, subject, today } = guard;
    const { audit, moderation, tool } = subject;
    const returned = moderation.state === "returned";
    return {
      auditId: audit.id,
      reference: audit.caseReference,
      exerciseTitle: audit.exerciseTitle,
      outcome: moderation.outcome ?? "confirmed",
      takenBy: takersInWords(await listTakers(db, moderation), moderation.aloneReason),
      feedback: moderation.feedback,
      answered: answeredQuality(moderation.quality, tool),
      whatToMend: returned ? moderation.decisionReason : null,
      // The moderator's grades would colour a round that is still to come.
      rows: returned ? [] : compare(gradedAreas(tool), await findDecided(db, subject)),
      submitBy:
        returned && audit.state === "returned" && audit.dueOn
          ? audit.dueOn < today
            ? `Submit the audit again as soon as you can: it was due on ${formatDate(audit.dueOn)}. `
            : `Submit the audit again by ${formatDate(audit.dueOn)}. `
          : "",
      look: await readOwnLook(guard),
      mayAsk: (await whyNotAsk(db, audit.id, moderation.state)) === null,
      mayMend: returned && audit.state === "returned",
      readAt: moderation.feedbackReadAt ? formatInstant(new Date(moderation.feedbackReadAt)) : null,
    };
  },
);

export const action = guarded(
  "moderation.acknowledge-feedback",
  answeredModerationFromUrl,
  async (guard) => {
    const { request, db, subject, stamp, done } = guard;
    const form = await readForm(request, z.object({}));
    if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
    await transact(db, (tx) => saveFeedbackRead(tx, stamp, subject.moderation.id));
    return done(
      paths.moderation.feedback(subject.audit.id),
      "It is recorded that you have read the panel’s feedback",
    );
  },
);

export default function Feedback() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exerciseTitle}
            title={`The panel’s feedback on ${page.reference}`}
            tag={<OutcomeTag outcome={page.outcome} />}
          />
          <p className="govuk-body">Decided by {page.takenBy}.</p>
          {page.whatToMend !== null ? (
            <>
              <h2 className="govuk-heading-m">What to correct</h2>
              <InsetText>
                <span className="los-written">{page.whatToMend}</span>
              </InsetText>
              <p className="govuk-body">
                {page.submitBy}
                Its moderator then grades it afresh, and the panel’s grades are shown to you when it
                is final.
              </p>
              {page.mayMend ? (
                <Button to={paths.audits.one(page.auditId)} variant="secondary">
                  Open the audit
                </Button>
              ) : null}
            </>
          ) : null}
          {page.feedback ? (
            <>
              <h2 className="govuk-heading-m">Feedback</h2>
              <p className="govuk-body los-written">{page.feedback}</p>
            </>
          ) : null}
          {page.rows.length > 0 ? (
            <>
              <h2 className="govuk-heading-m">Is the practice graded rightly?</h2>
              <ReadComparison rows={page.rows} alike={confirmed} you="auditor" />
            </>
          ) : null}
          <h2 className="govuk-heading-m">Apart from its grades: is your audit itself sound?</h2>
          <AuditQuality answered={page.answered} />
          <p className="govuk-body los-no-print">
            <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
          </p>
          {page.look ? (
            <p className="govuk-body">
              {lookInWords(page.look)}{" "}
              <Link to={paths.moderation.secondLook(page.auditId)}>Read the second look</Link>
            </p>
          ) : page.mayAsk ? (
            <p className="govuk-body los-no-print">
              If you see it otherwise, you can{" "}
              <Link to={paths.moderation.secondLook(page.auditId)}>
                ask the panel for a second look
              </Link>
              , once, until moderation closes.
            </p>
          ) : null}
          {page.readAt ? (
            <p className="govuk-body">
              You said on {page.readAt} that you have read this.{" "}
              <Link to={paths.home()}>Go to your work</Link>
            </p>
          ) : (
            <GovFormBody form={form}>
              <Button>I have read this feedback</Button>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
