import type { ReactNode } from "react";
import { describedBy, type FieldProps, FormGroup } from "./form-group";

/** A file to upload; the form needs encType "multipart/form-data". */
export function FileField({
  id,
  name,
  label,
  hint,
  error,
  accept,
  inputProps,
}: FieldProps & { label: ReactNode; accept?: string }) {
  return (
    <FormGroup {...{ id, label, hint, error }}>
      <input
        className={`govuk-file-upload${error ? " govuk-file-upload--error" : ""}`}
        id={id}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
        name={name}
        {...inputProps}
      />
    </FormGroup>
  );
}
