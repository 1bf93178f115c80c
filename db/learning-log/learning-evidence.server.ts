/**
 * Owns what a learning rests on, as its reader may see it: findings of audits and exercises, and other
 * sources; and single findings and sources, to be filed.
 * Practice: an audit's finding is shown to whoever may read that audit, with its words left out of the
 * read for everyone else; that it is there is no secret.
 */
import { type ExpressionBuilder, sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import type { LearningSource } from "~/rules/learning-log/learning";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
import type { Schema } from "../core/schema";
import { inScope } from "../core/scope.server";
import { isThatAuditRead } from "./action-sight.server";

/** The scopes of "audits.read" and of "learning-log.read-source". */
export type EvidenceReader = { audits: Scope; sources: Scope };

export type FindingFound = {
  id: string;
  kind: "strength" | "development";
  area: string | null;
  theme: string | null;
  caseCount: number | null;
  madeAt: string;
  exerciseId: string;
  /** Null where it is of the exercise as a whole. */
  audit: { id: string; state: string; caseReference: string; read: boolean } | null;
  /** Of an audit, null for those who may not read it; an exercise's by whoever may read the exercise. */
  text: string | null;
};

export type SourceFound = {
  id: string;
  kind: LearningSource;
  saidOn: string;
  sourceReference: string;
  area: string | null;
  theme: string | null;
  teamName: string | null;
  serviceName: string | null;
  /** Null where it is out of the reader's reach. */
  says: string | null;
  enteredBy: string | null;
  enteredAt: string;
};

export type Evidence =
  | { id: string; filedAt: string; finding: FindingFound }
  | { id: string; filedAt: string; source: SourceFound };

const flag = (
  eb: ExpressionBuilder<Schema, never>,
  condition: ReturnType<typeof isThatAuditRead>,
) => eb.case().when(condition).then(1).else(0).end();

const sourceService = sql<string | null>`coalesce(learning_source.service_id,
  (select team.service_id from team where team.id = learning_source.team_id))`;

const isSourceRead = (eb: ExpressionBuilder<Schema, never>, { sources }: EvidenceReader) => {
  const team = sql.ref<string | null>("learning_source.team_id");
  const enteredBy = sql.ref<string | null>("learning_source.entered_by");
  return eb.or([
    inScope(eb, sources, { team, service: sourceService }),
    eb(enteredBy as never, "in", recordsOf(sources.personId) as never),
  ]);
};

const findings = (db: Db, reader: EvidenceReader) =>
  db
    .selectFrom("finding")
    .leftJoin("audit", "audit.id", "finding.audit_id")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .select(["finding.id", "finding.kind", "finding.area", "finding.theme", "finding.text"])
    .select(["finding.case_count as caseCount", "finding.made_at as madeAt"])
    .select(["finding.exercise_id as exerciseId", "finding.audit_id as auditId"])
    .select(["audit.state as auditState", "case_record.reference as caseReference"])
    .select((eb) =>
      flag(eb as never, isThatAuditRead(eb as never, "finding.audit_id", reader.audits)).as("read"),
    );
type FindingRow = Awaited<ReturnType<ReturnType<typeof findings>["execute"]>>[number];

function asFinding(row: FindingRow): FindingFound {
  const { auditId, auditState, caseReference, read, text, ...own } = row;
  const shown = auditId === null || read === 1;
  return {
    ...own,
    // Of an audit that is not read nothing is told but that something was found in it.
    ...(shown ? {} : { area: null, theme: null, caseCount: null }),
    audit:
      auditId === null
        ? null
        : {
            id: shown ? auditId : "",
            state: auditState ?? "",
            caseReference: shown ? (caseReference ?? "") : "",
            read: shown,
          },
    text: shown ? text : null,
  };
}

const sources = (db: Db, reader: EvidenceReader) =>
  db
    .selectFrom("learning_source")
    .leftJoin("team", "team.id", "learning_source.team_id")
    .leftJoin("service", "service.id", "learning_source.service_id")
    .leftJoin("one_person as by", "by.record_id", "learning_source.entered_by")
    .select(["learning_source.id", "learning_source.kind", "learning_source.said_on as saidOn"])
    .select(["learning_source.source_reference as sourceReference", "learning_source.says"])
    .select(["learning_source.area", "learning_source.theme", "team.name as teamName"])
    .select(["service.name as serviceName", "by.name as enteredBy"])
    .select("learning_source.entered_at as enteredAt")
    .select((eb) => flag(eb as never, isSourceRead(eb as never, reader)).as("read"));
type SourceRow = Awaited<ReturnType<ReturnType<typeof sources>["execute"]>>[number];

const asSource = ({ read, ...row }: SourceRow): SourceFound => ({
  ...row,
  kind: row.kind as LearningSource,
  ...(read === 1 ? {} : { says: null, sourceReference: "", enteredBy: null, teamName: null }),
});

/** What a learning rests on, what was last filed first. */
export async function listEvidence(
  db: Db,
  reader: EvidenceReader,
  learningId: string,
  limit = 200,
): Promise<Evidence[]> {
  const filed = await db
    .selectFrom("learning_evidence")
    .select(["id", "finding_id", "source_id", "filed_at as filedAt"])
    .where("learning_id", "=", learningId)
    .orderBy("filed_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const idsOf = (column: "finding_id" | "source_id") => filed.flatMap((row) => row[column] ?? []);
  const found = await findings(db, reader)
    .where("finding.id", "in", [...idsOf("finding_id"), ""])
    .execute();
  const said = await sources(db, reader)
    .where("learning_source.id", "in", [...idsOf("source_id"), ""])
    .execute();
  return filed.flatMap(({ id, filedAt, ...row }): Evidence[] => {
    const finding = found.find((one) => one.id === row.finding_id);
    if (finding) return [{ id, filedAt, finding: asFinding(finding) }];
    const source = said.find((one) => one.id === row.source_id);
    return source ? [{ id, filedAt, source: asSource(source) }] : [];
  });
}

export const countEvidence = (db: Db, learningId: string): Promise<number> =>
  countUpTo(
    db,
    db.selectFrom("learning_evidence").select("id").where("learning_id", "=", learningId),
  );

export async function findFinding(
  db: Db,
  reader: EvidenceReader,
  id: string,
): Promise<FindingFound | null> {
  const row = await findings(db, reader).where("finding.id", "=", id).executeTakeFirst();
  return row ? asFinding(row) : null;
}

/** A source with what it is placed by, and what it is filed under. */
export async function findSource(db: Db, reader: EvidenceReader, id: string) {
  const row = await sources(db, reader)
    .leftJoin("learning_evidence", "learning_evidence.source_id", "learning_source.id")
    .leftJoin("learning", "learning.id", "learning_evidence.learning_id")
    .leftJoin("one_person as raiser", "raiser.record_id", "learning_source.entered_by")
    .select(["learning_source.team_id", sourceService.as("service_id"), "raiser.id as raiser"])
    .select(["learning.id as learningId", "learning.reference as learningReference"])
    .where("learning_source.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { team_id, service_id, raiser, learningId, learningReference, ...source } = row;
  return {
    ...asSource(source),
    filed:
      learningId === null || learningReference === null
        ? null
        : { id: learningId, reference: learningReference },
    access: { teamId: team_id, serviceId: service_id, people: { raiser: [raiser] } },
  };
}

/** What was entered and is filed under nothing yet, what waits longest first. */
export async function listSourcesToFile(
  db: Db,
  reader: EvidenceReader,
  limit: number,
): Promise<SourceFound[]> {
  const rows = await sources(db, reader)
    .where("learning_source.filed", "=", sql.lit(0))
    .where((eb) => isSourceRead(eb as never, reader))
    .orderBy("learning_source.entered_at")
    .orderBy("learning_source.id")
    .limit(limit)
    .execute();
  return rows.map(asSource);
}

/** Findings of whole exercises since a day that are filed under nothing, the latest first. */
export async function listFindingsToFile(
  db: Db,
  reader: EvidenceReader,
  { since, limit }: { since: string; limit: number },
): Promise<(FindingFound & { exerciseTitle: string })[]> {
  const rows = await findings(db, reader)
    .innerJoin("exercise", "exercise.id", "finding.exercise_id")
    .select("exercise.title as exerciseTitle")
    .where("finding.audit_id", "is", null)
    .where("finding.made_at", ">=", since)
    .where((eb) => eb.or([eb("exercise.kind", "=", "core"), eb("exercise.state", "=", "closed")]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("learning_evidence")
            .select("learning_evidence.id")
            .whereRef("learning_evidence.finding_id", "=", "finding.id"),
        ),
      ),
    )
    .orderBy("finding.made_at", "desc")
    .orderBy("finding.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ exerciseTitle, ...row }) => ({ ...asFinding(row), exerciseTitle }));
}
