import type { ReactNode } from "react";
import { paths } from "~/paths";
import type { ToolProblem } from "~/rules/tools/problems";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";

/** One page of a draft: the way back, the heading, and what is to be corrected here. */
export function DraftPage({
  toolId,
  toolName,
  back,
  title,
  lead,
  problems = [],
  children,
}: {
  toolId: string;
  toolName: string;
  back?: { to: string; label: string };
  title: ReactNode;
  lead?: ReactNode;
  problems?: readonly ToolProblem[];
  children: ReactNode;
}) {
  return (
    <>
      <BackLink to={back?.to ?? paths.tools.draft(toolId)}>{back?.label ?? "The draft"}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={`Draft of ${toolName}`} title={title} lead={lead} />
        {problems.length > 0 ? (
          <InsetText>
            <p className="govuk-body">To correct before publishing:</p>
            <ul className="govuk-list govuk-list--bullet">
              {problems.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </InsetText>
        ) : null}
        {children}
      </main>
    </>
  );
}
