import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeLearningForm } from "~/forms/learning";
import { paths } from "~/paths";
import { dateInLondon, formatDate, formatTime } from "~/rules/core/dates";
import { learningReference } from "~/rules/learning-log/learning";
import { guarded } from "~/server/guard.server";
import { standingLearningFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findLastChange } from "~db/core/versions.server";
import { forgetWritten } from "~db/core/written.server";
import { findLearning } from "~db/learning-log/learning.server";
import { changeLearning } from "~db/learning-log/learning-deeds.server";
import { placingIn } from "./words.server";

export const meta = () => [{ title: "Change what was learnt - Learning log - Line of Sight" }];

export const loader = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async (guard) => {
    const { db, subject } = guard;
    const { areas, themes } = await placingIn(db);
    const { id, reference, what, area, theme, version } = subject;
    return {
      written: await writtenSoFar(guard, writtenAt(guard, "learning", id), {
        url: paths.written(paths.learning.edit(id)),
        version,
      }),
      learning: { id, what, area, theme, version },
      reference: learningReference(reference),
      areas,
      themes,
    };
  },
);

export const action = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async (guard) => {
    const { request, db, actor, subject, stamp, now, done } = guard;
    const form = await readForm(request, changeLearningForm);
    if (!form.ok) return refuse(form);
    const { version, what, area, theme } = form.value;
    const { wrong } = await placingIn(db);
    const errors = wrong({ area, theme });
    if (Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
    const saved = await save(db, async (tx) => {
      await forgetWritten(tx, writtenAt(guard, "learning", subject.id));
      await changeLearning(
        tx,
        stamp,
        { ...subject, version },
        { what, area: area || null, theme: theme || null },
      );
    });
    if (saved.ok) return done(paths.learning.one(subject.id), "Its words are changed");
    const stands = await findLearning(db, subject.id);
    const { by, at } = await findLastChange(db, `learning:${subject.id}`, actor.id);
    const instant = new Date(at || now);
    const day = dateInLondon(instant);
    return refuse({
      errors: {},
      typed: form.typed,
      conflict: {
        by,
        at: `${day === dateInLondon(now) ? "" : `on ${formatDate(day)} `}at ${formatTime(instant)}`,
        version: stands?.version ?? 0,
        theirs: { what: stands?.what ?? "" },
      },
    });
  },
);

export default function ChangeLearning() {
  const { learning, reference, areas, themes, written } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(changeLearningForm, entries),
    stored: {
      what: learning.what,
      area: learning.area ?? undefined,
      theme: learning.theme ?? undefined,
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.learning.one(learning.id)}>{reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Change what was learnt" caption={reference} />
          <WrittenBody
            form={form}
            version={learning.version}
            labels={{ what: "What we learnt", area: "Practice area", theme: "Theme" }}
          >
            <LearningFields form={form} areas={areas} themes={themes} />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={paths.learning.one(learning.id)}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}

type Options = { value: string; label: string }[];

function LearningFields({
  form,
  areas,
  themes,
}: {
  form: ReturnType<typeof useWrittenForm>;
  areas: Options;
  themes: Options;
}) {
  return (
    <>
      <TextArea
        {...form.field("what")}
        label="What we learnt"
        hint="In a sentence that names no child, worker or team"
        rows={3}
        maxLength={600}
      />
      <Select
        {...form.field("theme")}
        label="Theme (optional)"
        emptyLabel="None"
        options={themes}
      />
      <Select
        {...form.field("area")}
        label="Practice area (optional)"
        emptyLabel="None"
        options={areas}
      />
    </>
  );
}
