import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { narrativeForm } from "~/forms/reports";
import { paths } from "~/paths";
import { formatTime } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findLastChange } from "~db/core/versions.server";
import { forgetWritten } from "~db/core/written.server";
import { findExercise } from "~db/exercises/exercises.server";
import { saveNarrative } from "~db/reports/contents.server";

export const meta = () => [{ title: "What the report says - Line of Sight" }];

export const loader = guarded("reports.write-narrative", cycleFromUrl, async (guard) => {
  const { id, title, narrative, version } = guard.subject;
  const url = paths.written(paths.exercises.narrative(id));
  const written = await writtenSoFar(guard, writtenAt(guard, "narrative", id), { url, version });
  return { id, title, narrative, version, written };
});

export const action = guarded("reports.write-narrative", cycleFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, done } = guard;
  const form = await readForm(request, narrativeForm);
  if (!form.ok) return refuse(form);
  const { narrative, version } = form.value;
  const saved = await save(db, async (tx) => {
    await saveNarrative(tx, stamp, { ...subject, version }, narrative);
    await forgetWritten(tx, writtenAt(guard, "narrative", subject.id));
  });
  if (!saved.ok) {
    const [last, theirs] = await Promise.all([
      findLastChange(db, saved.stream, actor.id),
      findExercise(db, subject.id),
    ]);
    return refuse({
      errors: {},
      typed: { narrative },
      conflict: {
        by: last.by,
        at: `at ${formatTime(new Date(last.at))}`,
        version: theirs?.version ?? version,
        theirs: { narrative: theirs?.narrative ?? "" },
      },
    });
  }
  return done(paths.exercises.report(subject.id), "What the report says is saved");
});

export default function Narrative() {
  const { id, title, narrative, version, written } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(narrativeForm, entries),
    stored: { narrative },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.report(id)}>Back to the report</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title} title="What the report says in words" />
          <WrittenBody form={form} version={version} labels={{ narrative: "In short" }}>
            <TextArea
              {...form.field("narrative")}
              label="In short"
              hint="What the figures show, what the panel saw and what happens next. Name nobody. The figures stand beside these words and stay live."
              rows={14}
            />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={paths.exercises.report(id)}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
