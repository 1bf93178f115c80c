import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { closeWeekForm } from "~/forms/practice-weeks";
import { readWeekSummary } from "~/overviews/observations/week-summary.server";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { closeWeek, findWeek } from "~db/observations/weeks.server";
import { refuseWeekMove, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Sign off a practice week - Line of Sight" }];

const title = "This week can’t be signed off";

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseWeekMove(guard, "close", title);
  const { db, subject } = guard;
  const { id, theme, version, changes, leftOut } = subject;
  const { lines, report } = await readWeekSummary(db, subject);
  return { id, theme, version, changes, leftOut, lines, lead: report.lead };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const here = paths.practiceWeeks.one(subject.id);
  const closed = "The week is signed off and closed";
  // Pressed twice: it is closed.
  if (subject.state === "closed") return done(here, closed);
  refuseWeekMove(guard, "close", title);
  const form = await readForm(request, closeWeekForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    closeWeek(
      tx,
      { ...stamp, actorId: actor.id },
      subject,
      form.value,
      async (reads, week) => (await readWeekSummary(reads, week)).report,
    ),
  );
  if (!saved.ok && (await findWeek(db, subject.id))?.state !== "closed")
    return overtaken(form.typed, weekChanged);
  return done(here, closed);
});

export default function CloseWeek() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(closeWeekForm, entries),
    stored: { changes: page.changes, leftOut: page.leftOut },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.practiceWeeks.one(page.id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.theme} title="Sign it off" lead={page.lead} />
          <GovFormBody form={form} version={page.version}>
            <TextArea
              {...form.field("changes")}
              label="What does the week change?"
              labelSize="m"
              hint="Everyone who works here reads it. Name no child, worker or team."
              rows={5}
              maxLength={3000}
            />
            {page.lines.length > 0 ? (
              <Checkboxes
                {...form.list("leftOut")}
                legend="Leave out"
                legendSize="m"
                hint="What observers wrote, names replaced already. Tick a line that still tells whose work it is."
                small
                options={page.lines.map(({ id, text }) => ({ value: id, label: text }))}
              />
            ) : null}
            <Checkboxes
              {...form.list("read")}
              legend="Sign it off"
              hideLegend
              options={[
                {
                  value: "yes",
                  label: "I have read it, and it names no child, worker or team",
                },
              ]}
            />
            <ButtonGroup>
              <Button>Sign it off and close the week</Button>
              <Link to={back}>Not yet</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
