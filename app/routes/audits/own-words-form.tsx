import { reflectionForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { useAskBeforeLeaving } from "~/ui/ask-before-leaving";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";

const labels = {
  proudOf: "What are you proud of in your work with this child?",
  doDifferently: "What would you do differently?",
  childWouldSay: "What would the child say about your work together?",
  raiseGrade: "What would it take for this work to be graded higher?",
  correction: "Is a fact in the audit wrong?",
};

type Stored = Partial<Record<keyof typeof labels, string>> & { version: number };

/** The practitioner's reflection, theirs to change until the audit is final; corrections for a while. */
export function OwnWordsForm({
  reflection,
  submitted,
  mayCorrect,
  correctionsBy,
  outcome,
}: {
  reflection: Stored | null;
  submitted: boolean;
  mayCorrect: boolean;
  correctionsBy: string | null;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(reflectionForm, entries),
    stored: { ...reflection },
    outcome,
  });
  useAskBeforeLeaving(form.id, reflection?.version);
  const question = (name: keyof typeof labels, hint?: string) => (
    <TextArea
      {...form.field(name)}
      label={labels[name]}
      labelSize="s"
      hint={hint}
      maxLength={4000}
    />
  );
  return (
    <GovFormBody form={form} version={reflection?.version ?? 0} labels={labels}>
      {question("proudOf")}
      {question("doDifferently")}
      {question("childWouldSay", "A baby too has a view of how things are.")}
      {question(
        "raiseGrade",
        "In your work, in the team or around it: what would have made it better for this child.",
      )}
      {mayCorrect ? (
        question(
          "correction",
          `Say what is wrong, what is right, and where the record shows it. By ${correctionsBy}. This is about facts: grades are for the panel.`,
        )
      ) : submitted ? (
        <>
          <input type="hidden" name="correction" value={reflection?.correction ?? ""} readOnly />
          <p className="govuk-body">
            {reflection?.correction
              ? `You sent a factual correction: ${reflection.correction}`
              : `Factual corrections were taken until ${correctionsBy}.`}
          </p>
        </>
      ) : null}
      <Button>Save your reflection</Button>
    </GovFormBody>
  );
}
