import { staffTemplate } from "~/rules/people/staff-import";
import { guarded, noRecord } from "~/server/guard.server";
import { csvResponse } from "~/server/write-csv.server";

/** The columns of a staff list, with lines that show how to fill them in. */
export const loader = guarded("people.manage", noRecord, async () =>
  csvResponse("staff-template", staffTemplate()),
);
