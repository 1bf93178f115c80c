import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { publishForm } from "~/forms/reports";
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { cycleReportOf } from "~/overviews/reports/cycle-report-blocks";
import { publicationAsItStands, readToPublish } from "~/overviews/reports/to-publish.server";
import { paths } from "~/paths";
import { addWorkingDays, formatInstant } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { audienceNames, changesBetween, editionName } from "~/rules/reports/editions";
import { numbersTyped, unknownFigures } from "~/rules/reports/narrative";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findSettings } from "~db/core/settings.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { publishReport } from "~db/operations/reports/publish.server";
import { findLastEdition, listEditions } from "~db/reports/editions.server";
import { BeforePublishing } from "./before-publishing";

export const meta = () => [{ title: "Publish the report - Line of Sight" }];

function refuseOpen({ subject }: Guarded<Exercise>) {
  if (subject.state === "closed") return;
  throw refusal(409, {
    title: "This report can’t be published yet",
    because: "The cycle is still open and its grades are provisional. Close the cycle first.",
  });
}

export const loader = guarded("reports.publish", cycleFromUrl, async (guard) => {
  refuseOpen(guard);
  const { db, subject, actor, now, today } = guard;
  const facts = await readCycleReport(db, subject, actor, { now, today });
  const report = cycleReportOf(facts);
  const { open, weak, edition } = await publicationAsItStands(db, subject, facts);
  const [editions, last, settings] = await Promise.all([
    listEditions(db, subject.id),
    findLastEdition(db, subject.id, "staff"),
    findSettings(db),
  ]);
  return {
    id: subject.id,
    title: subject.title,
    hasWords: subject.narrative !== "",
    numbers: numbersTyped(subject.narrative),
    hiding: { hidden: edition.hidden.size, open, weak },
    unknown: unknownFigures(subject.narrative, facts.named),
    waiting: facts.waiting,
    asked: facts.responses?.counts.asked ?? 0,
    usualDueOn: addWorkingDays(today, settings["responses.working-days"]),
    today,
    changes: last ? changesBetween(last.report, report) : null,
    editions: editions.map((edition) => ({
      id: edition.id,
      name: editionName(edition),
      when: `${formatInstant(new Date(edition.publishedAt))} by ${edition.publishedBy}`,
    })),
  };
});

export const action = guarded("reports.publish", cycleFromUrl, async (guard) => {
  refuseOpen(guard);
  const { request, db, subject, actor, stamp, now, today, done } = guard;
  const form = await readForm(request, publishForm(today));
  if (!form.ok) return refuse(form);
  const { audience, why, version } = form.value;
  const { id: exerciseId, title } = subject;
  const last = await findLastEdition(db, exerciseId, audience);
  if (last && why === "") return refuseWith(form.typed, "Enter why a new edition is made", "why");
  const saved = await saveUnlessTaken(db, (tx) =>
    publishReport(
      tx,
      { ...stamp, actorId: actor.id },
      {
        exerciseId,
        title,
        audience,
        why,
        after: version,
        dueOn: form.value.ask === "yes" ? form.value.dueOn : null,
      },
      (inside) => readToPublish(inside, subject, actor, { now, today, audience }),
    ),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "This report was published or reopened meanwhile. Check it again.",
    );
  if (saved.value.id === undefined) {
    const counts = counted(saved.value.givenAway, "hidden count");
    return refuseWith(
      form.typed,
      `${counts} could be worked out from this edition beside those that are out. It can’t be published: publish it for staff`,
      "audience",
    );
  }
  const { id, number, asked } = saved.value;
  return done(
    paths.reports.edition(id),
    `${editionName({ number, audience })}, is published${asked > 0 ? `, and ${counted(asked, "team is", "teams are")} asked to respond` : ""}`,
  );
});

export default function Publish() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(publishForm(page.today), entries),
    stored: {
      audience: "staff",
      why: "",
      ask: page.asked > 0 ? "no" : "yes",
      dueOn: page.usualDueOn,
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.report(page.id)}>Back to the report</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.title} title="Publish the report" />
          <p className="govuk-body">
            An edition keeps its figures and words as they are now. What changes later makes a new
            edition; this one stays readable.
          </p>
          <BeforePublishing {...page} />
          <GovFormBody form={form} version={page.editions.length}>
            <Radios
              {...form.field("audience")}
              legend="For whom"
              options={[
                {
                  value: "staff",
                  label: audienceNames.staff,
                  hint: "The QA lead, leaders and service managers. Everything in the report.",
                },
                {
                  value: "publication",
                  label: audienceNames.publication,
                  hint: "Scrutiny readers, and anyone you give its files to. Small numbers are hidden; no team, no person and none of the auditors’ words.",
                },
              ]}
            />
            {page.editions.length > 0 ? (
              <TextArea
                {...form.field("why")}
                label="Why a new edition"
                hint="Readers see this beside what changed. Leave it empty for the first edition."
                rows={3}
              />
            ) : (
              <input type="hidden" name="why" value="" />
            )}
            <Radios
              {...form.field("ask")}
              legend="Ask the teams to respond"
              hint={
                page.asked > 0
                  ? `${counted(page.asked, "team is", "teams are")} asked already. They are not asked twice.`
                  : undefined
              }
              options={[
                {
                  value: "yes",
                  label: "Yes, send each team manager their report",
                  conditional: <DateField {...form.date("dueOn")} legend="Responses are due by" />,
                },
                { value: "no", label: "No" },
              ]}
            />
            <ButtonGroup>
              <Button>Publish</Button>
              <Link to={paths.exercises.report(page.id)}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
