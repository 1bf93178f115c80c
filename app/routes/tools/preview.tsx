import { Form, useLoaderData } from "@remix-run/react";
import { longText } from "~/forms/audit-draft";
import { paths } from "~/paths";
import { questionAnswerNames } from "~/rules/samples/samples";
import { voiceKindNames } from "~/rules/tools/compare-tools";
import { questionAnswers } from "~/rules/tools/tools";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { versionFromUrl } from "~/server/tool-subjects.server";
import { type AreaDraft, AreaFields } from "~/ui/audit-tool/area-fields";
import { OverallFields } from "~/ui/audit-tool/overall-fields";
import { Button } from "~/ui/button";
import { AnswerRow } from "~/ui/inputs/answer-row";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";

export const meta = () => [{ title: "Preview of an audit tool - Line of Sight" }];

export const loader = guarded("tools.read", versionFromUrl, async ({ subject, request }) => {
  const { version } = subject;
  const { definition } = version;
  const asked = new URL(request.url).searchParams;
  const parts = [
    { code: "start", name: "Start" },
    ...definition.areas.map(({ code, name }) => ({ code, name: name || code })),
    ...(definition.overall ? [{ code: "overall", name: "Overall" }] : []),
    ...(definition.questions.length > 0 ? [{ code: "questions", name: "Questions" }] : []),
  ];
  const part = parts.find(({ code }) => code === asked.get("part")) ?? parts[0];
  const place = parts.findIndex(({ code }) => code === part?.code);
  return {
    toolId: subject.id,
    versionId: version.id,
    draft: version.state === "draft",
    number: versionInWords(version),
    definition,
    parts,
    part: part?.code ?? "start",
    next: parts[place + 1] ?? null,
    /** Without scripts, what was answered decides which prompts are asked. */
    answers: Object.fromEntries([...asked].filter(([name]) => name.startsWith("area."))),
  };
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Preview() {
  const page = useLoaderData<typeof loader>();
  const { toolId, versionId, definition, draft, part } = page;
  const area = definition.areas.find(({ code }) => code === part);
  const title = area?.name ?? page.parts.find(({ code }) => code === part)?.name;
  return (
    <>
      <BackLink to={draft ? paths.tools.draft(toolId) : paths.tools.one(toolId)}>
        {draft ? "The draft" : definition.name}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="Parts of this tool"
          aside={
            <nav aria-label="Parts of this tool" className="los-parts">
              <ol className="los-parts__list">
                {page.parts.map(({ code, name }) => (
                  <li key={code}>
                    <Link
                      to={paths.tools.preview(toolId, versionId, { part: code })}
                      current={code === part}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ol>
            </nav>
          }
        >
          <PageHeading
            caption={`Preview of ${definition.name}, ${draft ? "draft" : `version ${page.number}`}`}
            title={part === "start" ? definition.name : title}
            lead={part === "overall" ? definition.overall?.about : area?.about}
          />
          <InsetText>
            This is how an auditor sees it. Try it out: nothing you type here is kept.
          </InsetText>
          <Part key={part} page={page} />
          {page.next ? (
            <p className="govuk-body">
              <Link to={paths.tools.preview(toolId, versionId, { part: page.next.code })}>
                Go on to {page.next.name}
              </Link>
            </p>
          ) : null}
        </WithAside>
      </main>
    </>
  );
}

function Part({ page }: { page: Page }) {
  const { definition, part } = page;
  const area = definition.areas.find(({ code }) => code === part);
  if (area) return <AreaPreview page={page} />;
  if (part === "overall" && definition.overall) {
    return <OverallFields overall={definition.overall} draft={draftOf({})} longest={longText} />;
  }
  if (part === "questions") {
    return (
      <>
        {definition.questions.map(({ code, text, guidance }) => (
          <AnswerRow
            key={code}
            id={`question.${code}`}
            name={`question.${code}`}
            question={text}
            hint={guidance}
            options={questionAnswers.map((value) => ({ value, label: questionAnswerNames[value] }))}
          />
        ))}
      </>
    );
  }
  const { judgeMonths, readMonths } = definition.lookBack;
  return (
    <>
      <p className="govuk-body los-as-written">{definition.about}</p>
      <p className="govuk-body">
        Judge the last {judgeMonths} months, reading {readMonths}.
      </p>
      {definition.voices.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Voices to be heard</h2>
          <ul className="govuk-list govuk-list--bullet">
            {definition.voices.map((kind) => (
              <li key={kind}>{voiceKindNames[kind]}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** Nothing typed but what the address says; nothing is kept. */
const draftOf = (answers: Record<string, string>): AreaDraft => {
  const value = (name: string) => answers[name] ?? "";
  return {
    value,
    field: (name) => ({ id: name, name, defaultValue: value(name) }),
    date: () => ({ defaultValue: { day: "", month: "", year: "" } }),
  };
};

function AreaPreview({ page }: { page: Page }) {
  const { definition, part, answers, toolId, versionId } = page;
  const area = definition.areas.find(({ code }) => code === part);
  if (!area) return null;
  return (
    <Form method="get" action={paths.tools.preview(toolId, versionId)}>
      <input type="hidden" name="part" value={part} readOnly />
      <AreaFields area={area} draft={draftOf(answers)} longest={longText} />
      {area.prompts.some(({ shownIf }) => shownIf) ? (
        <noscript>
          <Button variant="secondary">See what these answers bring up</Button>
        </noscript>
      ) : null}
    </Form>
  );
}
