import { importTemplate } from "~/rules/caseload/columns";
import { guarded, noRecord } from "~/server/guard.server";
import { csvResponse } from "~/server/write-csv.server";

/** The columns of a caseload file, with two lines that show how to fill them in. */
export const loader = guarded("caseload.import", noRecord, async () =>
  csvResponse("caseload-template", importTemplate()),
);
