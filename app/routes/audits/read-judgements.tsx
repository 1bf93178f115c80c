import { promptAnswerNames } from "~/forms/audit-draft";
import type { AreaContent } from "~/rules/audit-content";
import type { Judgement } from "~/rules/grades";
import type { Prompt } from "~/rules/tools";
import { Details } from "~/ui/notices";
import { SummaryList, type SummaryRow } from "~/ui/summary-list";
import { GradeTag } from "~/ui/tags";

type Made = {
  area: string;
  source: "auditor" | "final";
  judgement: Judgement;
  reason: string;
  teamId: string;
  teamName: string;
};

type Area = { code: string; name: string; prompts: Prompt[]; content: AreaContent | null };

/** Overall first, then each area: the grade in force, why, and what the auditor saw. */
export function ReadJudgements({
  areas,
  judgements,
  isFinal,
  caseTeamId,
}: {
  areas: Area[];
  judgements: Made[];
  isFinal: boolean;
  caseTeamId: string;
}) {
  const rowsOf = (code: string): SummaryRow[] => {
    const made = (source: Made["source"]) =>
      judgements.find((one) => one.area === code && one.source === source);
    const auditor = made("auditor");
    const inForce = (isFinal ? made("final") : undefined) ?? auditor;
    if (!inForce) return [{ key: "Grade", value: "Not graded" }];
    const moved = auditor && inForce.judgement !== auditor.judgement;
    const rows: SummaryRow[] = [
      {
        key: "Grade",
        value: <GradeTag judgement={inForce.judgement} provisional={!isFinal} />,
      },
    ];
    if (moved)
      rows.push({ key: "Auditor’s grade", value: <GradeTag judgement={auditor.judgement} /> });
    rows.push({ key: "Why", value: <span className="los-as-written">{inForce.reason}</span> });
    if (moved && auditor.reason !== inForce.reason)
      rows.push({
        key: "Auditor’s reason",
        value: <span className="los-as-written">{auditor.reason}</span>,
      });
    if (inForce.teamId !== caseTeamId) rows.push({ key: "Counts for", value: inForce.teamName });
    return rows;
  };
  return (
    <>
      {judgements.some(({ area }) => area === "overall") ? (
        <>
          <h2 className="govuk-heading-m">Overall</h2>
          <SummaryList rows={rowsOf("overall")} />
        </>
      ) : null}
      {areas.map(({ code, name, prompts, content }) => {
        const rows = rowsOf(code);
        if (content?.commentary)
          rows.push({
            key: "What the auditor saw",
            value: <span className="los-as-written">{content.commentary}</span>,
          });
        const answered = prompts.filter((prompt) => content?.prompts[prompt.code]?.answer);
        return (
          <section key={code}>
            <h2 className="govuk-heading-m">{name}</h2>
            <SummaryList rows={rows} />
            {answered.length > 0 ? (
              <Details summary={`Answers to ${answered.length} questions on ${name.toLowerCase()}`}>
                <SummaryList
                  noBorder
                  rows={answered.map((prompt) => {
                    const given = content?.prompts[prompt.code];
                    return {
                      key: prompt.text,
                      value: (
                        <>
                          {given?.answer ? promptAnswerNames[given.answer] : ""}
                          {given?.note ? <p className="los-as-written">{given.note}</p> : null}
                        </>
                      ),
                    };
                  })}
                />
              </Details>
            ) : null}
          </section>
        );
      })}
    </>
  );
}
