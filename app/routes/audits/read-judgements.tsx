import type { AreaContent } from "~/rules/audits/content";
import { counted } from "~/rules/core/words";
import { isGrade, type Judgement, judgementNames } from "~/rules/tools/grades";
import { answerInWords } from "~/rules/tools/prompts";
import type { Grade } from "~/rules/tools/scale";
import { isGradedArea, type Prompt } from "~/rules/tools/tools";
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

type Descriptors = Record<Grade, string>;

type Area = {
  code: string;
  name: string;
  graded?: boolean;
  descriptors: Descriptors | null;
  prompts: Prompt[];
  content: AreaContent | null;
};

/** What the grade looks like in this area, for who wants to know what it was measured by. */
function Meaning({
  judgement,
  descriptors,
}: {
  judgement: Judgement;
  descriptors: Descriptors | null;
}) {
  const words = isGrade(judgement) ? descriptors?.[judgement] : undefined;
  if (!words) return null;
  return (
    <div className="los-grade-meaning">
      <Details summary={`What ${judgementNames[judgement]} looks like here`}>{words}</Details>
    </div>
  );
}

/** Overall first, then each area: the grade in force, why, and what the auditor saw. */
export function ReadJudgements({
  areas,
  overall,
  judgements,
  isFinal,
  caseTeamId,
}: {
  areas: Area[];
  /** What each grade overall looks like. */
  overall: Descriptors | null;
  judgements: Made[];
  isFinal: boolean;
  caseTeamId: string;
}) {
  const rowsOf = (code: string, descriptors: Descriptors | null): SummaryRow[] => {
    const made = (source: Made["source"]) =>
      judgements.find((one) => one.area === code && one.source === source);
    const auditor = made("auditor");
    const inForce = (isFinal ? made("final") : undefined) ?? auditor;
    if (!inForce) return [{ key: "Grade", value: "Not graded" }];
    const moved = auditor && inForce.judgement !== auditor.judgement;
    const rows: SummaryRow[] = [
      {
        key: "Grade",
        value: (
          <>
            <GradeTag judgement={inForce.judgement} provisional={!isFinal} />
            <Meaning judgement={inForce.judgement} descriptors={descriptors} />
          </>
        ),
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
          <SummaryList rows={rowsOf("overall", overall)} />
        </>
      ) : null}
      {areas.map((area) => {
        const { code, name, prompts, content } = area;
        const rows = isGradedArea(area) ? rowsOf(code, area.descriptors) : [];
        if (content?.commentary)
          rows.push({
            key: "What the auditor saw",
            value: <span className="los-as-written">{content.commentary}</span>,
          });
        const answered = prompts.filter((prompt) => content?.prompts[prompt.code]?.answer);
        // An area without a grade, in which the auditor wrote nothing, tells a reader nothing.
        if (rows.length === 0 && answered.length === 0) return null;
        return (
          <section key={code}>
            <h2 className="govuk-heading-m">{name}</h2>
            {rows.length > 0 ? <SummaryList rows={rows} /> : null}
            {answered.length > 0 ? (
              <Details
                summary={`Answers to ${counted(answered.length, "question")} on ${name.toLowerCase()}`}
              >
                <SummaryList
                  noBorder
                  rows={answered.map((prompt) => {
                    const given = content?.prompts[prompt.code];
                    return {
                      key: prompt.text,
                      value: (
                        <>
                          <span className="los-as-written">
                            {given?.answer ? answerInWords(prompt, given.answer) : ""}
                          </span>
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
