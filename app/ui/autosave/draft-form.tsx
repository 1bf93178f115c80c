import { useNavigation, useSubmit } from "@remix-run/react";
import { type FormEvent, type ReactNode, useEffect } from "react";
import { type AnswerBase, keepName } from "~/rules/core/answer-merge";
import type { Theirs } from "~/rules/core/save-queue";
import { splitDate } from "~/rules/core/typed-date";
import { Button, ButtonGroup } from "../button";
import {
  type Check,
  type FormOutcome,
  type GovForm,
  GovFormBody,
  isReached,
  useGovForm,
} from "../form";
import { Radios } from "../inputs/choices";
import type { Control } from "./form-values";
import { SaveStatus } from "./save-status";
import { SaveTrouble } from "./save-trouble";
import { TwoVersions } from "./two-versions";
import { type Autosave, useAutosave } from "./use-autosave";

export type Contested = Theirs & {
  field: string;
  label: string;
  theirs: string;
  mine: string;
};

type DraftOutcome = FormOutcome & {
  contested?: Contested[];
  bases?: Record<string, AnswerBase>;
  saveId?: string;
};

/** A field, what a conflict calls it and how its codes are said (a DraftField of app/forms). */
type Field = Control & { label: string; words?: Record<string, string>; limit?: number };

type Options = {
  /** Where it is saved, and whose typing it is: nobody else's session may save it. */
  saving: { url: string; personId: string };
  fields: readonly Field[];
  /** What its button asks for, be it a draft or more; the server asks the same. */
  check: Check;
  /** What stands in the form, field by field. */
  read: (entries: FormData) => Record<string, string>;
  draft: {
    values: Record<string, string>;
    bases: Record<string, AnswerBase>;
    saveId: string;
    saved: string | null;
  };
  outcome: FormOutcome | undefined;
};

/**
 * A form that is saved as it is typed in: fields by the names they are kept under, which may hold
 * dots and so are read flat; each travels with the version it was typed over. Its buttons save the
 * rest first; without scripts they save all of it.
 */
export function useDraft({ saving, fields, check, read, draft, outcome }: Options) {
  const form = useGovForm({ check, outcome, autosaved: true });
  const answered = outcome as DraftOutcome | undefined;
  const typed = answered?.typed as Record<string, string> | undefined;
  const contested = answered?.contested ?? [];
  const autosave = useAutosave({
    formId: form.id,
    ...saving,
    controls: fields,
    read,
    bases: answered?.bases ?? draft.bases,
    stored: typed && draft.values,
    contested: Object.fromEntries(contested.map((one) => [one.field, one])),
    savedAt: draft.saved,
  });
  const value = (name: string): string => (typed ?? draft.values)[name] ?? "";
  const base = (name: string) => ({
    id: name,
    name,
    error: form.errors[name] ?? autosave.queue?.refused[name]?.message,
    notice: versionsOf(autosave, fields, name),
  });
  return {
    form: useSavedFirst(form, autosave),
    savesTo: saving.url,
    autosave,
    value,
    /** What stands in a field now; without scripts, what stood in it when the page was made. */
    typed: (name: string): string => autosave.queue?.typed[name] ?? value(name),
    saved: draft.saved,
    bases: answered?.bases ?? draft.bases,
    saveId: answered?.saveId ?? draft.saveId,
    // With scripts each field shows its own two versions.
    contested: autosave.queue ? [] : contested,
    field: (name: string) => ({ ...base(name), defaultValue: value(name) }),
    flag: (name: string) => ({ ...base(name), defaultValue: value(name) ? [value(name)] : [] }),
    date: (name: string) => {
      const { day, month, year } = splitDate(value(name));
      const part = (key: string, held: string) => typed?.[`${name}.${key}`] ?? held;
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

/** The two versions of a field that was changed elsewhere too; nothing for any other. */
export function versionsOf(
  { queue, choose }: Autosave,
  fields: readonly Field[],
  name: string,
): ReactNode {
  const theirs = queue?.contested[name];
  const field = fields.find((one) => one.name === name);
  if (!theirs || !field) return null;
  return (
    <TwoVersions
      id={name}
      label={field.label}
      theirs={theirs}
      mine={queue.typed[name] ?? ""}
      inWords={(value) =>
        field.isDate
          ? Object.values(splitDate(value)).filter(Boolean).join(" ")
          : (field.words?.[value] ?? value)
      }
      isText={field.limit !== undefined && !field.isDate}
      onChoose={(keep) => choose(name, keep)}
    />
  );
}

/**
 * The form's buttons save what is not saved yet before they post it; they stay when they can't. One
 * that is sent whole is looked at by the server all the same, whatever can be kept of it.
 */
export function useSavedFirst(form: GovForm, autosave: Autosave, sentWhole = false): GovForm {
  const submit = useSubmit();
  const { stay } = autosave;
  const { state } = useNavigation();
  // A post that was answered with this very page, refused or not: leaving it saves once more.
  useEffect(() => {
    if (state === "idle") stay();
  }, [state, stay]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    form.formProps.onSubmit(event);
    if (event.defaultPrevented || !autosave.queue) return;
    event.preventDefault();
    const element = event.currentTarget;
    const { submitter } = event.nativeEvent as SubmitEvent;
    element.ariaBusy = "true";
    // All of it may be kept already: sent to nobody, its page would still give way to an error.
    if (sentWhole && !(await isReached())) {
      element.ariaBusy = null;
      return form.sayNotConnected();
    }
    const carried = await autosave.flush();
    if (!carried && !(sentWhole && autosave.mayGo())) {
      element.ariaBusy = null;
      const first = element.querySelector<HTMLElement>(".los-two-versions button");
      (first ?? document.getElementById(troubleId(form)))?.focus();
      return;
    }
    const entries = new FormData(element, submitter);
    for (const [name, value] of Object.entries(carried ?? {}))
      if (entries.has(name)) entries.set(name, value);
    const action = element.getAttribute("action") ?? undefined;
    form.sending.current = true;
    submit(entries, { method: "post", action });
    element.ariaBusy = null;
  };
  return { ...form, formProps: { ...form.formProps, onSubmit } };
}

export const troubleId = (form: GovForm): string => `${form.id}-trouble`;

/** The form element with what every save carries, and the choice between two versions. */
export function DraftBody({ draft, children }: { draft: DraftForm; children: ReactNode }) {
  const { form, bases, saveId, contested } = draft;
  return (
    <GovFormBody form={form} data-saves-to={draft.savesTo}>
      <SaveTrouble id={troubleId(form)} queue={draft.autosave.queue} />
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
        This was changed while you were writing
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
                label: `Keep the version saved ${at} by: ${by}`,
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

/** Save and go on, or save and come back; when it was last saved below them. */
export function SaveButtons({ draft }: { draft: DraftForm }) {
  return (
    <>
      <ButtonGroup>
        <Button name="intent" value="continue">
          Save and continue
        </Button>
        <Button variant="secondary" name="intent" value="back">
          Save and come back later
        </Button>
      </ButtonGroup>
      <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
    </>
  );
}
