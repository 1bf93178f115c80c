/** Owns finding the audit tool, version or draft a URL names, for the guard: null answers 404. */
import { mayEver } from "~/rules/access/permission";
import { findDraft, type ToolDraft } from "~db/tools/drafts.server";
import { type FullVersion, findSharedTool, findVersion, type Tool } from "~db/tools/list.server";
import type { Find } from "./guard.server";

export const toolFromUrl: Find<Tool> = async ({ db, params }) =>
  params.toolId ? findSharedTool(db, params.toolId) : null;

/** A tool that has a draft, with it. */
export const draftFromUrl: Find<Tool & { draft: ToolDraft }> = async (finding) => {
  const tool = await toolFromUrl(finding);
  const draft = tool && (await findDraft(finding.db, tool.id));
  return tool && draft ? { ...tool, draft } : null;
};

/** A version of a tool, with the tool; a draft is there only for those who may change it. */
export const versionFromUrl: Find<Tool & { version: FullVersion }> = async (finding) => {
  const tool = await toolFromUrl(finding);
  const version = tool && (await findVersion(finding.db, tool.id, finding.params.versionId ?? ""));
  if (!tool || !version) return null;
  if (version.state === "draft" && !mayEver(finding.actor, "tools.edit")) return null;
  return { ...tool, version };
};
