/**
 * Owns what a record says to the search, one function a kind: the sentence it is known by, what else
 * it says, and by which tags a reader's reach leads to it.
 * Practice: nothing is indexed that the record's own page does not show, and nothing provisional. A
 * tag only narrows what is looked through; who may read it is asked of the record itself.
 */

import { learningReference, mayBeFiled } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { type Block, type Cell, eachBlock, type Report } from "~/rules/reports/blocks";
import type { SearchKind } from "~/rules/search/search";
import type { Db } from "../core/open.server";
import { nameOf } from "../core/vocabulary.server";
import { isNotBlank, personTag, serviceTag, tagsOf, teamTag, withoutAudit } from "./tags";

export type SearchText = {
  id: string;
  title: string;
  /** What else it says, one text each. */
  body: string[];
  /** An instant or a date. */
  at: string;
  tags: string[];
};

type Ids = readonly string[];

/** The name of a code as it is spelled: tools may word it otherwise later on. */
const placed = (row: { area: string | null; theme: string | null }): string[] =>
  [nameOf([], row.area), nameOf([], row.theme)].filter(isNotBlank);

/** By audit, the tags of everyone who may read it. */
async function auditTags(db: Db, auditIds: Ids): Promise<Map<string, string[]>> {
  const ids = [...new Set(auditIds), ""];
  const audits = await db
    .selectFrom("audit")
    .select(["id", "team_id", "service_id", "worker_id", "auditor_id"])
    .where("id", "in", ids)
    .execute();
  const moderators = await db
    .selectFrom("moderation")
    .select(["audit_id", "moderator_id"])
    .where("audit_id", "in", ids)
    .execute();
  return new Map(
    audits.map((audit) => [
      audit.id,
      tagsOf([
        teamTag(audit.team_id),
        serviceTag(audit.service_id),
        personTag(audit.worker_id),
        personTag(audit.auditor_id),
        ...moderators
          .filter((one) => one.audit_id === audit.id)
          .map((one) => personTag(one.moderator_id)),
      ]),
    ]),
  );
}

async function findings(db: Db, ids: Ids): Promise<SearchText[]> {
  const rows = await db
    .selectFrom("finding")
    .innerJoin("exercise", "exercise.id", "finding.exercise_id")
    .leftJoin("audit", "audit.id", "finding.audit_id")
    .select(["finding.id", "finding.text", "finding.area", "finding.theme", "finding.made_at"])
    .select(["finding.audit_id", "exercise.kind", "exercise.state", "audit.state as audit_state"])
    .where("finding.id", "in", ids)
    .execute();
  const tags = await auditTags(
    db,
    rows.flatMap(({ audit_id }) => audit_id ?? []),
  );
  return rows
    .filter((row) =>
      mayBeFiled({
        auditState: row.audit_state,
        exerciseKind: row.kind,
        exerciseState: row.state,
      }),
    )
    .map((row) => ({
      id: row.id,
      title: row.text,
      body: placed(row),
      at: row.made_at,
      tags: row.audit_id === null ? [withoutAudit] : (tags.get(row.audit_id) ?? []),
    }));
}

async function learnings(db: Db, ids: Ids): Promise<SearchText[]> {
  const rows = await db
    .selectFrom("learning")
    .select(["id", "reference", "what", "area", "theme", "begun_at"])
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: `${learningReference(row.reference)} ${row.what}`,
    body: placed(row),
    at: row.begun_at,
    tags: [],
  }));
}

async function actions(db: Db, ids: Ids): Promise<SearchText[]> {
  const rows = await db
    .selectFrom("action")
    .leftJoin("audit", "audit.id", "action.audit_id")
    .selectAll("action")
    .select("audit.submitted_at")
    .where("action.id", "in", ids)
    // Those of an audit that is still being written are its auditor's drafts.
    .where((eb) =>
      eb.or([eb("action.audit_id", "is", null), eb("audit.submitted_at", "is not", null)]),
    )
    .execute();
  const tags = await auditTags(
    db,
    rows.flatMap(({ audit_id }) => audit_id ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    title: `${actionReference(row.reference)} ${row.what}`,
    body: [
      ...[row.why, row.success_measure, row.evidence, row.impact, row.how_known].filter(isNotBlank),
      ...[row.closing_reason].filter(isNotBlank),
      ...placed(row),
    ],
    at: row.raised_at,
    tags: tagsOf([
      row.level === "child" ? null : withoutAudit,
      teamTag(row.team_id),
      serviceTag(row.service_id),
      ...[row.owner_id, row.raised_by, row.completed_by].map(personTag),
      ...(tags.get(row.audit_id ?? "") ?? []),
    ]),
  }));
}

/** What its report says once it is closed is for everyone who reads the report. */
async function exercises(db: Db, ids: Ids): Promise<SearchText[]> {
  const rows = await db.selectFrom("exercise").selectAll().where("id", "in", ids).execute();
  return rows.map((row) => {
    const closed = row.state === "closed";
    const planned = [row.trigger_text, row.rationale, row.lines_of_enquiry, row.methodology];
    const said = row.kind === "core" ? [row.narrative] : [row.next_steps];
    return {
      id: row.id,
      title: row.title,
      body: [...(row.kind === "core" ? [] : planned), ...(closed ? said : [])].filter(isNotBlank),
      at: row.month,
      tags: [],
    };
  });
}

const wordsOfCell = (cell: Cell): string[] =>
  typeof cell === "string" ? [cell] : "text" in cell ? [cell.text] : [];

function wordsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case "section":
      return [block.title];
    case "heading":
    case "text":
    case "note":
      return [block.text];
    case "list":
      return block.items.flatMap((item) =>
        typeof item === "string" ? [item] : [item.text, ...item.under],
      );
    case "figure":
      return [block.label];
    case "facts":
      return block.rows.map((row) => row.join(": "));
    case "table":
      return [block.caption, ...block.rows.map((row) => row.flatMap(wordsOfCell).join(", "))];
    case "grades":
      return [block.title, ...block.rows.map(({ name }) => name)];
    case "trend":
      return [block.title, block.says];
    default:
      return [];
  }
}

async function reports(db: Db, ids: Ids): Promise<SearchText[]> {
  const rows = await db
    .selectFrom("report_edition")
    .select(["id", "title", "content", "published_at"])
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => {
    const report: Report = JSON.parse(row.content);
    const blocks = [...eachBlock(report.blocks)].flatMap(({ block }) => wordsOfBlock(block));
    return {
      id: row.id,
      title: row.title,
      body: [report.lead, ...blocks].filter(isNotBlank),
      at: row.published_at,
      tags: [],
    };
  });
}

const readers: Record<SearchKind, (db: Db, ids: Ids) => Promise<SearchText[]>> = {
  finding: findings,
  learning: learnings,
  action: actions,
  exercise: exercises,
  report: reports,
};

/** What these records say; those that are not to be found are left out. */
export const listTexts = (db: Db, kind: SearchKind, ids: Ids): Promise<SearchText[]> =>
  ids.length === 0 ? Promise.resolve([]) : readers[kind](db, ids);
