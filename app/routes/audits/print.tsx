import { useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { actionReference } from "~/rules/learning-log/learning-log";
import { guarded } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { listFindings } from "~db/audits/findings.server";
import { listAuditActions } from "~db/operations/audits/actions.server";
import { CaseFacts, RaiseConcern } from "./audit-page";
import { PaperArea, PaperGrade, PaperText, PaperVoices } from "./paper";
import { findWriting } from "./writing.server";

export const meta = () => [{ title: "On paper - Audit - Line of Sight" }];

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, content, audit } = await findWriting(guard);
  const blank = new URL(guard.request.url).searchParams.get("blank") === "yes";
  const place = { exerciseId: audit.exerciseId, auditId: audit.id };
  return {
    frame,
    tool,
    content,
    blank,
    printedOn: formatDate(guard.today),
    findings: blank ? [] : await listFindings(guard.db, place),
    actions: blank ? [] : await listAuditActions(guard.db, audit.id),
  };
});

/** The audit on paper: as it stands, or with room to write while reading the record. */
export default function Paper() {
  const { frame, tool, content, blank, printedOn, findings, actions } =
    useLoaderData<typeof loader>();
  const { id } = frame;
  return (
    <>
      <BackLink to={paths.audits.one(id)}>Audit of {frame.reference}</BackLink>
      <main className="govuk-main-wrapper los-paper" id="main-content" tabIndex={-1}>
        <p className="los-paper__marking">Official-sensitive</p>
        <PageHeading
          caption={frame.exercise}
          title={`Audit of ${frame.reference}`}
          lead={
            blank
              ? "To write on while you read. Copy what you write into the form, then shred this."
              : `Provisional: as it stands on ${printedOn}, not submitted. Shred this when you are done.`
          }
        />
        {frame.mayRaise ? <RaiseConcern auditId={id} /> : null}
        <div className="los-no-print">
          <PrintButton />
          <p className="govuk-body">
            {blank ? (
              <Link to={paths.audits.print(id)}>Print what is written so far instead</Link>
            ) : (
              <Link to={paths.audits.print(id, { blank: "yes" })}>
                Print it empty, to write on, instead
              </Link>
            )}
          </p>
        </div>
        <CaseFacts frame={frame} />
        <PaperVoices voices={content.voices} blank={blank} />
        {tool.areas.map((area) => (
          <PaperArea key={area.code} area={area} content={content.areas[area.code]} blank={blank} />
        ))}
        {tool.overall ? (
          <section className="los-paper__part">
            <h2 className="govuk-heading-m">Overall</h2>
            <PaperGrade
              descriptors={tool.overall.descriptors}
              judgement={content.overall.grade}
              blank={blank}
            />
            <PaperText
              title="Why this grade overall?"
              text={content.overall.rationale}
              blank={blank}
            />
          </section>
        ) : null}
        <section className="los-paper__part">
          <h2 className="govuk-heading-m">Strengths and areas for development</h2>
          <PaperText
            title="Strengths"
            text={textsOf(findings.filter(({ kind }) => kind === "strength"))}
            blank={blank}
          />
          <PaperText
            title="Areas for development"
            text={textsOf(findings.filter(({ kind }) => kind === "development"))}
            blank={blank}
          />
        </section>
        <section className="los-paper__part">
          <h2 className="govuk-heading-m">Actions for this child</h2>
          <PaperText
            title="What, who, by when"
            text={actions
              .map((action) =>
                [
                  actionReference(action.reference),
                  action.what,
                  action.ownerName,
                  action.dueOn ? dueByInWords(action) : null,
                ]
                  .filter(Boolean)
                  .join(" · "),
              )
              .join("\n")}
            blank={blank}
          />
        </section>
      </main>
    </>
  );
}

const textsOf = (findings: { text: string }[]): string =>
  findings.map(({ text }) => `• ${text}`).join("\n");

/** Without scripts the browser's own menu prints; with them there is a button. */
function PrintButton() {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return <p className="govuk-body">Print this page from your browser’s menu.</p>;
  return (
    <button type="button" className="govuk-button" onClick={() => window.print()}>
      Print this page
    </button>
  );
}
