import type { ReactNode } from "react";
import { paths } from "~/paths";
import type { SectionState } from "~/rules/audits/readiness";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { PhoneBar } from "~/ui/phone-bar";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { AtHand } from "./at-hand";
import type { WritingFrame } from "./writing.server";

export const sectionNames: Record<SectionState, string> = {
  "not-started": "Not started",
  "in-progress": "In progress",
  complete: "Completed",
  optional: "Optional",
};

/** Plain words for what needs no attention, a tag for what does. */
export function SectionStateTag({ state }: { state: SectionState }) {
  if (state === "complete" || state === "optional") return <>{sectionNames[state]}</>;
  return (
    <StateTag colour={state === "in-progress" ? "yellow" : "blue"}>{sectionNames[state]}</StateTag>
  );
}

/** How many parts there are to complete, and how many are; an optional one is none of them. */
export function countParts(states: readonly SectionState[]): { done: number; of: number } {
  const asked = states.filter((state) => state !== "optional");
  return { done: asked.filter((state) => state === "complete").length, of: asked.length };
}

export function RaiseConcern({ auditId }: { auditId: string }) {
  return (
    <div className="los-no-print">
      <Button variant="warning" to={paths.audits.concern(auditId)}>
        Raise a safeguarding concern
      </Button>
    </div>
  );
}

const asideId = "this-audit";

/** The way to the case on a phone, with what must never be far. */
export function AuditPhoneBar({
  auditId,
  mayRaise,
  label,
}: {
  auditId: string;
  mayRaise: boolean;
  label: string;
}) {
  return (
    <PhoneBar asideId={asideId} label={label}>
      {mayRaise ? <RaiseConcern auditId={auditId} /> : null}
    </PhoneBar>
  );
}

/** One page of the audit form: the case and the way through the areas stay in view beside it. */
export function AuditPage({
  frame,
  title,
  caption,
  lead,
  current,
  children,
}: {
  frame: WritingFrame;
  title: string;
  caption?: string;
  lead?: ReactNode;
  /** The code of the area one is in, or "voices", "overall", "findings", "actions", "check". */
  current?: string;
  children: ReactNode;
}) {
  return (
    <>
      <BackLink to={paths.audits.one(frame.id)}>Audit of {frame.reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="This audit"
          asideId={asideId}
          onPhone="below"
          aside={
            <>
              {frame.mayRaise ? <RaiseConcern auditId={frame.id} /> : null}
              <Progress frame={frame} current={current} />
              <Details summary={`About ${frame.reference}`}>
                <CaseFacts frame={frame} />
              </Details>
              <AtHand frame={frame} />
            </>
          }
        >
          <AuditPhoneBar
            auditId={frame.id}
            mayRaise={frame.mayRaise}
            label="Parts of this audit, the case and what came before"
          />
          <PageHeading
            caption={caption ?? `Audit of ${frame.reference}`}
            title={title}
            lead={lead}
          />
          {children}
        </WithAside>
      </main>
    </>
  );
}

/** How many there are, or that there are none yet. */
export const countedFound = (count: number): string => (count === 0 ? "None yet" : String(count));

function Progress({ frame, current }: { frame: WritingFrame; current?: string }) {
  const { id } = frame;
  const parts: { code: string; name: string; href: string; state: SectionState }[] = [
    { code: "voices", name: "Voices", href: paths.audits.voices(id), state: frame.voices },
    ...frame.areas.map((area) => ({ ...area, href: paths.audits.area(id, area.code) })),
  ];
  if (frame.overall)
    parts.push({
      code: "overall",
      name: "Overall",
      href: paths.audits.overall(id),
      state: frame.overall,
    });
  const { findings, actions } = frame.found;
  const follows = [
    {
      code: "findings",
      name: "Findings",
      href: paths.audits.findings(id),
      state: countedFound(findings),
    },
    {
      code: "actions",
      name: "Actions",
      href: paths.audits.actions(id),
      state: countedFound(actions),
    },
    { code: "check", name: "Check and submit", href: paths.audits.check(id), state: "" },
  ];
  const { done, of } = countParts(parts.map(({ state }) => state));
  return (
    <nav aria-label="Parts of this audit" className="los-parts">
      <details open>
        <summary className="los-parts__count">
          {done} of {of} parts completed
        </summary>
        <ol className="los-parts__list">
          {[...parts.map((part) => ({ ...part, state: sectionNames[part.state] })), ...follows].map(
            (part) => (
              <li key={part.code}>
                <Link to={part.href} current={part.code === current}>
                  {part.name}
                </Link>{" "}
                <span className="los-parts__state">
                  {part.code === current ? "This page" : part.state}
                </span>
              </li>
            ),
          )}
        </ol>
      </details>
    </nav>
  );
}

/** The case as the auditor needs to know it, and what was found the last time. */
export function CaseFacts({ frame }: { frame: WritingFrame }) {
  return (
    <SummaryList
      noBorder
      rows={[
        { key: "Case", value: frame.reference },
        { key: "Cohort", value: frame.cohort },
        { key: "Age", value: frame.age },
        { key: "Team", value: frame.team },
        { key: "Worker", value: frame.worker },
        { key: "Judge", value: frame.judge },
        { key: "Read from", value: frame.readFrom },
        { key: "Last audit", value: frame.lastAudit?.month ?? "Not audited before" },
      ]}
    />
  );
}
