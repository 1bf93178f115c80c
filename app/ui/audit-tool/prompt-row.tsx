import type { ComponentProps, ReactNode } from "react";
import { answerChoices } from "~/rules/tools/prompts";
import type { Prompt } from "~/rules/tools/tools";
import { AnswerRow } from "../inputs/answer-row";
import { DateField } from "../inputs/date-field";
import { Select } from "../inputs/select";
import { TextArea } from "../inputs/text-area";
import { TextField } from "../inputs/text-field";

type Field = {
  id: string;
  name: string;
  error?: string;
  notice?: ReactNode;
  defaultValue: string;
};

export type PromptRowProps = {
  prompt: Prompt;
  field: Field;
  date: ComponentProps<typeof DateField>["defaultValue"];
  /** Beneath an answer that is not itself a text. */
  note: ReactNode;
  /** Kept in the page, so that nothing typed is lost, and not shown. */
  hidden: boolean;
  maxLength: number;
};

/** A list longer than this is chosen from a select. */
const mostRadios = 6;

/** One prompt of a practice area, asked as its type of answer is given. */
export function PromptRow({ prompt, field, date, note, hidden, maxLength }: PromptRowProps) {
  const label = (
    <>
      {prompt.text}
      {prompt.required ? <span className="los-required"> Required</span> : null}
    </>
  );
  const { defaultValue, ...base } = field;
  const shared = { ...base, hint: prompt.guidance };
  const choices = answerChoices(prompt).map(({ code, name }) => ({ value: code, label: name }));
  const look = prompt.shownIf ? " los-prompt--depends" : "";
  return (
    <div className={`los-prompt${look}`} hidden={hidden}>
      {prompt.answer === "text" ? (
        <Typed>
          <TextArea
            {...shared}
            defaultValue={defaultValue}
            label={label}
            labelSize="s"
            rows={4}
            maxLength={maxLength}
          />
        </Typed>
      ) : prompt.answer === "date" ? (
        <Typed note={note}>
          <DateField {...shared} defaultValue={date} legend={label} legendSize="s" />
        </Typed>
      ) : prompt.answer === "number" ? (
        <Typed note={note}>
          <TextField
            {...shared}
            defaultValue={defaultValue}
            label={label}
            labelSize="s"
            inputMode="decimal"
            width={5}
          />
        </Typed>
      ) : choices.length > mostRadios ? (
        <Typed note={note}>
          <Select
            {...shared}
            defaultValue={defaultValue}
            label={label}
            emptyLabel="Choose an answer"
            options={choices}
          />
        </Typed>
      ) : (
        <AnswerRow
          {...shared}
          defaultValue={defaultValue}
          question={label}
          options={choices}
          note={note}
        />
      )}
    </div>
  );
}

function Typed({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <div className="los-answer-row">
      {children}
      {note ? <div className="los-answer-row__note">{note}</div> : null}
    </div>
  );
}
