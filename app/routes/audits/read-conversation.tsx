import { paths } from "~/paths";
import { type Accounts, agreementInWords, practitionerInWords } from "~/rules/audits/conversations";
import { formatDate } from "~/rules/core/dates";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";

type Conversation = { heldOn: string | null; method: string; said: string } | null;

/** The reflective conversation as each of the two tells of it. */
export function ReadConversation({
  auditId,
  auditor,
  practitioner,
  isFinal,
  mayRecord,
}: {
  auditId: string;
  auditor: Conversation;
  practitioner: Accounts["practitioner"];
  isFinal: boolean;
  mayRecord: boolean;
}) {
  const note = isFinal ? agreementInWords({ auditor, practitioner }) : null;
  return (
    <>
      <h2 className="govuk-heading-m">The reflective conversation</h2>
      {note ? <p className="govuk-body">{note}</p> : null}
      <SummaryList
        rows={[
          {
            key: "The auditor",
            value: auditor ? (
              <>
                {[auditor.heldOn ? formatDate(auditor.heldOn) : "Date not given", auditor.method]
                  .filter(Boolean)
                  .join(", ")}
                {auditor.said ? <p className="los-as-written">{auditor.said}</p> : null}
              </>
            ) : (
              "Has not recorded one"
            ),
          },
          ...(isFinal
            ? [{ key: "The practitioner", value: practitionerInWords(practitioner) }]
            : []),
        ]}
      />
      {mayRecord ? (
        <p className="govuk-body los-no-print">
          <Link to={paths.audits.conversation(auditId)}>
            {auditor ? "Change what you recorded" : "Record the conversation"}
          </Link>
        </p>
      ) : null}
    </>
  );
}
