import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { askForm, withdrawForm } from "~/forms/second-look";
import { readOwnLook } from "~/overviews/moderation/second-look.server";
import { paths } from "~/paths";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { answeredModerationFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { findSecondLook, whyNotAsk } from "~db/moderation/second-looks.server";
import { askSecondLook, withdrawSecondLook } from "~db/operations/moderation/second-look.server";
import { AnsweredLook, lookTag } from "./answered-look";

export const meta = () => [{ title: "A second look - Line of Sight" }];

const capability = "moderation.ask-second-look";

export const loader = guarded(capability, answeredModerationFromUrl, async (guard) => {
  const { db, subject } = guard;
  const { audit, moderation } = subject;
  const look = await readOwnLook(guard);
  const refusal = await whyNotAsk(db, audit.id, moderation.state);
  return {
    auditId: audit.id,
    reference: audit.caseReference,
    exerciseTitle: audit.exerciseTitle,
    look,
    refusal: look ? null : refusal,
    ask:
      look || refusal
        ? null
        : {
            written: await writtenSoFar(guard, writtenAt(guard, "second-look", moderation.id), {
              url: paths.written(paths.moderation.secondLook(audit.id)),
            }),
          },
  };
});

export const action = guarded(capability, answeredModerationFromUrl, async (guard) =>
  (await readIntent(guard.request)) === "withdraw" ? withdraw(guard) : ask(guard),
);

async function ask(guard: Guarded<ModeratedAudit>) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, askForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { reasons } = form.value;
  const saved = await save(db, async (tx) => {
    const refusal = await askSecondLook(tx, { ...stamp, actorId: actor.id }, subject, reasons);
    if (refusal === null)
      await forgetWritten(tx, writtenAt(guard, "second-look", subject.moderation.id));
    return refusal;
  });
  if (!saved.ok) return overtaken({ reasons }, "Look at this page again: the audit has moved on");
  const look = saved.value === null ? null : await findSecondLook(db, subject.audit.id);
  // Sent twice, it was asked by the first.
  const isAsked = look?.state === "asked" && look.reasons === reasons;
  if (saved.value !== null && !isAsked) return refuseWith({ reasons }, saved.value);
  return done(
    paths.moderation.secondLook(subject.audit.id),
    "The panel is asked for a second look. The final grades stand until it has answered",
  );
}

async function withdraw({ request, db, subject, actor, stamp, done }: Guarded<ModeratedAudit>) {
  const form = await readForm(request, withdrawForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const look = await findSecondLook(db, subject.audit.id);
  const { version } = form.value;
  const after = paths.moderation.feedback(subject.audit.id);
  if (look?.state === "withdrawn") return done(after, "The second look is withdrawn");
  const saved = await save(db, async (tx) => {
    if (look) await withdrawSecondLook(tx, { ...stamp, actorId: actor.id }, look, version);
  });
  if (!saved.ok)
    return overtaken({}, "Look at this page again: the panel has recorded an answer meanwhile");
  return done(after, "The second look is withdrawn");
}

export default function SecondLook() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.moderation.feedback(page.auditId)}>The panel’s feedback</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exerciseTitle}
            title={`A second look at ${page.reference}`}
            tag={page.look ? lookTag(page.look) : undefined}
          />
          {page.look ? (
            <AnsweredLook look={page.look} />
          ) : page.refusal ? (
            <InsetText>{page.refusal}</InsetText>
          ) : null}
          {page.look?.waits ? <Withdraw version={page.look.version} outcome={outcome} /> : null}
          {page.ask ? <Ask auditId={page.auditId} {...page.ask} outcome={outcome} /> : null}
        </TwoThirds>
      </main>
    </>
  );
}

function Ask({
  auditId,
  written,
  outcome,
}: {
  auditId: string;
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(askForm, entries),
    outcome,
  });
  return (
    <WrittenBody form={form}>
      <p className="govuk-body">
        You can ask once, until moderation closes. Two people of the panel answer, one of them new
        to it where there is anyone; the final grades stand until then. A grade can move either way.
      </p>
      <TextArea
        {...form.field("reasons")}
        label="Why the panel should look again"
        labelSize="s"
        hint="Which grade, and what in the evidence the panel should weigh differently."
        rows={6}
      />
      <ButtonGroup>
        <Button>Ask for a second look</Button>
        <Link to={paths.moderation.feedback(auditId)}>Cancel</Link>
      </ButtonGroup>
    </WrittenBody>
  );
}

function Withdraw({ version, outcome }: { version: number; outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    check: (entries) => parseForm(withdrawForm, entries),
    stored: { intent: "withdraw" },
    outcome,
  });
  return (
    <GovFormBody form={form} version={version}>
      <p className="govuk-body">If you withdraw it, you can’t ask again.</p>
      <Button variant="secondary" name="intent" value="withdraw">
        Withdraw it
      </Button>
    </GovFormBody>
  );
}
