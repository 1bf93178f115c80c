import { readTrendsFile } from "~/overviews/reports/trends.server";
import { readPeriod } from "~/rules/reports/trends-choices";
import { guarded, noRecord } from "~/server/guard.server";

/** The figures of the trends page for other programs: closed core cycles of a period. */
export const loader = guarded("trends.read", noRecord, async ({ request, db }) => {
  const period = readPeriod(new URL(request.url).searchParams);
  if (!period.ok) {
    const { errors } = period;
    return Response.json({ error: Object.values(errors).join(". "), errors }, { status: 400 });
  }
  const file = await readTrendsFile(db, period.value);
  return Response.json(file, { headers: { "Cache-Control": "no-store" } });
});
