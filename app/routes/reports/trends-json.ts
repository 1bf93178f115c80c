import { trendsFile } from "~/rules/reports/trends";
import { readPeriod } from "~/rules/reports/trends-choices";
import { guarded, noRecord } from "~/server/guard.server";
import { listAreas, listClosedCycles, listTallies } from "~db/reports/reports.server";

/** The figures of the trends page for other programs: closed core cycles of a period. */
export const loader = guarded("trends.read", noRecord, async ({ request, db }) => {
  const period = readPeriod(new URL(request.url).searchParams);
  if (!period.ok) {
    const { errors } = period;
    return Response.json({ error: Object.values(errors).join(". "), errors }, { status: 400 });
  }
  const cycles = await listClosedCycles(db, period.value);
  const [tallies, areas] = await Promise.all([
    listTallies(
      db,
      cycles.map(({ id }) => id),
      "final",
    ),
    listAreas(db, cycles),
  ]);
  const file = trendsFile(
    cycles,
    tallies,
    areas.map(({ code }) => code),
  );
  return Response.json(file, { headers: { "Cache-Control": "no-store" } });
});
