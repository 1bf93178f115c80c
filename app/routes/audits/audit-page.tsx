import type { ReactNode } from "react";
import { paths } from "~/paths";
import type { SectionState } from "~/rules/audits/readiness";
import { Button } from "~/ui/button";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading, WithAside } from "~/ui/page";
import { PartsNav } from "~/ui/parts-nav";
import { PhoneBar } from "~/ui/phone-bar";
import { countParts, sectionNames } from "~/ui/section-state";
import { SummaryList } from "~/ui/summary-list";
import { AtHand } from "./at-hand";
import type { WritingFrame } from "./writing.server";

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
    <PartsNav
      label="Parts of this audit"
      done={done}
      of={of}
      parts={[...parts.map((part) => ({ ...part, state: sectionNames[part.state] })), ...follows]}
      current={current}
      open
    />
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
