import { slugOf } from "~/rules/tools/draft";
import { toolFile } from "~/rules/tools/file";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { versionFromUrl } from "~/server/tool-subjects.server";

/** One version of a tool as a file that another site can import. */
export const loader = guarded("tools.read", versionFromUrl, async ({ subject }) => {
  const { version, kind } = subject;
  const draft = version.state === "draft";
  const number = draft ? "draft" : `version-${versionInWords(version).replace(".", "-")}`;
  const name = `${slugOf(version.definition.name) || "audit-tool"}-${number}.json`;
  return new Response(
    toolFile({ kind, version: draft ? null : version, definition: version.definition }),
    {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "private, no-store",
      },
    },
  );
});
