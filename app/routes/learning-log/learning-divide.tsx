import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { divideForm, divideToNames } from "~/forms/learning";
import { readEvidence } from "~/overviews/learning-log/learning.server";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { learningReference, learningSourceNames } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { guarded } from "~/server/guard.server";
import { standingLearningFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { listActions } from "~db/learning-log/action-list.server";
import { unscopedLearningToChoose } from "~db/learning-log/learning.server";
import { beginLearning, moveFiled } from "~db/learning-log/learning-deeds.server";
import { likelyFirst } from "./choose-learning";
import { readerOf } from "./log-query.server";

export const meta = () => [{ title: "Divide what was learnt - Learning log - Line of Sight" }];

export const loader = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async ({ db, actor, subject, today }) => {
    const { id, reference, what } = subject;
    const evidence = await readEvidence(db, actor, id);
    const reader = readerOf(actor, scopeOf(actor, "learning-log.read"));
    const filter = { learningId: id, level: "above-child" as const };
    const page = { sort: "due" as const, limit: 50, offset: 0 };
    const actions = await listActions(db, reader, filter, today, page);
    const short = (text: string) => (text.length > 200 ? `${text.slice(0, 197)}…` : text);
    return {
      learning: { id, what },
      reference: learningReference(reference),
      evidence: [
        ...evidence.exercises.flatMap(({ title, findings }) =>
          findings.map(({ evidenceId, text, audit }) => ({
            value: evidenceId,
            label: text === null ? "A finding that your role does not open" : short(text),
            hint: audit?.caseReference ? `${title}, audit of ${audit.caseReference}` : title,
          })),
        ),
        ...evidence.sources.map(({ evidenceId, says, kind }) => ({
          value: evidenceId,
          label: says === null ? "A source that your role does not open" : short(says),
          hint: learningSourceNames[kind],
        })),
      ],
      actions: actions.map((action) => ({
        value: action.id,
        label: `${actionReference(action.reference)}: ${short(action.what ?? "")}`,
      })),
      options: likelyFirst([], await unscopedLearningToChoose(db, id)),
    };
  },
);

export const action = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async ({ request, db, subject, stamp, done }) => {
    const form = await readForm(request, divideForm);
    if (!form.ok) return refuse(form);
    const { evidence, actions, to, newWhat } = form.value;
    const existing = to === "existing" ? await chosen(db, subject.id, form.value.into) : null;
    if (to === "existing" && !existing)
      return refuseWith(form.typed, "Choose a learning from the list", "into");
    const saved = await save(db, async (tx) => {
      const { area, theme } = subject;
      const target =
        existing ?? (await beginLearning(tx, stamp, { what: newWhat, area, theme }, subject.id));
      await moveFiled(tx, stamp, subject, target, { evidence, actions });
      return target;
    });
    if (!saved.ok)
      return overtaken(
        form.typed,
        "Some of this was moved or merged a moment ago. Look at it again before you move it",
      );
    return done(
      paths.learning.one(saved.value.id),
      `What you chose now stands under ${learningReference(saved.value.reference)}`,
    );
  },
);

const chosen = async (db: Db, id: string, into: string) =>
  (await unscopedLearningToChoose(db, id)).find((one) => one.id === into) ?? null;

export default function DivideLearning() {
  const { learning, reference, evidence, actions, options } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(divideForm, entries),
    stored: { to: "new" },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.learning.one(learning.id)}>{reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Divide it"
            caption={reference}
            lead="Where it says two things, or something was filed under it by mistake."
          />
          <GovFormBody form={form}>
            <Checkboxes
              {...form.list("evidence")}
              legend="What moves?"
              legendSize="m"
              hint="Actions raised for a finding go with it"
              small
              options={evidence}
            />
            {actions.length > 0 ? (
              <Checkboxes
                {...form.list("actions")}
                legend="Which actions go with it?"
                legendSize="m"
                small
                options={actions}
              />
            ) : null}
            <Radios
              {...form.field("to")}
              legend="Where does it move?"
              legendSize="m"
              options={[
                {
                  value: "new",
                  label: divideToNames.new,
                  conditional: (
                    <TextField
                      {...form.field("newWhat")}
                      label="What we learnt"
                      hint="In a sentence that names no child, worker or team"
                    />
                  ),
                },
                ...(options.length > 0
                  ? [
                      {
                        value: "existing",
                        label: divideToNames.existing,
                        conditional: (
                          <Select
                            {...form.field("into")}
                            label="Which one?"
                            emptyLabel="Choose"
                            options={options}
                          />
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <ButtonGroup>
              <Button>Move it</Button>
              <Link to={paths.learning.one(learning.id)}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
