import { acceptedFiles, acceptedInWords } from "~/rules/attachments/attachments";
import { Button } from "../button";
import { type Check, type FormOutcome, GovFormBody, useGovForm } from "../form";
import { FileField } from "../inputs/file-field";

/** Adds a file to a record; what is wrong with it is said at `href`, which shows the same form. */
export function AddFile({
  href,
  check,
  outcome,
}: {
  href: string;
  check: Check;
  outcome?: FormOutcome | undefined;
}) {
  const form = useGovForm({ check, outcome });
  return (
    <GovFormBody form={form} action={href} encType="multipart/form-data">
      <FileField
        {...form.file("file")}
        label="File"
        hint={acceptedInWords}
        accept={acceptedFiles}
      />
      <Button variant="secondary">Add the file</Button>
    </GovFormBody>
  );
}
