import type { ReactNode } from "react";
import { movementInWords } from "~/rules/moderation/moderation";
import { isGrade, type Judgement, severity } from "~/rules/tools/grades";
import { Details } from "~/ui/notices";
import { GradeTag } from "~/ui/tags";

type Made = { judgement: Judgement; reason: string };
export type Compared = {
  code: string;
  name: string;
  auditor: Made;
  moderator: Made;
  final: Made | null;
};

type Judged = Record<"auditor" | "moderator" | "final", Record<string, Made>>;

/** A row per area and overall; the widest differences first, overall after areas as far apart. */
export function compare(areas: { code: string; name: string }[], judged: Judged): Compared[] {
  const rows = [...areas, { code: "overall", name: "Overall" }].flatMap(({ code, name }) => {
    const auditor = judged.auditor[code];
    const moderator = judged.moderator[code];
    if (!auditor || !moderator) return [];
    return [{ code, name, auditor, moderator, final: judged.final[code] ?? null }];
  });
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => distance(b.row) - distance(a.row) || a.index - b.index)
    .map(({ row }) => row);
}

export const differs = (row: Compared): boolean =>
  row.auditor.judgement !== row.moderator.judgement;

function distance({ auditor, moderator }: Compared): number {
  if (auditor.judgement === moderator.judgement) return 0;
  if (!isGrade(auditor.judgement) || !isGrade(moderator.judgement)) return 1;
  return Math.abs(severity(auditor.judgement) - severity(moderator.judgement));
}

function Movement({ from, to }: { from: Judgement; to: Judgement }) {
  const words = movementInWords(from, to);
  const arrow = words.endsWith("lower") ? "↓" : words.endsWith("higher") ? "↑" : null;
  return (
    <p className={`los-movement govuk-body${from === to ? " los-movement--same" : ""}`}>
      {arrow ? (
        <span aria-hidden="true" className="los-movement__arrow">
          {arrow}
        </span>
      ) : null}
      {words}
    </p>
  );
}

/** One area, or overall: the judgements side by side, the reasons to open, then `children`. */
export function ComparedRow({
  row,
  you,
  finalReason = false,
  children,
}: {
  row: Compared;
  /** Whose judgement is the reader's own. */
  you?: "auditor" | "moderator";
  finalReason?: boolean;
  children?: ReactNode;
}) {
  const title = `compared-${row.code}`;
  return (
    <section
      className={`los-compared${differs(row) ? " los-compared--differs" : ""}`}
      aria-labelledby={title}
    >
      <h3 className="govuk-heading-s" id={title}>
        {row.name}
      </h3>
      <dl className="los-compared__grades">
        <div>
          <dt>{you === "auditor" ? "You, the auditor" : "Auditor"}</dt>
          <dd>
            <GradeTag judgement={row.auditor.judgement} />
          </dd>
        </div>
        <div>
          <dt>{you === "moderator" ? "You, the moderator" : "Moderator"}</dt>
          <dd>
            <GradeTag judgement={row.moderator.judgement} />
            <Movement from={row.auditor.judgement} to={row.moderator.judgement} />
          </dd>
        </div>
        {row.final ? (
          <div>
            <dt>Final</dt>
            <dd>
              <GradeTag judgement={row.final.judgement} />
              {row.final.judgement === row.auditor.judgement ? (
                <p className="govuk-body los-movement los-movement--same">As the auditor’s</p>
              ) : (
                <Movement from={row.auditor.judgement} to={row.final.judgement} />
              )}
            </dd>
          </div>
        ) : null}
      </dl>
      {finalReason && row.final && row.final.judgement !== row.auditor.judgement ? (
        <p className="govuk-body los-written">{row.final.reason}</p>
      ) : null}
      <Details
        summary={
          <>
            Both reasons<span className="govuk-visually-hidden"> for {row.name}</span>
          </>
        }
      >
        <h4 className="govuk-heading-s">Auditor</h4>
        <p className="govuk-body los-written">{row.auditor.reason}</p>
        <h4 className="govuk-heading-s">Moderator</h4>
        <p className="govuk-body los-written">{row.moderator.reason}</p>
      </Details>
      {children}
    </section>
  );
}

/** Where they differ, then where they agree. */
export function ComparedRows({
  rows,
  make,
}: {
  rows: Compared[];
  make: (row: Compared) => ReactNode;
}) {
  const apart = rows.filter(differs);
  const alike = rows.filter((row) => !differs(row));
  return (
    <>
      <h2 className="govuk-heading-m">
        {apart.length === 0 ? "No grade differs" : `Where the grades differ (${apart.length})`}
      </h2>
      {apart.map(make)}
      {alike.length > 0 ? (
        <h2 className="govuk-heading-m">Where they agree ({alike.length})</h2>
      ) : null}
      {alike.map(make)}
    </>
  );
}
