/**
 * Owns a form that is written at length: kept as it is typed, for its writer alone, until its button
 * sends it. Without scripts its button sends it as any other form.
 */
import { Form } from "@remix-run/react";
import { type ComponentProps, useEffect, useMemo, useState } from "react";
import type { AnswerBase } from "~/rules/core/answer-merge";
import { joinTicks, splitTicks, withWritten } from "~/rules/core/written";
import { Button } from "../button";
import { type Check, type FormOutcome, type GovForm, GovFormBody, useGovForm } from "../form";
import { InsetText } from "../notices";
import { troubleId, useSavedFirst } from "./draft-form";
import { boxesOf } from "./form-values";
import { SaveStatus } from "./save-status";
import { SaveTrouble } from "./save-trouble";
import { TwoVersions } from "./two-versions";
import { type Autosave, useAutosave } from "./use-autosave";

/** Where it is kept, and what was kept so far (app/server/written.server.ts makes it). */
export type Written = {
  url: string;
  personId: string;
  values: Record<string, string>;
  bases: Record<string, AnswerBase>;
  saved: string | null;
  over: number | null;
};

type Options = {
  written: Written;
  check?: Check;
  stored?: Record<string, unknown>;
  outcome: FormOutcome | undefined;
};

export function useWrittenForm({ written, check, stored, outcome }: Options) {
  const form = useGovForm({
    check,
    stored: withWritten(stored, written.values),
    outcome,
    autosaved: true,
  });
  const { id } = form;
  const read = useMemo(() => (entries: FormData) => readBoxes(id, entries), [id]);
  const autosave = useAutosave({
    formId: id,
    url: written.url,
    personId: written.personId,
    controls: "all",
    read,
    bases: written.bases,
    // What came back refused may differ from what is kept: all of it is looked at again.
    stored: outcome && written.values,
    savedAt: written.saved,
  });
  const saved = useSavedFirst(form, autosave, true);
  return {
    ...saved,
    list: (name: string) => {
      const { defaultValue, ...rest } = form.list(name);
      return { ...rest, defaultValue: defaultValue.flatMap(splitTicks) };
    },
    written,
    autosave,
  };
}

type Writing = GovForm & { written: Written; autosave: Autosave };

/** What stands in every box; a tick that is not there is an empty text. */
function readBoxes(formId: string, entries: FormData): Record<string, string> {
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return {};
  return Object.fromEntries(
    boxesOf(form).map((name) => [
      name,
      joinTicks(entries.getAll(name).map(String)).replace(/\r\n?/g, "\n"),
    ]),
  );
}

type Props = Omit<ComponentProps<typeof GovFormBody>, "form"> & { form: Writing };

/** The form element, with what was written before, what stands in the way of keeping it, and when it was kept. */
export function WrittenBody({ form, version, children, ...rest }: Props) {
  const { written, autosave } = form;
  const { queue } = autosave;
  const hasBegun = Object.keys(written.values).length > 0;
  return (
    <>
      {hasBegun && !form.isRefused ? <Begun url={written.url} /> : null}
      <GovFormBody
        form={form}
        version={version === undefined ? undefined : (written.over ?? version)}
        data-saves-to={written.url}
        {...rest}
      >
        <SaveTrouble id={troubleId(form)} queue={queue} />
        {Object.entries(queue?.refused ?? {}).map(([name, { message }]) => (
          <p className="govuk-error-message" key={name}>
            <Named name={name} />: {message}
          </p>
        ))}
        <Versions form={form} />
        {children}
        <SaveStatus queue={queue} savedBefore={written.saved} />
      </GovFormBody>
    </>
  );
}

function Begun({ url }: { url: string }) {
  return (
    <InsetText>
      You wrote this before and have not sent it yet. Only you can read it.
      <Form method="post" action={url} reloadDocument className="los-no-print">
        <Button variant="secondary">Throw it away</Button>
      </Form>
    </InsetText>
  );
}

/** Boxes that the same person changed on another page meanwhile. */
function Versions({ form: { id, autosave } }: { form: Writing }) {
  const { queue, choose } = autosave;
  return Object.entries(queue?.contested ?? {}).map(([name, theirs]) => {
    const control = formOf(id)?.elements.namedItem(name);
    const isText = control instanceof HTMLTextAreaElement;
    return (
      <div key={name}>
        <p className="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
          <Named name={name} />
        </p>
        <TwoVersions
          id={name}
          label={labelOf(name)}
          theirs={theirs}
          mine={queue?.typed[name] ?? ""}
          inWords={(value) => value}
          isText={isText}
          onChoose={(keep) => choose(name, keep)}
        />
      </div>
    );
  });
}

const formOf = (id: string): HTMLFormElement | null => {
  const form = document.getElementById(id);
  return form instanceof HTMLFormElement ? form : null;
};

/** What the page calls a box: the text of its label. */
function labelOf(name: string): string {
  const box = document.getElementById(name);
  const label = document.querySelector(`label[for="${CSS.escape(name)}"]`);
  return (label ?? box?.closest("fieldset")?.querySelector("legend"))?.textContent ?? name;
}

function Named({ name }: { name: string }) {
  const [label, setLabel] = useState(name);
  useEffect(() => setLabel(labelOf(name)), [name]);
  return label;
}
