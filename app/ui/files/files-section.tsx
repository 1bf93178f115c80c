import type { Check } from "../form";
import { Details } from "../notices";
import { AddFile } from "./add-file";
import { FileList, type FileRow } from "./file-list";

/** The files of a record on its own page, and where one is added. */
export function FilesSection({
  files,
  addHref,
  check,
}: {
  files: readonly FileRow[];
  /** Null for those who may not add one. */
  addHref: string | null;
  check: Check;
}) {
  if (files.length === 0 && addHref === null) return null;
  return (
    <section aria-labelledby="files">
      <h2 className="govuk-heading-s" id="files">
        Files
      </h2>
      {files.length > 0 ? <FileList files={files} /> : null}
      {addHref === null ? null : (
        <Details summary="Add a file">
          <AddFile href={addHref} check={check} />
        </Details>
      )}
    </section>
  );
}
