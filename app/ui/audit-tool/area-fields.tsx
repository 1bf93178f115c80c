import { type ComponentProps, type FormEvent, type ReactNode, useState } from "react";
import { fieldNames } from "~/rules/audits/content";
import { insideSentence } from "~/rules/core/words";
import type { Judgement } from "~/rules/tools/grades";
import { shownPrompts } from "~/rules/tools/prompts";
import { isGradedArea, type PracticeArea, type Prompt } from "~/rules/tools/tools";
import type { DateField } from "../inputs/date-field";
import { GradeRadios } from "../inputs/grade-radios";
import { TextArea } from "../inputs/text-area";
import { Details } from "../notices";
import { usePromptKeys } from "./prompt-keys";
import { PromptRow } from "./prompt-row";

type Field = {
  id: string;
  name: string;
  error?: string;
  notice?: ReactNode;
  defaultValue: string;
};

/** Where the fields of an area get what was typed: the audit form's draft, or a preview's none. */
export type AreaDraft = {
  value: (name: string) => string;
  field: (name: string) => Field;
  date: (name: string) => { defaultValue: ComponentProps<typeof DateField>["defaultValue"] };
};

/** A hidden field: the prompts that were in view, so that a save knows which ones it brings up. */
export const shownField = "shownPrompts";

/** One practice area as the auditor fills it in; `children` stand last, before the buttons. */
export function AreaFields({
  area,
  draft,
  longest,
  children,
}: {
  area: PracticeArea;
  draft: AreaDraft;
  /** The most characters of a long text. */
  longest: number;
  children?: ReactNode;
}) {
  const nameOf = (code: string) => fieldNames.areaPrompt(area.code, code);
  const shortcuts = usePromptKeys();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const shown = shownPrompts(area.prompts, (code) => chosen[code] ?? draft.value(nameOf(code)));
  const choose = ({ target }: FormEvent) => {
    const { name, value } = target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    const prompt = area.prompts.find(({ code }) => nameOf(code) === name);
    if (prompt) setChosen((held) => ({ ...held, [prompt.code]: value }));
  };
  return (
    <>
      {area.prompts.length > 0 ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the answers inside it
        <div onChange={choose} onKeyDown={shortcuts.onKeyDown} className="los-prompts">
          <h2 className="govuk-heading-m">What you found on the record</h2>
          {shortcuts.help}
          {area.prompts.map((prompt) => (
            <AreaPrompt
              key={prompt.code}
              area={area.code}
              prompt={prompt}
              draft={draft}
              hidden={!shown.includes(prompt)}
              longest={longest}
            />
          ))}
          <input
            type="hidden"
            name={shownField}
            value={shown.map(({ code }) => code).join(" ")}
            readOnly
          />
        </div>
      ) : null}
      <TextArea
        {...draft.field(fieldNames.commentary(area.code))}
        label="Commentary"
        labelSize="m"
        hint="What you saw, and what difference it made to this child. No names."
        rows={7}
        usual={150}
        maxLength={longest}
      />
      {isGradedArea(area) ? <GradeFields area={area} draft={draft} longest={longest} /> : null}
      {children}
    </>
  );
}

function AreaPrompt({
  area,
  prompt,
  draft,
  hidden,
  longest,
}: {
  area: string;
  prompt: Prompt;
  draft: AreaDraft;
  hidden: boolean;
  longest: number;
}) {
  const name = fieldNames.areaPrompt(area, prompt.code);
  const note = draft.field(fieldNames.areaPromptNote(area, prompt.code));
  return (
    <PromptRow
      prompt={prompt}
      field={draft.field(name)}
      date={draft.date(name).defaultValue}
      hidden={hidden}
      maxLength={longest}
      note={
        <Details
          summary={note.defaultValue ? "Your note" : "Add a note"}
          open={note.defaultValue !== "" || note.error !== undefined}
        >
          <TextArea {...note} label={`Note on “${prompt.text}”`} hideLabel rows={2} />
        </Details>
      }
    />
  );
}

function GradeFields({
  area,
  draft,
  longest,
}: {
  area: PracticeArea;
  draft: AreaDraft;
  longest: number;
}) {
  return (
    <>
      <GradeRadios
        {...draft.field(fieldNames.grade(area.code))}
        defaultValue={draft.value(fieldNames.grade(area.code)) as Judgement | ""}
        legend={`Your grade for ${insideSentence(area.name)}`}
        legendSize="m"
        hint="Read all four before you choose."
        descriptors={area.descriptors}
        notApplicable={
          area.mayNotApply ? "There was no such work in the time you look back on." : undefined
        }
        notJudged="You could not see enough to judge, for example because the record is restricted."
      />
      <TextArea
        {...draft.field(fieldNames.rationale(area.code))}
        label="Why this grade?"
        labelSize="m"
        hint="Someone who has not read the case should be able to follow how you got there."
        rows={5}
        usual={80}
        maxLength={longest}
      />
    </>
  );
}
