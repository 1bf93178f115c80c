import { paths } from "~/paths";
import { dueByInWords } from "~/rules/core/due";
import {
  type ActionStatus,
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { casesInWords, ownerOfAction } from "./words";

type Filing = Record<string, { to: string; words: string }>;

type Finding = {
  id: string;
  kind: "strength" | "development";
  text: string;
  caseCount: number | null;
};

type Action = {
  id: string;
  reference: number;
  what: string;
  ownerName: string | null;
  ownerRole: string;
  dueOn: string | null;
  duePrecision: "day" | "month";
  status: ActionStatus;
  readable: boolean;
};

/** Strengths beside areas for development, then the actions and what follows. */
export function ReportFindings({
  exercise,
  findings,
  about,
  filing,
  actions,
}: {
  exercise: { nextSteps: string; state: string };
  findings: Finding[];
  /** The references of each finding's cases, by its id. */
  about: Record<string, string[]>;
  /** Where each leads to in the learning log, for those who may follow it. */
  filing: Filing;
  actions: Action[];
}) {
  if (exercise.state === "planned" || exercise.state === "drawn") return null;
  return (
    <>
      <div className="los-halves">
        <Findings
          title="Strengths"
          filing={filing}
          about={about}
          list={findings.filter((one) => one.kind === "strength")}
        />
        <Findings
          title="Areas for development"
          filing={filing}
          about={about}
          list={findings.filter((one) => one.kind === "development")}
        />
      </div>
      {actions.length > 0 ? (
        <Table
          caption="Actions"
          captionSize="m"
          rows={actions}
          rowKey={(row) => row.id}
          compact
          columns={[
            {
              header: "Reference",
              nowrap: true,
              cell: ({ id, reference, readable }) =>
                readable ? (
                  <Link to={paths.log.one(id)}>{actionReference(reference)}</Link>
                ) : (
                  actionReference(reference)
                ),
            },
            { header: "What", cell: (row) => row.what, rowHeader: true },
            { header: "Owner", cell: ownerOfAction },
            { header: "Due", cell: dueByInWords, nowrap: true },
            {
              header: "State",
              cell: ({ status }) => (
                <StateTag colour={actionStatusColours[status]}>
                  {actionStatusNames[status]}
                </StateTag>
              ),
            },
          ]}
        />
      ) : (
        <section>
          <h2 className="govuk-heading-m">Actions</h2>
          <p className="govuk-body">No actions in the learning log yet.</p>
        </section>
      )}
      {exercise.nextSteps ? (
        <section>
          <h2 className="govuk-heading-m">Next steps</h2>
          <p className="govuk-body los-as-typed">{exercise.nextSteps}</p>
        </section>
      ) : null}
    </>
  );
}

function Findings({
  title,
  list,
  filing,
  about,
}: {
  title: string;
  list: Finding[];
  filing: Filing;
  about: Record<string, string[]>;
}) {
  return (
    <section>
      <h2 className="govuk-heading-m">{title}</h2>
      {list.length === 0 ? (
        <p className="govuk-body">None written yet.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet govuk-list--spaced">
          {list.map(({ id, text, caseCount }) => (
            <li key={id}>
              {text}
              {caseCount === null ? null : (
                <span className="los-findings__about"> {casesInWords(caseCount, about[id])}.</span>
              )}{" "}
              {filing[id] ? (
                <Link to={filing[id].to} hidden={`“${text.slice(0, 60)}”`}>
                  {filing[id].words}
                </Link>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
