import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { settingOf, settingsForm } from "~/forms/settings";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { usualSmallest } from "~/rules/reports/figure";
import { escalatingWords } from "~/rules/tools/scale";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { PageHeading, TwoThirds } from "~/ui/page";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { findSettings, saveSetting, settingsVersion } from "~db/core/settings.server";
import { Conflict } from "~db/core/versions.server";

export const meta = () => [{ title: "Settings - Line of Sight" }];

const names = {
  concernCutOff: "A concern raised before this is due the same working day",
  concernSameDayBy: "Then acknowledge it by",
  concernNextDayBy: "Otherwise acknowledge it the next working day by",
  reAuditWithin: "Re-audit within (months)",
  refreshAfter: "Refresh auditors and moderators after (months)",
  sessionMonths: "Hold a feedback session every (months)",
  fromPercent: "Moderate at least (%)",
  toPercent: "Moderate at most (%)",
  leastPairs: "Pairs of grades before agreement says more than counts",
  agreementCycles: "Closed cycles that agreement looks back over",
  council: "Name of the council",
  marking: "Protective marking of reports",
  firmFrom: "Figures are indicative only under",
  percentageFrom: "Figures have no percentage under",
  responseDays: "Working days to answer a team report",
  responsePatience: "Working days before a late answer goes further up",
  correctionDays: "Working days to correct facts",
  remindBefore: "Remind before a date (working days)",
  remindAgain: "Remind again once overdue (working days)",
  actionsBefore: "Remind of an action before its date (days)",
  actionsAgain: "Remind of an overdue action again (days)",
  actionsUp: "Tell the owner’s manager of an overdue action after (days)",
  digestHour: "Daily summary at (hour)",
  keepMessages: "Keep messages (days)",
  idleMinutes: "Sign out when nothing happens (minutes)",
  auditedWithin: "Leave out cases audited in the last (months)",
  openedWithin: "Leave out cases opened in the last (weeks)",
} as const;

type Field = keyof typeof settingOf;
const fields = Object.keys(settingOf) as Field[];

const keys = fields.map((field) => settingOf[field]);

const streamOf = (field: Field) => `setting:${settingOf[field]}`;

export const loader = guarded("settings.manage", noRecord, async ({ db }) => {
  const settings = await findSettings(db);
  const events = await listEvents(db, fields.map(streamOf), 20);
  return {
    version: await settingsVersion(db, keys),
    stored: Object.fromEntries(fields.map((field) => [field, settings[settingOf[field]]])),
    history: events.flatMap((event) => {
      const field = fields.find((one) => streamOf(one) === event.stream);
      return field
        ? [
            {
              id: event.id,
              at: event.at,
              title: `${names[field]}: ${event.after}`,
              meta: `${event.actorName ?? "Line of Sight"}, ${formatInstant(new Date(event.at))}`,
            },
          ]
        : [];
    }),
  };
});

export const action = guarded("settings.manage", noRecord, async (guard) => {
  const { request, db, stamp, done } = guard;
  const form = await readForm(request, settingsForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, async (tx) => {
    if ((await settingsVersion(tx, keys)) !== form.value.version) throw new Conflict("settings");
    const settings = await findSettings(tx);
    const differing = fields.filter((field) => form.value[field] !== settings[settingOf[field]]);
    for (const field of differing) {
      await saveSetting(tx, stamp, settingOf[field], form.value[field]);
    }
    return differing.map((field) => `${names[field]}: ${form.value[field]}`);
  });
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Look at the settings again: someone else changed one after you opened this page. What you typed is kept here",
    );
  const changed = saved.value;
  return done(
    paths.settings(),
    changed.length === 0 ? "Nothing was changed" : `Saved: ${changed.join("; ")}`,
  );
});

