import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { mergeLearningForm } from "~/forms/learning";
import { paths } from "~/paths";
import { learningReference, suggestLearning } from "~/rules/learning-log/learning";
import { guarded } from "~/server/guard.server";
import { standingLearningFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { unscopedLearningToChoose } from "~db/learning-log/learning.server";
import { mergeLearning } from "~db/learning-log/learning-deeds.server";
import { likelyFirst } from "./choose-learning";

export const meta = () => [{ title: "Merge what was learnt - Learning log - Line of Sight" }];

export const loader = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async ({ db, subject }) => {
    const { id, reference, what, area, theme, version } = subject;
    const others = await unscopedLearningToChoose(db, id);
    const likely = suggestLearning({ text: what, area, theme }, others);
    return {
      learning: { id, what, version },
      reference: learningReference(reference),
      options: likelyFirst(likely, others),
    };
  },
);

export const action = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async ({ request, db, subject, stamp, done }) => {
    const form = await readForm(request, mergeLearningForm);
    if (!form.ok) return refuse(form);
    const others = await unscopedLearningToChoose(db, subject.id);
    const into = others.find(({ id }) => id === form.value.into);
    if (!into) return refuseWith(form.typed, "Choose a learning from the list", "into");
    const { version, reason } = form.value;
    const saved = await save(db, (tx) =>
      mergeLearning(tx, stamp, { ...subject, version }, into, reason),
    );
    if (!saved.ok)
      return overtaken(
        form.typed,
        "One of the two was changed a moment ago. Look at both, then merge them",
      );
    return done(
      paths.learning.one(into.id),
      `${learningReference(subject.reference)} is merged into ${learningReference(into.reference)}`,
    );
  },
);

export default function MergeLearning() {
  const { learning, reference, options } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(mergeLearningForm, entries),
    stored: {},
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.learning.one(learning.id)}>{reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Merge it into another" caption={reference} />
          <p className="govuk-body">{learning.what}</p>
          <GovFormBody form={form} version={learning.version}>
            <Select
              {...form.field("into")}
              label="Which one goes on for both?"
              emptyLabel="Choose"
              options={options}
            />
            <TextField {...form.field("reason")} label="Why are they one?" />
            <WarningText>
              Everything filed under {reference}, and the actions that answer it, move to the other.{" "}
              {reference} stays in the history. What moved can be divided from it again.
            </WarningText>
            <ButtonGroup>
              <Button>Merge them</Button>
              <Link to={paths.learning.one(learning.id)}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
