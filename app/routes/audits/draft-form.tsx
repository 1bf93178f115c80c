import type { ReactNode } from "react";
import { type DraftField, keepName, parseDraft } from "~/forms/audit-draft";
import type { AnswerBase } from "~/rules/answer-merge";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";

export type Contested = {
  field: string;
  label: string;
  by: string;
  at: string;
  theirs: string;
  mine: string;
};

type DraftOutcome = FormOutcome & {
  contested?: Contested[];
  bases?: Record<string, AnswerBase>;
  saveId?: string;
};

type Options = {
  fields: readonly DraftField[];
  draft: {
    values: Record<string, string>;
    bases: Record<string, AnswerBase>;
    saveId: string;
    saved: string | null;
  };
  outcome: FormOutcome | undefined;
};

/**
 * A page of the audit form: fields by the names their answers are kept under, which hold dots and
 * so are read flat; each travels with the version it was typed over.
 */
export function useDraft({ fields, draft, outcome }: Options) {
  const form = useGovForm({ check: (entries) => parseDraft(fields, entries), outcome });
  const answered = outcome as DraftOutcome | undefined;
  const typed = answered?.typed as Record<string, string> | undefined;
  const value = (name: string): string => (typed ?? draft.values)[name] ?? "";
  const base = (name: string) => ({ id: name, name, error: form.errors[name] });
  return {
    form,
    value,
    saved: draft.saved,
    bases: answered?.bases ?? draft.bases,
    saveId: answered?.saveId ?? draft.saveId,
    contested: answered?.contested ?? [],
    field: (name: string) => ({ ...base(name), defaultValue: value(name) }),
    flag: (name: string) => ({ ...base(name), defaultValue: value(name) ? [value(name)] : [] }),
    date: (name: string) => {
      const [year = "", month = "", day = ""] = value(name).split("-");
      const part = (key: string, held: string) =>
        typed?.[`${name}.${key}`] ?? held.replace(/^0/, "");
      return {
        ...base(name),
        defaultValue: {
          day: part("day", day),
          month: part("month", month),
          year: part("year", year),
        },
      };
    },
  };
}

export type DraftForm = ReturnType<typeof useDraft>;

/** The form element with what every save carries, and the choice between two versions. */
export function DraftBody({
  draft,
  hrefFor,
  children,
}: {
  draft: DraftForm;
  hrefFor?: (name: string) => string;
  children: ReactNode;
}) {
  const { form, bases, saveId, contested } = draft;
  return (
    <GovFormBody form={form} hrefFor={hrefFor}>
      <input type="hidden" name="saveId" value={saveId} readOnly />
      <input type="hidden" name="bases" value={JSON.stringify(bases)} readOnly />
      {contested.length > 0 ? <ContestedFields form={form} contested={contested} /> : null}
      {children}
    </GovFormBody>
  );
}

function ContestedFields({ form, contested }: { form: GovForm; contested: Contested[] }) {
  return (
    <section className="govuk-inset-text" aria-labelledby={`${form.id}-contested`}>
      <h2 className="govuk-heading-m" id={`${form.id}-contested`}>
        This audit was changed while you were writing
      </h2>
      <p className="govuk-body">
        Nothing you typed is lost: it is in the form below. Everything else on this page is saved.
        Compare the two versions and choose which to keep.
      </p>
      {contested.map(({ field, label, by, at, theirs, mine }) => (
        <div key={field}>
          <input type="hidden" name="contested" value={field} />
          <Radios
            id={keepName(field)}
            name={keepName(field)}
            legend={label}
            legendSize="s"
            error={form.errors[keepName(field)]}
            options={[
              {
                value: "theirs",
                label: `Keep the version saved at ${at} by: ${by}`,
                hint: theirs || "Left empty",
              },
              {
                value: "mine",
                label: "Keep mine, as it stands in the form below",
                hint: mine || "Left empty",
              },
            ]}
          />
        </div>
      ))}
    </section>
  );
}

/** Save and go on, or save and come back; when it was last saved beside them. */
export function SaveButtons({ saved }: { saved: string | null }) {
  return (
    <ButtonGroup>
      <Button name="intent" value="continue">
        Save and continue
      </Button>
      <Button variant="secondary" name="intent" value="back">
        Save and come back later
      </Button>
      {saved ? <p className="govuk-body-s los-saved">{saved}</p> : null}
    </ButtonGroup>
  );
}
