/**
 * Owns what a panel meeting shows one member: its cases as they stand for them, who counts for each,
 * what passes by consent, what they can take, and the minutes.
 * Practice: a case that is kept from the reader is named by its number alone, with why.
 */
import { dateInLondon } from "~/rules/core/dates";
import {
  canDecide,
  canTake,
  type MeetingTheme,
  type StandingCase,
} from "~/rules/moderation/meetings";
import { qualityQuestions } from "~/rules/moderation/quality";
import { type CaseDecided, decidedOf, minutesOf } from "~/rules/reports/panel-minutes";
import type { Db } from "~db/core/open.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { listTookIn, readDecision } from "~db/moderation/decisions.server";
import { listCases, listWaiting, type MeetingCase } from "~db/moderation/meeting-cases.server";
import { listAddenda, type PanelMeeting } from "~db/moderation/meetings.server";
import { listPanellists, listWhoCount } from "~db/moderation/panel.server";
import type { AskerOf } from "../asker";

type Asker = AskerOf<PanelMeeting>;

/** What stands on the agenda of a meeting, or would if it began now. */
export const agendaFor = ({ db, subject, actor }: Asker): Promise<MeetingCase[]> =>
  subject.state === "planned"
    ? listWaiting(db, subject.exerciseId, [actor.id])
    : listCases(db, subject.id, [actor.id]);

const isUndecided = ({ state }: MeetingCase) => state === "committed" || state === "recorded";

export type MeetingRow = Pick<
  MeetingCase,
  "number" | "part" | "moderationId" | "auditId" | "caseReference" | "state" | "version" | "kept"
> & {
  withdrawn: boolean;
  /** How many of the members count for it; null once it is decided. */
  counting: number | null;
  /** Whether two of them can take it. */
  enough: boolean;
  /** What they could take, or why not. */
  take: ReturnType<typeof canTake>;
};

/** The cases as they stand for whoever reads. */
export async function readMeetingCases(asker: Asker) {
  const { db, subject, actor, today } = asker;
  const cases = await agendaFor(asker);
  const open = cases.filter(isUndecided);
  const [who, took] = await Promise.all([
    listWhoCount(db, open, today),
    listTookIn(
      db,
      open.map(({ moderationId }) => moderationId),
      actor.id,
    ),
  ]);
  const memberIds = subject.members.map(({ id }) => id);
  const rows = await Promise.all(
    cases.map(async (one): Promise<MeetingRow> => {
      const counting = (who.get(one.moderationId) ?? []).map(({ id }) => id);
      const standing: StandingCase = {
        state: one.state,
        kept: one.kept,
        took: took.has(one.moderationId),
        panellist:
          one.state === "recorded" && !counting.includes(actor.id)
            ? ((await listPanellists(db, one.auditId, [actor.id], today))[0] ?? nobody)
            : { id: actor.id, counts: counting.includes(actor.id), because: "" },
      };
      const { number, part, moderationId, auditId, caseReference, state, version, kept } = one;
      return {
        ...{ number, part, moderationId, auditId, caseReference, state, version, kept },
        withdrawn: one.withdrawn,
        counting: isUndecided(one) ? memberIds.filter((id) => counting.includes(id)).length : null,
        enough: !isUndecided(one) || canDecide(memberIds, counting),
        take: canTake(standing),
      };
    }),
  );
  return { cases, rows };
}

const nobody = { id: "", counts: false, because: "" };

/** How cases stand, as the minutes keep them: of each by its moderation. */
export async function decideds(
  db: Db,
  cases: readonly (Pick<
    MeetingCase,
    "moderationId" | "toolVersionId" | "state" | "decision" | "judged"
  > &
    Partial<Pick<MeetingCase, "withdrawn">>)[],
): Promise<Map<string, CaseDecided>> {
  const tools = new Map<string, Parameters<typeof decidedOf>[1]>();
  const found = new Map<string, CaseDecided>();
  for (const one of cases) {
    const id = one.toolVersionId ?? "";
    const tool = tools.get(id) ?? (await findToolToKeep(db, id));
    tools.set(id, tool);
    found.set(one.moderationId, decidedOf({ ...one, decision: readDecision(one.decision) }, tool));
  }
  return found;
}

async function findToolToKeep(db: Db, versionId: string) {
  const tool = (await findToolVersion(db, versionId))?.definition;
  return { areas: tool?.areas ?? [], questions: tool ? qualityQuestions(tool) : [] };
}

/** The minutes as whoever reads may see them, in blocks: as signed off, or as they stand now. */
export async function readMinutes(asker: Asker) {
  const { db, subject } = asker;
  const cases = await agendaFor(asker);
  const shown = cases.filter(({ kept }) => kept === null);
  const now = await decideds(
    db,
    shown.filter(({ decided }) => decided === ""),
  );
  const addenda = await listAddenda(db, subject.id);
  return {
    shown,
    blocks: minutesOf({
      meetsOn: subject.meetsOn,
      place: subject.place,
      exercise: subject.exerciseTitle,
      chair: subject.chair.name,
      members: subject.members.map(({ name }) => name),
      notes: subject.notes,
      cases: shown.flatMap(({ number, part, decided, moderationId }) => {
        const kept = decided === "" ? now.get(moderationId) : (JSON.parse(decided) as CaseDecided);
        return kept ? [{ number, part, decided: kept }] : [];
      }),
      kept: cases.length - shown.length,
      themes: subject.themes satisfies MeetingTheme[],
      addenda: addenda.map(({ text, by, at }) => ({ text, by, on: dateInLondon(new Date(at)) })),
    }),
  };
}
