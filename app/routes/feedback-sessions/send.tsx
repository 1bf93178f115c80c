import { useActionData, useLoaderData } from "@remix-run/react";
import { shareForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { paths } from "~/paths";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { findSession, shareSession } from "~db/feedback-sessions/sessions.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Send the briefing - Feedback session - Line of Sight" }];

const isOut = "This briefing can’t be sent";

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { db, subject, today } = guard;
  const { report } = await readBriefing(db, subject, today);
  return { id: subject.id, version: subject.version, report };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const here = paths.feedbackSessions.one(subject.id);
  const sent = "The briefing is sent to everyone who works with cases, and to leaders";
  // Pressed twice: it is out.
  if (subject.state === "shared") return done(here, sent);
  refuseMove(guard, "share", isOut);
  const form = await readForm(request, shareForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const saved = await save(db, (tx) =>
    shareSession(
      tx,
      { ...stamp, actorId: actor.id },
      subject,
      form.value.version,
      async (reads) => (await readBriefing(reads, subject, today)).report,
    ),
  );
  if (!saved.ok && (await findSession(db, subject.id))?.state !== "shared")
    return overtaken(form.typed, changedElsewhere);
  return done(here, sent);
});

export default function SendBriefing() {
  const { id, version, report } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(shareForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.feedbackSessions.one(id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading
          caption="Send the briefing"
          title={report.title}
          lead="This is what everyone who works with cases, and leaders, will read. It stays as it is once it is sent."
        />
        <Blocks blocks={report.blocks} />
        <GovFormBody form={form} version={version}>
          <Checkboxes
            {...form.list("read")}
            legend="Send"
            hideLegend
            options={[
              {
                value: "yes",
                label: "I have read it, and it names no child, worker or team",
              },
            ]}
          />
          <ButtonGroup>
            <Button>Send the briefing</Button>
            <Link to={paths.feedbackSessions.briefing(id)}>Change it first</Link>
          </ButtonGroup>
        </GovFormBody>
      </main>
    </>
  );
}
