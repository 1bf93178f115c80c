import type { ReactNode } from "react";
import { type Choice, Radios } from "./choices";
import type { FieldProps } from "./form-group";

/** One prompt or question of many: small radios in a row, an optional note beneath. */
export function AnswerRow({
  question,
  options,
  defaultValue,
  note,
  ...field
}: FieldProps & {
  question: ReactNode;
  options: readonly Choice[];
  defaultValue?: string;
  /** Usually a TextField or TextArea inside Details. */
  note?: ReactNode;
}) {
  return (
    <div className="los-answer-row">
      <Radios
        {...field}
        legend={question}
        options={options}
        defaultValue={defaultValue}
        inline
        small
      />
      {note ? <div className="los-answer-row__note">{note}</div> : null}
    </div>
  );
}
