import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import type { ReAuditStanding } from "~/rules/re-audits/re-audits";
import { escalatingWords } from "~/rules/tools/scale";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";

type Notice = { told: string; read: { by: string; at: string } | null; mayNote: boolean };

/** What an overall grade that escalates sets off: the service manager reads it and says so. */
export function EscalationNotice({ auditId, notice }: { auditId: string; notice: Notice }) {
  return (
    <>
      <WarningText>
        This case was graded {escalatingWords} overall. It went to the service manager on{" "}
        {notice.told}.
      </WarningText>
      {notice.read ? (
        <p className="govuk-body">
          {notice.read.by} said on {notice.read.at} that they have read it.
        </p>
      ) : notice.mayNote ? (
        <Form method="post" action={paths.audits.noteEscalation(auditId)} className="los-no-print">
          <Button>I have read this audit</Button>
        </Form>
      ) : null}
    </>
  );
}

export type Links = {
  previous: { id: string; month: string; readable: boolean } | null;
  next: {
    /** The re-audit's own page, for those who plan it. */
    manageId: string | null;
    due: string;
    standing: ReAuditStanding;
    readId: string | null;
    reason: string;
  } | null;
};

/** The audit before and the audit after, each a link for those who may open it. */
export function ReAuditLinks({ previous, next }: Links) {
  if (!previous && !next) return null;
  return (
    <InsetText>
      {previous ? (
        <p className="govuk-body">
          This is a re-audit. The case was audited before in{" "}
          {previous.readable ? (
            <Link to={paths.audits.read(previous.id)}>{previous.month}</Link>
          ) : (
            previous.month
          )}
          .
        </p>
      ) : null}
      {next ? <p className="govuk-body">{nextWords(next)}</p> : null}
    </InsetText>
  );
}

function nextWords({ manageId, due, standing, readId, reason }: NonNullable<Links["next"]>) {
  if (standing === "cancelled") return `This case is not audited again: ${reason}`;
  const again = readId ? <Link to={paths.audits.read(readId)}>re-audit</Link> : "re-audit";
  if (standing === "done") return <>The case was audited again: {again}.</>;
  const manage = manageId ? (
    <>
      {" "}
      <Link to={paths.reAudits.one(manageId)}>See the re-audit</Link>
    </>
  ) : null;
  if (standing === "under-way")
    return (
      <>
        The case is being audited again: {again}.{manage}
      </>
    );
  return (
    <>
      This case is to be audited again by {due}.{manage}
    </>
  );
}
