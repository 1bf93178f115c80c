/** Owns finding added files that a scanner should have looked at by now, where there is one. */
import { paths } from "~/paths";
import { type AttentionFact, mostCounted } from "~/rules/home/attention";
import { findUnscanned } from "../../attachments/attachments.server";
import type { Db } from "../../core/open.server";
import type { AttentionAsked } from "./sources.server";

export async function filesUnscanned(
  db: Db,
  { server }: Pick<AttentionAsked, "server">,
): Promise<AttentionFact[]> {
  if (!server?.scansFiles) return [];
  const { count, since } = await findUnscanned(db, { most: mostCounted, lateAt: server.now });
  if (count === 0) return [];
  return [
    {
      ...{ kind: "files-unscanned", subject: "", count, since, meant: null },
      ...{ href: paths.files.kept(), place: "Files" },
    },
  ];
}
