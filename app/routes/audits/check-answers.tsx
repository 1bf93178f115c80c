import { paths } from "~/paths";
import {
  type AuditContent,
  type AuditVoice,
  fieldNames,
  voiceStatusNames,
} from "~/rules/audits/content";
import { formatDate, isDate } from "~/rules/core/dates";
import { type DuePrecision, dueDateInWords } from "~/rules/core/due";
import { actionReference } from "~/rules/learning-log/learning-log";
import { answerInWords } from "~/rules/tools/prompts";
import { isGradedArea, type Prompt, type ToolDefinition } from "~/rules/tools/tools";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { SummaryList, type SummaryRow } from "~/ui/summary-list";
import { GradeTag } from "~/ui/tags";
import { voiceName } from "./voice-name";
import type { WritingFrame } from "./writing.server";

const AsWritten = ({ text }: { text: string }) =>
  text ? <span className="los-as-written">{text}</span> : <>Not given</>;

function AnswerInWords({ prompt, answer }: { prompt: Prompt; answer: string | null }) {
  if (answer !== null)
    return <span className="los-as-written">{answerInWords(prompt, answer)}</span>;
  return <>{prompt.required ? "Not answered yet: required" : "Not answered"}</>;
}

export function CheckVoices({ auditId, voices }: { auditId: string; voices: AuditVoice[] }) {
  const change = (key: string, hidden: string) => ({
    href: `${paths.audits.voices(auditId)}#${fieldNames.voice(key, "status")}`,
    hidden,
  });
  return (
    <>
      <h2 className="govuk-heading-m">Voices</h2>
      <SummaryList
        rows={voices.map((voice) => ({
          key: voiceName(voice),
          value: (
            <>
              {voice.status ? voiceStatusNames[voice.status] : "Not answered"}
              {isDate(voice.heldOn) ? `, ${formatDate(voice.heldOn)}` : ""}
              {voice.method ? `, ${voice.method}` : ""}
              {voice.said ? <p className="los-as-written">{voice.said}</p> : null}
              {voice.reason ? <p className="los-as-written">{voice.reason}</p> : null}
              {voice.notShared ? <p>Not to be shared with the worker</p> : null}
            </>
          ),
          change: change(voice.key, voiceName(voice)),
        }))}
      />
    </>
  );
}

export function CheckAreas({
  frame,
  tool,
  content,
  teams,
}: {
  frame: WritingFrame;
  tool: ToolDefinition;
  content: AuditContent;
  teams: { id: string; name: string }[];
}) {
  return (
    <>
      {tool.areas.map((area) => {
        const made = content.areas[area.code];
        if (!made) return null;
        const page = paths.audits.area(frame.id, area.code);
        if (frame.areas.find(({ code }) => code === area.code)?.state === "not-started")
          return <NotBegun key={area.code} name={area.name} href={page} />;
        const change = (field: string, hidden: string) => ({ href: `${page}#${field}`, hidden });
        const shown = area.prompts.filter(({ code }) => made.prompts[code]);
        const answered = shown.filter(({ code }) => made.prompts[code]?.answer);
        const team = teams.find(({ id }) => id === made.responsibleTeamId);
        const graded: SummaryRow[] = [
          {
            key: "Grade",
            value: made.judgement ? <GradeTag judgement={made.judgement} /> : "Not graded yet",
            change: change(fieldNames.grade(area.code), `the grade for ${area.name}`),
          },
          {
            key: "Reason",
            value: <AsWritten text={made.rationale} />,
            change: change(fieldNames.rationale(area.code), `the reason for ${area.name}`),
          },
        ];
        const rows: SummaryRow[] = [
          ...(isGradedArea(area) ? graded : []),
          {
            key: "Commentary",
            value: <AsWritten text={made.commentary} />,
            change: change(fieldNames.commentary(area.code), `the commentary on ${area.name}`),
          },
        ];
        if (team) rows.push({ key: "Counts for", value: team.name });
        return (
          <section key={area.code}>
            <h2 className="govuk-heading-m">{area.name}</h2>
            <SummaryList rows={rows} />
            {shown.length > 0 ? (
              <Details summary={`${answered.length} of ${shown.length} questions answered`}>
                <SummaryList
                  noBorder
                  rows={shown.map((prompt) => {
                    const { answer, note } = made.prompts[prompt.code] ?? {
                      answer: null,
                      note: "",
                    };
                    return {
                      key: prompt.text,
                      value: (
                        <>
                          <AnswerInWords prompt={prompt} answer={answer} />
                          {note ? <p className="los-as-written">{note}</p> : null}
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

function NotBegun({ name, href }: { name: string; href: string }) {
  return (
    <section>
      <h2 className="govuk-heading-m">{name}</h2>
      <p className="govuk-body">
        Not started.{" "}
        <Link to={href} hidden={name}>
          Start
        </Link>
      </p>
    </section>
  );
}

export function CheckOverall({
  auditId,
  overall,
}: {
  auditId: string;
  overall: AuditContent["overall"];
}) {
  const change = (field: string, hidden: string) => ({
    href: `${paths.audits.overall(auditId)}#${field}`,
    hidden,
  });
  return (
    <>
      <h2 className="govuk-heading-m">Overall</h2>
      <SummaryList
        rows={[
          {
            key: "Grade",
            value: overall.grade ? <GradeTag judgement={overall.grade} /> : "Not graded yet",
            change: change(fieldNames.overallGrade, "the overall grade"),
          },
          {
            key: "Reason",
            value: <AsWritten text={overall.rationale} />,
            change: change(fieldNames.overallRationale, "the reason for the overall grade"),
          },
        ]}
      />
    </>
  );
}

export function CheckFound({
  auditId,
  tool,
  findings,
  actions,
}: {
  auditId: string;
  tool: ToolDefinition;
  findings: { id: string; kind: string; text: string; area: string | null }[];
  actions: {
    id: string;
    reference: number;
    what: string;
    ownerName: string | null;
    dueOn: string | null;
    duePrecision: DuePrecision;
  }[];
}) {
  const areaName = (code: string | null) => tool.areas.find((area) => area.code === code)?.name;
  const list = (kind: string, none: string) => {
    const found = findings.filter((finding) => finding.kind === kind);
    if (found.length === 0) return none;
    return (
      <ul className="govuk-list govuk-list--bullet">
        {found.map(({ id, text, area }) => (
          <li key={id}>
            <span className="los-as-written">{text}</span>
            {areaName(area) ? ` (${areaName(area)})` : ""}
          </li>
        ))}
      </ul>
    );
  };
  return (
    <>
      <h2 className="govuk-heading-m">Findings and actions</h2>
      <SummaryList
        rows={[
          {
            key: "Strengths",
            value: list("strength", "None"),
            change: { href: paths.audits.findings(auditId), hidden: "strengths" },
          },
          {
            key: "Areas for development",
            value: list("development", "None"),
            change: { href: paths.audits.findings(auditId), hidden: "areas for development" },
          },
          {
            key: "Actions",
            value:
              actions.length === 0 ? (
                "None"
              ) : (
                <ul className="govuk-list govuk-list--bullet">
                  {actions.map(({ id, reference, what, ownerName, dueOn, duePrecision }) => (
                    <li key={id}>
                      {actionReference(reference)}: <span className="los-as-written">{what}</span>
                      {ownerName ? `, ${ownerName}` : ""}
                      {dueOn ? `, by ${dueDateInWords({ dueOn, duePrecision })}` : ""}
                    </li>
                  ))}
                </ul>
              ),
            change: { href: paths.audits.actions(auditId), hidden: "actions" },
          },
        ]}
      />
    </>
  );
}
