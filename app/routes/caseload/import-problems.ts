import { guarded } from "~/server/guard.server";
import { importFromUrl } from "~/server/import-subjects.server";
import { csvResponse } from "~/server/write-csv.server";
import { listNotTaken } from "~db/caseload/imports.server";

/** The rows that an import does not take, for whoever corrects them in the case system. */
export const loader = guarded("caseload.import", importFromUrl, async ({ db, subject }) => {
  const rows = await listNotTaken(db, subject.import.id);
  return csvResponse("rows-not-taken", [
    ["List", "Row", "Reference", "Why"],
    ...rows.map((row) => [
      row.list ?? "",
      String(row.line),
      row.reference ?? "can’t be read",
      row.problem ?? "",
    ]),
  ]);
});
