import type { ReactNode } from "react";
import { paths } from "~/paths";
import { DraftBody, type DraftForm, SaveButtons } from "~/ui/autosave/draft-form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { PartsNav } from "~/ui/parts-nav";
import { countParts, sectionNames } from "~/ui/section-state";
import type { GradingFrame } from "./grading.server";

/** The parts to answer, in the order of the form; what is only read is none of them. */
export const gradingParts = ({ id, areas, overall, quality }: GradingFrame) => [
  ...areas.map((area) => ({ ...area, href: paths.moderation.gradeArea(id, area.code) })),
  { code: "overall", name: "Overall", href: paths.moderation.gradeOverall(id), state: overall },
  {
    code: "quality",
    name: "Questions about the audit",
    href: paths.moderation.quality(id),
    state: quality,
  },
];

/** The page, and the field on it, where something is still to be answered. */
export function placeOf(auditId: string, field: string): string {
  const [part, code = ""] = field.split(".");
  if (part === "areas") return `${paths.moderation.gradeArea(auditId, code)}#${field}`;
  if (part === "overall") return `${paths.moderation.gradeOverall(auditId)}#${field}`;
  if (part === "quality") return `${paths.moderation.quality(auditId)}#${field}`;
  return `#${field}`;
}

/** One page of grading blind: the way through its parts above, then what is read and answered. */
export function GradingPage({
  frame,
  title,
  caption,
  lead,
  current,
  children,
}: {
  frame: GradingFrame;
  title: string;
  caption?: string;
  lead?: ReactNode;
  /** The code of the area one is in, or "found", "overall", "quality", "commit". */
  current: string;
  children: ReactNode;
}) {
  const { id, facts } = frame;
  const parts = gradingParts(frame);
  const { done, of } = countParts(parts.map(({ state }) => state));
  const at = parts.findIndex(({ code }) => code === "overall");
  const named = parts.map((part) => ({ ...part, state: sectionNames[part.state] }));
  return (
    <>
      <BackLink to={paths.moderation.grade(id)}>Moderate {facts.reference}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={caption ?? `Moderate ${facts.reference}`} title={title} lead={lead} />
        <div className="los-grading__bar los-no-print">
          <PartsNav
            label="Parts of this moderation"
            done={done}
            of={of}
            parts={[
              ...named.slice(0, at),
              {
                code: "found",
                name: "Findings and actions",
                href: paths.moderation.found(id),
                state: "To read",
              },
              ...named.slice(at),
              {
                code: "commit",
                name: "Check and commit",
                href: paths.moderation.commit(id),
                state: "",
              },
            ]}
            current={current}
            open={false}
          />
          {frame.mayRaise ? (
            <Link to={paths.audits.concern(id)}>Raise a safeguarding concern</Link>
          ) : null}
        </div>
        {children}
      </main>
    </>
  );
}

/** What the auditor found on the left, what the moderator makes of it on the right. */
export function GradingColumns({ found, children }: { found: ReactNode; children: ReactNode }) {
  return (
    <div className="los-grading">
      <div className="los-grading__found">{found}</div>
      <div className="los-grading__own">{children}</div>
    </div>
  );
}

/** The form of one page, of this round. */
export function GradingForm({
  frame,
  draft,
  children,
}: {
  frame: GradingFrame;
  draft: DraftForm;
  children: ReactNode;
}) {
  return (
    <DraftBody draft={draft}>
      <input type="hidden" name="round" value={frame.round} readOnly />
      {children}
      <SaveButtons draft={draft} />
    </DraftBody>
  );
}
