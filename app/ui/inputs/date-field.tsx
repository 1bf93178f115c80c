import type { ReactNode } from "react";
import { formatMonth } from "~/rules/core/dates";
import { type FieldProps, Fieldset, type LabelSize, type Registered } from "./form-group";

type Part = "day" | "month" | "year";

type PartsProps<P extends Part> = Omit<FieldProps, "inputProps"> & {
  legend: ReactNode;
  legendSize?: LabelSize;
  isPageHeading?: boolean;
  defaultValue?: Partial<Record<P, string>>;
  inputProps?: Partial<Record<P, Registered>>;
};

export type DateFieldProps = PartsProps<Part> & {
  /** The parts in error; all three unless said. */
  invalid?: readonly Part[];
  /** Where it folds away when it is not asked for: not while something stands in it. */
  keptInView?: boolean;
};

const dateParts: { part: Part; label: string; width: number }[] = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
];

/** A date as three inputs, posted as `name.day`, `name.month` and `name.year`. */
export function DateField(props: DateFieldProps) {
  const { id, name, legend, legendSize, isPageHeading, hint, error, notice } = props;
  const invalid = error ? (props.invalid ?? ["day", "month", "year"]) : [];
  return (
    <Fieldset {...{ id, legend, legendSize, isPageHeading, hint, error, notice }}>
      <div className="govuk-date-input">
        {dateParts.map(({ part, label, width }) => {
          const partId = part === "day" ? id : `${id}-${part}`;
          const look = `govuk-input--width-${width}${invalid.includes(part) ? " govuk-input--error" : ""}`;
          return (
            <div key={part} className="govuk-date-input__item">
              <div className="govuk-form-group">
                <label className="govuk-label govuk-date-input__label" htmlFor={partId}>
                  {label}
                </label>
                <input
                  className={`govuk-input govuk-date-input__input ${look}`}
                  id={partId}
                  type="text"
                  inputMode="numeric"
                  autoComplete="off"
                  defaultValue={props.defaultValue?.[part]}
                  aria-invalid={invalid.includes(part) ? true : undefined}
                  name={`${name}.${part}`}
                  placeholder={props.keptInView ? " " : undefined}
                  {...props.inputProps?.[part]}
                />
              </div>
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}

export type MonthFieldProps = PartsProps<"month" | "year"> & { years: readonly number[] };

const monthOptions = Array.from({ length: 12 }, (_, index) => {
  const value = String(index + 1).padStart(2, "0");
  return { value, label: formatMonth(`2000-${value}`).replace(" 2000", "") };
});

/** A month as two selects, posted as `name.month` ("01" to "12") and `name.year`. */
export function MonthField(props: MonthFieldProps) {
  const { id, name, legend, legendSize, isPageHeading, hint, error, notice, years } = props;
  const look = `govuk-select${error ? " govuk-select--error" : ""}`;
  const options = {
    month: monthOptions,
    year: years.map((year) => ({ label: String(year), value: String(year) })),
  };
  return (
    <Fieldset {...{ id, legend, legendSize, isPageHeading, hint, error, notice }}>
      <div className="los-month">
        {(["month", "year"] as const).map((part) => {
          const partId = part === "month" ? id : `${id}-${part}`;
          return (
            <div key={part}>
              <label className="govuk-label" htmlFor={partId}>
                {part === "month" ? "Month" : "Year"}
              </label>
              <select
                className={look}
                id={partId}
                defaultValue={props.defaultValue?.[part] ?? ""}
                aria-invalid={error ? true : undefined}
                name={`${name}.${part}`}
                {...props.inputProps?.[part]}
              >
                <option value="">Choose</option>
                {options[part].map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}
