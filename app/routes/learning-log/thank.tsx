import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { thanksForm, whetherToShareNames } from "~/forms/good-practice";
import { paths } from "~/paths";
import { namelessWith } from "~/rules/feedback-sessions/feedback-sessions";
import { guarded, refusal } from "~/server/guard.server";
import { type StrengthSubject, strengthFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import { unscopedNotNamed } from "~db/feedback-sessions/since.server";
import { canBeThanked, listThankedFor } from "~db/learning-log/good-practice.server";
import { giveThanks } from "~db/learning-log/thanks-deeds.server";

export const meta = () => [{ title: "Say thank you - Line of Sight" }];

/** Throws where nobody could read it, or it was said already. */
async function refuseNoReader(db: Db, { finding, audit }: StrengthSubject): Promise<string> {
  if ((await listThankedFor(db, [finding.id])).has(finding.id))
    throw refusal(409, {
      title: "Thanks were given for this",
      because: "A strength is thanked for once, so that it stays something out of the ordinary.",
    });
  if (audit.workerId && (await canBeThanked(db, audit.workerId))) return audit.workerId;
  throw refusal(409, {
    title: "The worker can’t be thanked here",
    because:
      "The case had no worker when it was audited, or they no longer work here. Tell their manager, who may know how to reach them.",
  });
}

export const loader = guarded("learning-log.thank", strengthFromUrl, async (guard) => {
  const { db, subject } = guard;
  await refuseNoReader(db, subject);
  const { finding, audit } = subject;
  return {
    id: finding.id,
    auditId: audit.id,
    reference: audit.caseReference,
    text: finding.text,
    workerName: audit.workerName ?? "",
    entry: namelessWith(await unscopedNotNamed(db))(finding.text),
    written: await writtenSoFar(guard, writtenAt(guard, "thanks", finding.id), {
      url: paths.written(paths.learning.thank(finding.id)),
    }),
  };
});

export const action = guarded("learning-log.thank", strengthFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, done } = guard;
  const workerId = await refuseNoReader(db, subject);
  const form = await readForm(request, thanksForm);
  if (!form.ok) return refuse(form);
  const { finding, audit } = subject;
  const { thanks, share, entry } = form.value;
  const saved = await saveUnlessTaken(db, async (tx) => {
    await forgetWritten(tx, writtenAt(guard, "thanks", finding.id));
    return giveThanks(
      tx,
      { ...stamp, actorId: actor.id },
      {
        ...{ findingId: finding.id, auditId: audit.id, workerId, thanks },
        ...{ teamId: audit.teamId, serviceId: audit.serviceId },
        ...{ area: finding.area, theme: finding.theme, entry: share === "yes" ? entry : "" },
        keptFrom: audit.access.blind ?? [],
      },
    );
  });
  if (!saved.ok)
    return overtaken(form.typed, "Someone else thanked them for this a moment ago. Yours is kept");
  return done(
    paths.learning.thanks(saved.value),
    `Your thanks are with ${audit.workerName}, and their manager can read them`,
  );
});

export default function Thank() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(thanksForm, entries),
    stored: { share: "yes", entry: page.entry },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.audits.read(page.auditId);
  return (
    <>
      <BackLink to={back}>The audit of {page.reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Strength in ${page.reference}`}
            title={`Thank ${page.workerName}`}
          />
          <blockquote className="govuk-inset-text los-as-written govuk-!-margin-top-0">
            {page.text}
          </blockquote>
          <WrittenBody form={form}>
            <TextArea
              {...form.field("thanks")}
              label="What you want to say to them"
              labelSize="m"
              hint="They get a message and read it here; so does their manager."
              rows={4}
            />
            <Radios
              {...form.field("share")}
              legend="May others learn from it?"
              legendSize="m"
              hint="It is kept for everyone who works here, once they and their manager agree."
              options={[
                {
                  value: "yes",
                  label: whetherToShareNames.yes,
                  conditional: (
                    <>
                      <TextArea
                        {...form.field("entry")}
                        label="How others would read it"
                        hint="What was done and why it helped"
                        rows={4}
                      />
                      <Checkboxes
                        {...form.list("nameless")}
                        legend="Checked"
                        hideLegend
                        small
                        options={[
                          {
                            value: "yes",
                            label: "It names no child, family or colleague",
                          },
                        ]}
                      />
                    </>
                  ),
                },
                { value: "no", label: whetherToShareNames.no },
              ]}
            />
            <ButtonGroup>
              <Button>Say thank you</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