export default function Settings() {
  const { stored, history, version } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(settingsForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  const number = { width: 3, inputMode: "numeric" } as const;
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          title="Settings"
          lead="Choices a council makes for itself. A change counts from now on: nothing already selected, asked or drawn moves."
        />
      </TwoThirds>
      <GovFormBody form={form} version={version}>
        <div className="los-settings">
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Safeguarding concerns</h2>
            <TextField
              {...form.field("concernCutOff")}
              width={5}
              label={names.concernCutOff}
              hint="Like 15:00, by the clock in England. A concern raised at this time or later, or on a weekend or bank holiday, is due the next working day."
            />
            <TextField
              {...form.field("concernSameDayBy")}
              width={5}
              label={names.concernSameDayBy}
            />
            <TextField
              {...form.field("concernNextDayBy")}
              width={5}
              label={names.concernNextDayBy}
              hint="A concern that nobody has acknowledged by then is escalated to the QA lead and the leaders"
            />
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Moderation</h2>
            <TextField
              {...form.field("fromPercent")}
              {...number}
              label="Moderate at least"
              suffix="%"
            />
            <TextField
              {...form.field("toPercent")}
              {...number}
              label="Moderate at most"
              suffix="%"
              hint={`Usually 20 to 30% of each cycle; ${escalatingWords} audits are always moderated`}
            />
            <TextField
              {...form.field("refreshAfter")}
              {...number}
              label="Refresh auditors and moderators after"
              suffix="months"
              hint="Counted from when they were last trained, calibrated or refreshed"
            />
            <TextField
              {...form.field("sessionMonths")}
              {...number}
              label="Hold a feedback session every"
              suffix="months"
              hint="The QA lead is reminded when the next is due"
            />
            <TextField
              {...form.field("leastPairs")}
              {...number}
              label={names.leastPairs}
              hint="Usually 10"
            />
            <TextField
              {...form.field("agreementCycles")}
              {...number}
              label={names.agreementCycles}
              hint="Usually 12"
            />
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Reports</h2>
            <TextField
              {...form.field("council")}
              label={names.council}
              hint="On every file of a report"
            />
            <TextField
              {...form.field("marking")}
              label={names.marking}
              hint="On every file of a report, unless it is for publication"
            />
            <TextField
              {...form.field("firmFrom")}
              {...number}
              label={names.firmFrom}
              hint={`Usually ${usualSmallest.firm}`}
            />
            <TextField
              {...form.field("percentageFrom")}
              {...number}
              label={names.percentageFrom}
              hint={`Usually ${usualSmallest.percentage}. Counts alone are shown then; editions that are published stay as they are`}
            />
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Dates</h2>
            <TextField
              {...form.field("responseDays")}
              {...number}
              label={names.responseDays}
              hint="Counted from the day a cycle is closed"
            />
            <TextField
              {...form.field("responsePatience")}
              {...number}
              label={names.responsePatience}
              hint="Late by this long it goes to the service manager, and after as long again to the QA lead; an answer that nobody agrees goes to the QA lead"
            />
            <TextField
              {...form.field("correctionDays")}
              {...number}
              label={names.correctionDays}
              hint="A practitioner may send factual corrections for this long after submission"
            />
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Messages and reminders</h2>
            <TextField
              {...form.field("remindBefore")}
              {...number}
              label="Remind people before a date"
              suffix="working days"
              hint="Of audits, moderations and answers to reports; 0 for not before the day"
            />
            <TextField
              {...form.field("remindAgain")}
              {...number}
              label="Once overdue, remind again every"
              suffix="working days"
              hint="The first time is on the first working day after the date"
            />
            <TextField
              {...form.field("actionsBefore")}
              label="Remind the owner of an action before its date"
              suffix="days"
              hint="Several numbers with commas between them, like 14, 7, 1; empty for never"
              width={10}
            />
            <TextField
              {...form.field("actionsAgain")}
              {...number}
              label="Once an action is overdue, remind again every"
              suffix="days"
            />
            <TextField
              {...form.field("actionsUp")}
              {...number}
              label="Tell the owner’s manager of an overdue action after"
              suffix="days"
              hint="Once for each date; 0 for never"
            />
            <TextField
              {...form.field("digestHour")}
              {...number}
              label="Send daily summaries at"
              suffix="o’clock"
              hint="The hour from 0 to 23, by the clock in England, on working days"
            />
            <TextField
              {...form.field("keepMessages")}
              {...number}
              label="Keep messages for"
              suffix="days"
              hint="What was told to whom can be read in the outbox for this long"
            />
            <p className="govuk-body">
              <Link to={paths.outbox()}>Read the outbox</Link>, or see how{" "}
              <Link to={paths.files.kept()}>files that people add</Link> are kept
            </p>
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Signing in</h2>
            <TextField
              {...form.field("idleMinutes")}
              {...number}
              label="Sign people out when nothing happens for"
              suffix="minutes"
              hint="The page warns five minutes before, and keeps what was typed. After twelve hours everyone signs in again"
            />
          </section>
          <section className="los-settings__part">
            <h2 className="govuk-heading-m">Drawing cases</h2>
            <TextField
              {...form.field("auditedWithin")}
              {...number}
              label="Leave out cases audited in the last"
              suffix="months"
              hint="Re-audits are not affected; 0 leaves none out"
            />
            <TextField
              {...form.field("openedWithin")}
              {...number}
              label="Leave out cases opened in the last"
              suffix="weeks"
              hint="There is too little work in them to judge yet; 0 leaves none out"
            />
            <TextField
              {...form.field("reAuditWithin")}
              {...number}
              label="Audit a case again within"
              suffix="months"
              hint={`Once an audit is final and ${escalatingWords} overall`}
            />
          </section>
        </div>
        <Button>Save settings</Button>
      </GovFormBody>
      {history.length > 0 ? (
        <TwoThirds>
          <Details summary={`History: ${counted(history.length, "change")}`}>
            <Timeline items={history} />
          </Details>
        </TwoThirds>
      ) : null}
    </main>
  );
}
