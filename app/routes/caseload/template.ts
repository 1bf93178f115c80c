import { importTemplate } from "~/rules/caseload-columns";
import { guarded, noRecord } from "~/server/guard.server";

/** The columns of a caseload file, with two lines that show how to fill them in. */
export const loader = guarded(
  "caseload.import",
  noRecord,
  async () =>
    new Response(importTemplate(), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="caseload-template.csv"',
      },
    }),
);
