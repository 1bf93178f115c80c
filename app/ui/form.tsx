import { Form } from "@remix-run/react";
import {
  type ComponentProps,
  type FormEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type FieldValues, type UseFormRegisterReturn, useForm } from "react-hook-form";
import { paths } from "~/paths";
import { datePartsOf } from "~/rules/core/written";
import { useAskBeforeLeaving } from "./ask-before-leaving";
import { ConflictNotice, type FormConflict } from "./form-notices";
import { type FieldErrors, useSaidOnPage } from "./page-errors";
import { replayTyped } from "./typed-early";

type Values = Record<string, unknown>;

/** What an action gives back when it did not do what was asked (read-form.server.ts makes it). */
export type FormOutcome = {
  errors: FieldErrors;
  typed: Values;
  conflict?: FormConflict;
};

/** Checks form entries as the server will: parseForm of app/forms with the form's own schema. */
export type Check = (
  entries: Iterable<[string, FormDataEntryValue]>,
) => { ok: true } | { ok: false; errors: FieldErrors };

type Options = {
  /** The same schema the server reads the form with: `(entries) => parseForm(schema, entries)`. */
  check?: Check;
  /** The values as stored; a field's name may be a path ("due.day"). */
  stored?: Values;
  /** What the action gave back, if anything. */
  outcome?: FormOutcome | undefined;
  /** It is saved as it is typed in, and says itself when the server can't be reached. */
  autosaved?: boolean;
};

const nothingWrong: FieldErrors = {};

/** Sending it now would swap the page, and what was typed on it, for an error. */
const notConnected =
  "Wait until you are connected, then send this again: what you typed is kept on this page";

