import { useActionData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { consentForm, meetingMoveForm } from "~/forms/meetings";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { agendaPartNames, caseStateInWords, keptInWords } from "~/rules/moderation/meetings";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { GradeTag, StateTag } from "~/ui/tags";
import type { MeetingPage } from "./meeting-page.server";

type Row = MeetingPage["rows"][number];

/** The cases by the parts of the agenda; agreements with the one press that records them all. */
export function MeetingAgenda({ meeting }: { meeting: MeetingPage }) {
  if (meeting.state === "cancelled") return null;
  return (
    <>
      {meeting.parts.map((part) => (
        <section key={part}>
          <Cases
            meeting={meeting}
            caption={agendaPartNames[part]}
            rows={meeting.rows.filter((row) => row.part === part)}
          />
          {part === "agreed" && meeting.isMember && meeting.consent.length > 0 ? (
            <Consent consent={meeting.consent} />
          ) : null}
        </section>
      ))}
      {meeting.looks.length > 0 ? (
        <section>
          <h2 className="govuk-heading-m">Second looks ({meeting.looks.length})</h2>
          <ul className="govuk-list govuk-list--bullet">
            {meeting.looks.map(({ auditId, caseReference, isRecorded }) => (
              <li key={auditId}>
                <Link to={paths.moderation.answer(auditId)}>
                  {isRecorded ? "Confirm the answer" : "Answer the auditor"}: {caseReference}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {meeting.state === "under-way" && meeting.isMember ? <AddMore meeting={meeting} /> : null}
    </>
  );
}

function Cases({ meeting, caption, rows }: { meeting: MeetingPage; caption: string; rows: Row[] }) {
  const members = meeting.members.length + 1;
  const grades = new Map(meeting.consent.map((one) => [one.number, one.overall]));
  return (
    <Table
      caption={`${caption} (${rows.length})`}
      captionSize="m"
      onNarrow="lines"
      rows={rows}
      rowKey={(row) => row.moderationId}
      columns={[
        {
          header: "Case",
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <span id={`case-${row.number}`}>
              {meeting.state === "planned" || row.kept ? (
                `Case ${row.number}`
              ) : (
                <Link to={paths.moderation.meetingCase(meeting.id, row.number)}>
                  Case {row.number}
                </Link>
              )}
            </span>
          ),
        },
        {
          header: "Reference",
          nowrap: true,
          cell: (row) =>
            row.auditId ? (
              <Link to={paths.moderation.compare(row.auditId)}>{row.caseReference}</Link>
            ) : (
              "Kept from you"
            ),
        },
        {
          header: "State",
          cell: (row) => {
            const grade = grades.get(row.number);
            return (
              <>
                <State row={row} />
                {grade ? <GradeTag judgement={grade} /> : null}
                {row.kept ? <div>Because {keptInWords[row.kept]}</div> : null}
                {row.enough ? null : (
                  <strong className="los-late">
                    {row.counting === 0 ? "None" : `Only ${row.counting}`} of {members} members
                    counts: add a member, or ask a colleague to join
                  </strong>
                )}
              </>
            );
          },
        },
      ]}
    />
  );
}

function State({ row }: { row: Row }) {
  if (row.withdrawn) return <StateTag colour="grey">Withdrawn</StateTag>;
  const colours = {
    selected: "grey",
    committed: "grey",
    recorded: "magenta",
    taken: "green",
    decided: "green",
    returned: "yellow",
  } as const;
  return <StateTag colour={colours[row.state]}>{caseStateInWords[row.state]}</StateTag>;
}

function Consent({ consent }: { consent: MeetingPage["consent"] }) {
  const form = useGovForm({
    check: (entries) => parseForm(consentForm, entries),
    outcome: useActionData<FormOutcome>(),
  });
  const all = consent.length === 1 ? "the agreement" : `the ${consent.length} agreements`;
  return (
    <GovFormBody form={form}>
      <input type="hidden" name="intent" value="consent" />
      {consent.map(({ moderationId, version }) => (
        <span key={moderationId}>
          <input type="hidden" name="cases" value={moderationId} readOnly />
          <input type="hidden" name={`versions.${moderationId}`} value={version} readOnly />
        </span>
      ))}
      <p className="govuk-hint">
        Auditor and moderator gave the same grades everywhere. They are recorded as they are, and
        count once another member has confirmed them. Questions about the audit itself that are
        asked after the grades stay open, and the minutes say so. To discuss one, decide it by
        itself first.
      </p>
      <Button>Pass {all} by consent</Button>
    </GovFormBody>
  );
}

/** What the panel could take up as well, since the meeting began. */
function AddMore({ meeting }: { meeting: MeetingPage }) {
  const form = useGovForm({ check: (entries) => parseForm(meetingMoveForm, entries) });
  if (meeting.came === 0) return null;
  return (
    <GovFormBody form={form} version={meeting.version}>
      <p className="govuk-body">
        {counted(meeting.came, "more case")} {meeting.came === 1 ? "waits" : "wait"} for the panel
        since the meeting began.
      </p>
      <Button variant="secondary" name="intent" value="add">
        Put on the agenda
      </Button>
    </GovFormBody>
  );
}
