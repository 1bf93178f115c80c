import { insideSentence } from "~/rules/core/words";
import { voiceKindNames } from "~/rules/tools/compare-tools";
import { particulars } from "~/rules/tools/prompts";
import {
  isGradedArea,
  type PracticeArea,
  type Question,
  type ToolDefinition,
} from "~/rules/tools/tools";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { Details } from "~/ui/notices";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { Descriptors } from "./descriptors";

/** A whole tool to read: what it asks, and what each grade looks like. */
export function ReadTool({ tool }: { tool: ToolDefinition }) {
  const { judgeMonths, readMonths } = tool.lookBack;
  return (
    <>
      <p className="govuk-body los-as-written">{tool.about}</p>
      <SummaryList
        rows={[
          {
            key: "Look-back",
            value: `Judge the last ${judgeMonths} months, reading ${readMonths}`,
          },
          ...(tool.voices.length > 0
            ? [
                {
                  key: "Voices to be heard",
                  value: tool.voices.map((kind) => voiceKindNames[kind]).join("; "),
                },
              ]
            : []),
        ]}
      />
      {tool.areas.length > 1 ? (
        <nav aria-label="Parts of this tool" className="los-no-print">
          <ul className="govuk-list los-tool-parts">
            {tool.areas.map(({ code, name }) => (
              <li key={code}>
                <a className="govuk-link" href={`#${code}`}>
                  {name}
                </a>
              </li>
            ))}
            {tool.overall ? (
              <li>
                <a className="govuk-link" href="#overall">
                  Overall
                </a>
              </li>
            ) : null}
          </ul>
        </nav>
      ) : null}
      {tool.areas.map((area) => (
        <ReadArea key={area.code} area={area} />
      ))}
      {tool.overall ? (
        <section id="overall" className="los-tool-part">
          <h2 className="govuk-heading-m">Overall</h2>
          <p className="govuk-body">{tool.overall.about}</p>
          <FoldOnNarrow summary="What each grade looks like overall">
            <Descriptors descriptors={tool.overall.descriptors} />
          </FoldOnNarrow>
        </section>
      ) : null}
      {tool.questions.length > 0 ? (
        <section id="questions" className="los-tool-part">
          <h2 className="govuk-heading-m">Questions</h2>
          <p className="govuk-body">
            Each is answered met, partly met, not met or not applicable, case by case.
          </p>
          <Asked questions={tool.questions} />
        </section>
      ) : null}
      {tool.auditQuality && tool.auditQuality.length > 0 ? (
        <section className="los-tool-part">
          <h2 className="govuk-heading-m">What moderation asks of the audit itself</h2>
          <p className="govuk-body">Each is answered met, partly met or not met.</p>
          <Asked
            questions={tool.auditQuality.map(({ guidance = "", afterReveal, ...question }) => ({
              ...question,
              guidance: [guidance, afterReveal ? "Asked once the auditor’s grades are shown." : ""]
                .filter(Boolean)
                .join(" "),
            }))}
          />
        </section>
      ) : null}
      {tool.themes.length > 0 ? (
        <Details summary={`${tool.themes.length} themes to sort findings by`}>
          <ul className="govuk-list govuk-list--bullet">
            {tool.themes.map(({ code, name }) => (
              <li key={code}>{name}</li>
            ))}
          </ul>
        </Details>
      ) : null}
    </>
  );
}

function Asked({ questions }: { questions: readonly Question[] }) {
  return (
    <ol className="govuk-list govuk-list--number">
      {questions.map(({ code, text, guidance }) => (
        <li key={code}>
          {text}
          {guidance ? <div className="govuk-hint">{guidance}</div> : null}
        </li>
      ))}
    </ol>
  );
}

function ReadArea({ area }: { area: PracticeArea }) {
  const graded = isGradedArea(area);
  return (
    <section id={area.code} className="los-tool-part">
      <h2 className="govuk-heading-m">
        {area.name} {graded ? null : <StateTag colour="grey">Not graded</StateTag>}
      </h2>
      <p className="govuk-body">{area.about}</p>
      {graded && area.mayNotApply ? (
        <p className="govuk-body-s">It may be found not applicable, with a reason.</p>
      ) : null}
      <ol className="govuk-list govuk-list--number">
        {area.prompts.map((prompt) => {
          const more = particulars(prompt, area.prompts);
          return (
            <li key={prompt.code}>
              {prompt.text}
              {prompt.guidance ? <div className="govuk-hint">{prompt.guidance}</div> : null}
              {more.length > 0 ? <div className="los-particulars">{more.join(". ")}.</div> : null}
            </li>
          );
        })}
      </ol>
      {graded ? (
        <FoldOnNarrow summary={`What each grade looks like in ${insideSentence(area.name)}`}>
          <Descriptors descriptors={area.descriptors} />
        </FoldOnNarrow>
      ) : null}
    </section>
  );
}
