/**
 * Owns answering with a report as a file: which one the address names, and what it says of itself.
 */
import { fileOf } from "~/files/formats.server";
import type { Report } from "~/rules/reports/blocks";
import { formatOfFile } from "~/rules/reports/files";
import { findSettings } from "~db/core/settings.server";
import { type Guardable, type Guarded, notFound } from "./guard.server";

/** 404 for a file that no report has. `published` ones carry no protective marking. */
export async function reportFileAnswer<S extends Guardable>(
  { db, params, request }: Guarded<S>,
  report: Report,
  { made, published }: { made: Date; published: boolean },
): Promise<Response> {
  const format = formatOfFile(params.file ?? "");
  if (!format) throw notFound();
  const settings = await findSettings(db);
  const table = new URL(request.url).searchParams.get("table") ?? undefined;
  const file = await fileOf(report, format, {
    council: settings["reports.council"],
    marking: published ? "" : settings["reports.marking"],
    made,
    table,
  });
  if (!file) throw notFound();
  return new Response(new Uint8Array(file.content), {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Cache-Control": "no-store",
    },
  });
}
