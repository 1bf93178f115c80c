/** Owns what every page of the tool editor shares: its frame, and saving one part of a draft. */

import { formatInstant } from "~/rules/core/dates";
import { lowered } from "~/rules/core/folding";
import { partVersion } from "~/rules/tools/draft";
import { type ToolProblem, toolProblems } from "~/rules/tools/problems";
import type { ToolDefinition } from "~/rules/tools/tools";
import { type Guarded, refusal } from "~/server/guard.server";
import { refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { findLastChange } from "~db/core/versions.server";
import { changeDraft, findDraft, type ToolDraft } from "~db/tools/drafts.server";
import { listTools, type Tool } from "~db/tools/list.server";

export type Drafted = Tool & { draft: ToolDraft };

type Part<P> = {
  /** What the part is called in the history. */
  name: string;
  partOf: (tool: ToolDefinition) => P;
  /** The part's own version, as the page was made. */
  expected: number;
  apply: (tool: ToolDefinition) => ToolDefinition;
  typed: Record<string, unknown>;
  /** What the part says now, by the names of the form's fields, for someone who meets a conflict. */
  theirs: (part: P) => Record<string, string>;
};

/** Saves one part; null when it is saved, else the answer to give: 409 with both versions. */
export async function savePart<P>(guard: Guarded<Drafted>, part: Part<P>) {
  const { db, stamp, actor, subject } = guard;
  const saved = await save(db, (tx) => changeDraft(tx, stamp, subject.id, part));
  if (!saved.ok) {
    const now = await findDraft(db, subject.id);
    if (!now) throw draftIsGone();
    const standing = part.partOf(now.definition);
    const { by, at } = await findLastChange(db, saved.stream, actor.id);
    return refuse({
      errors: {},
      typed: part.typed,
      conflict: {
        by,
        at: at ? `on ${formatInstant(new Date(at))}` : "just now",
        version: partVersion(standing),
        theirs: part.theirs(standing),
      },
    });
  }
  return null;
}

/** What is to be corrected in a draft before it can be published, its name among the others included. */
export async function findProblems({ db, subject }: Guarded<Drafted>): Promise<ToolProblem[]> {
  const { definition } = subject.draft;
  const problems = toolProblems(definition, subject.kind);
  const name = lowered(definition.name);
  const taken = (await listTools(db)).some(
    (tool) => tool.id !== subject.id && tool.latest !== null && lowered(tool.name) === name,
  );
  const message = `Enter another name: a published tool is called ${definition.name}`;
  return taken ? [{ part: "about", message }, ...problems] : problems;
}

/** For someone whose page was about something that another lead has removed meanwhile. */
export const partIsGone = (noun: "area" | "prompt") =>
  refusal(409, {
    title: `This ${noun} is not in the draft any more`,
    because:
      "Someone removed it after you opened this page. Nothing you sent was stored: go back if you want to keep your words.",
  });

export const draftIsGone = () =>
  refusal(409, {
    title: "This draft is not there any more",
    because:
      "Someone published or discarded it after you opened this page. Nothing you sent was stored.",
  });
