/** Owns what the page of one audit tool shows. */

import { dateInLondon, formatDate, formatMonth } from "~/rules/core/dates";
import { eventInWords } from "~/rules/core/event-words";
import type { ExerciseState } from "~/rules/exercises/exercises";
import { versionInWords } from "~/rules/tools/versions";
import type { Guarded } from "~/server/guard.server";
import { type EventRow, listEvents } from "~db/core/events.server";
import { findDraft } from "~db/tools/drafts.server";
import { findVersion, listUses, listVersions, type Tool } from "~db/tools/list.server";

const onDay = (at: string | null) => (at ? formatDate(dateInLondon(new Date(at))) : "");

/** Everything about one tool that a person may see. */
export async function findToolPage({ db, subject, may }: Guarded<Tool>) {
  const { access, ...tool } = subject;
  const mayEdit = may("tools.edit");
  const versions = await listVersions(db, tool.id);
  const draft = mayEdit ? await findDraft(db, tool.id) : null;
  const latest = versions[0] ? await findVersion(db, tool.id, versions[0].id) : null;
  const uses = await listUses(db, tool.id);
  return {
    tool,
    mayEdit,
    mayOpen: may("exercises.read"),
    latest: latest && {
      id: latest.id,
      number: versionInWords(latest),
      on: onDay(latest.publishedAt),
      about: latest.definition.about,
      areas: latest.definition.areas.map(({ code, name, graded }) => ({ code, name, graded })),
      questions: latest.definition.questions.length,
    },
    draft: draft && { by: draft.begunBy ?? "Someone", on: onDay(draft.begunAt) },
    versions: versions.map((version, index) => ({
      id: version.id,
      number: versionInWords(version),
      on: onDay(version.publishedAt),
      by: version.publishedBy,
      note: version.note,
      raisedReason: version.raisedReason,
      previousId: versions[index + 1]?.id ?? null,
      breaks: version.minor === 0 && index < versions.length - 1,
    })),
    uses: uses.map((use) => ({
      id: use.exerciseId,
      title: use.title,
      month: formatMonth(use.month),
      state: use.state as ExerciseState,
      number: versionInWords(use),
      current: use.versionId === versions[0]?.id,
    })),
    events: mayEdit ? (await listEvents(db, `tool:${tool.id}`, 50)).map(toldOf) : [],
  };
}

const toldOf = (event: EventRow) => {
  const { note, raisedReason } = (event.after ?? {}) as { note?: string; raisedReason?: string };
  return {
    id: event.id,
    title: eventInWords(event),
    by: event.actorName,
    at: event.at,
    body: [note, raisedReason].filter(Boolean).join("\n") || null,
  };
};

export type ToolPage = Awaited<ReturnType<typeof findToolPage>>;