/** Whether the server answers now: a form sent to one that doesn't takes its page along. */
export const isReached = (): Promise<boolean> =>
  fetch(paths.health(), { cache: "no-store", signal: AbortSignal.timeout(10_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

const at = (values: Values | undefined, name: string): unknown => {
  let place: unknown = values;
  for (const step of name.split(".")) {
    // A date that was read as one is shown in the boxes it was typed in.
    if (typeof place === "string") place = datePartsOf(place);
    if (typeof place !== "object" || place === null) return undefined;
    place = (place as Values)[step];
  }
  return place;
};

const asText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === "string" && value ? [value] : [];

/** An effect that no key press can come before; on a server there are neither. */
const useBeforeKeys = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * One form of a page: its fields wired to react-hook-form, its errors from the browser's check or
 * the server's answer, whatever was typed kept. Works as a plain post without scripts.
 */
export function useGovForm({ check, stored, outcome, autosaved = false }: Options) {
  const id = useId();
  const hookForm = useForm<FieldValues>();
  const [found, setFound] = useState<FieldErrors | null>(null);
  /** Whether the server is being asked if it is there; and whether it has just said so. */
  const asking = useRef(false);
  const reached = useRef(false);
  /** On its way to the server: leaving its page is then no loss. */
  const sending = useRef(false);
  const errors = found ?? outcome?.errors ?? nothingWrong;
  // Nothing when the form was not read at all: what is stored is shown then, never empty fields.
  const typed = outcome && Object.keys(outcome.typed).length > 0 ? outcome.typed : undefined;
  const value = (name: string): unknown => (typed ? at(typed, name) : at(stored, name));

  useEffect(() => {
    if (outcome) setFound(null);
  }, [outcome]);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
    // A page that stays after its form is done keeps its title element: take the word away again.
    return () => {
      document.title = document.title.replace(/^Error: /, "");
    };
  }, [errors]);
  useSaidOnPage(id, errors);
  useBeforeKeys(() => replayTyped(id, hookForm.setValue), [id, hookForm.setValue]);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const form = event.currentTarget;
    if (reached.current) {
      reached.current = false;
      sending.current = true;
      return;
    }
    if (check && !submitter?.hasAttribute("formnovalidate")) {
      const result = check(new FormData(form, submitter));
      setFound(result.ok ? {} : { ...result.errors });
      if (!result.ok) return event.preventDefault();
    }
    if (autosaved || form.method === "get") return;
    event.preventDefault();
    if (asking.current) return;
    asking.current = true;
    form.ariaBusy = "true";
    void isReached().then((isThere) => {
      asking.current = false;
      if (!form.isConnected) return;
      if (isThere) {
        reached.current = true;
        form.requestSubmit(submitter);
      } else setFound({ "": notConnected });
      form.ariaBusy = null;
    });
  };

  const base = (name: string) => ({ id: name, name, error: errors[name] });
  const register = (name: string): UseFormRegisterReturn => hookForm.register(name);

  return {
    id,
    errors,
    sending,
    autosaved,
    /** Says that it can't be sent now: what was typed stays on the page. */
    sayNotConnected: () => setFound({ "": notConnected }),
    isRefused: outcome !== undefined,
    conflict: outcome?.conflict,
    formProps: { id, onSubmit, noValidate: true, "data-gov-form": "" },
    hookForm,
    /** A text input, text area, select or radios. */
    field: (name: string) => ({
      ...base(name),
      defaultValue: asText(value(name)),
      inputProps: register(name),
    }),
    /** Checkboxes of one name: a list of values. */
    list: (name: string) => ({
      ...base(name),
      defaultValue: asList(value(name)),
      inputProps: register(name),
    }),
    /** Three boxes for a date; a stored date is YYYY-MM-DD. */
    date: (name: string) => {
      const held = value(name);
      const [year, month, day] = typeof held === "string" ? held.split("-") : [];
      const part = (key: string, fallback?: string) =>
        asText(value(`${name}.${key}`)) ?? fallback?.replace(/^0/, "") ?? "";
      return {
        ...base(name),
        defaultValue: {
          day: part("day", day),
          month: part("month", month),
          year: part("year", year),
        },
        inputProps: {
          day: register(`${name}.day`),
          month: register(`${name}.month`),
          year: register(`${name}.year`),
        },
      };
    },
    /** Two boxes for a month; a stored month is YYYY-MM. */
    month: (name: string) => {
      const held = value(name);
      const [year, month] = typeof held === "string" ? held.split("-") : [];
      return {
        ...base(name),
        defaultValue: {
          month: month ?? asText(value(`${name}.month`)) ?? "",
          year: year ?? asText(value(`${name}.year`)) ?? "",
        },
        inputProps: { month: register(`${name}.month`), year: register(`${name}.year`) },
      };
    },
    /** A file can't be given back: it has to be chosen again. */
    file: (name: string) => ({ ...base(name), inputProps: register(name) }),
  };
}

export type GovForm = ReturnType<typeof useGovForm>;

type GovFormProps = Omit<ComponentProps<typeof Form>, "onSubmit" | "id"> & {
  form: GovForm;
  /** The version of the record, when two people may save it. */
  version?: number;
  /** The names of the fields in words, for a conflict. */
  labels?: Record<string, string>;
  children: ReactNode;
};

/** The form element, a conflict before it; what is wrong stands above the page's heading. */
export function GovFormBody({ form, version, labels = {}, children, ...rest }: GovFormProps) {
  return (
    <>
      <ConflictNotice form={form} labels={labels} />
      {form.autosaved || rest.method === "get" ? null : <AskBeforeLeaving form={form} />}
      <Form
        method="post"
        {...rest}
        {...form.formProps}
        data-leaving={form.autosaved ? "saved" : "asks"}
      >
        {version === undefined ? null : (
          <input type="hidden" name="version" value={form.conflict?.version ?? version} readOnly />
        )}
        {children}
      </Form>
    </>
  );
}

/** Part of every form that is not saved as it is typed in, so that none can be without it. */
function AskBeforeLeaving({ form: { id, isRefused, sending } }: { form: GovForm }) {
  useAskBeforeLeaving({ formId: id, refused: isRefused, sending });
  return null;
}
