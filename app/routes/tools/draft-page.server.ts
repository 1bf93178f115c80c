/** Owns what the page of a draft shows. */

import { dateInLondon, formatDate } from "~/rules/core/dates";
import { areaHeading } from "~/rules/tools/compare-areas";
import { auditQualityPart, compareTools } from "~/rules/tools/compare-tools";
import { partVersion } from "~/rules/tools/draft";
import { asksQuestions, type ToolPart } from "~/rules/tools/problems";
import { isGradedArea } from "~/rules/tools/tools";
import { proposeVersion, versionInWords } from "~/rules/tools/versions";
import type { Guarded } from "~/server/guard.server";
import { findVersion, listVersions } from "~db/tools/list.server";
import { type Drafted, findProblems } from "./draft.server";

/** How a draft stands: its parts, what changed, and what is to be corrected. */
export async function findDraftPage(guard: Guarded<Drafted>) {
  const { db, subject } = guard;
  const { access, draft, ...tool } = subject;
  const { definition } = draft;
  const [latest] = await listVersions(db, tool.id);
  const published = latest ? await findVersion(db, tool.id, latest.id) : null;
  const changes = published ? compareTools(published.definition, definition) : [];
  const problems = await findProblems(guard);
  const proposal = proposeVersion(changes, published);
  const state = (part: ToolPart, changed: string) => ({
    problems: problems.filter((problem) => problem.part === part).length,
    // Of a tool never published, nothing is as published: everything is new.
    changes: published ? changes.filter((change) => change.part === changed).length : null,
  });
  return {
    tool,
    draftId: draft.id,
    begun: draft.begunAt ? formatDate(dateInLondon(new Date(draft.begunAt))) : "",
    by: draft.begunBy,
    published: published && { id: published.id, number: versionInWords(published) },
    next: proposal.level && versionInWords(proposal.next),
    level: proposal.level,
    questionsOnly: asksQuestions(tool.kind),
    problems,
    changes: changes.length,
    version: partVersion(definition.areas.map(({ code }) => code)),
    parts: {
      about: state("about", "The tool"),
      overall: definition.overall || !asksQuestions(tool.kind) ? state("overall", "Overall") : null,
      questions: { ...state("questions", "Questions"), count: definition.questions.length },
      // What is moderated is graded.
      auditQuality: asksQuestions(tool.kind)
        ? null
        : {
            ...state("audit-quality", auditQualityPart),
            own: definition.auditQuality?.length ?? null,
          },
      themes: { ...state("themes", "Themes"), count: definition.themes.length },
    },
    areas: definition.areas.map((area) => ({
      code: area.code,
      name: area.name,
      graded: isGradedArea(area),
      prompts: area.prompts.length,
      ...state(`area:${area.code}`, areaHeading(area)),
      isNew: published ? !published.definition.areas.some((one) => one.code === area.code) : false,
    })),
  };
}

export type DraftPageFacts = Awaited<ReturnType<typeof findDraftPage>>;
