import { paths } from "~/paths";
import { workerInWords } from "~/rules/caseload/caseload";
import { expectedInWords, loadStanding } from "~/rules/sampling/loads";
import { Button, ButtonGroup } from "~/ui/button";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { Link } from "~/ui/link";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { AllocationLine, AllocationPage } from "./allocate.server";
import { BlockingRules } from "./blocking-rules";
import { type CaseFilter, caseFilters } from "./case-filters";

/** What can be done with the allocation as a whole; stands inside a form. */
export function Moves({ page }: { page: AllocationPage }) {
  const { id, state, unallocated, total } = page;
  if (state !== "drawn") {
    return (
      <p className="govuk-body">
        This cycle is released: the audits are on their auditors’ lists. Change an auditor from the{" "}
        <Link to={paths.exercises.one(id)}>list of audits</Link>.
      </p>
    );
  }
  return (
    <>
      <p className="govuk-body">
        Nobody gets a case of their own team, or one they or their line of management have a part
        in. The load is shared out evenly, nobody goes above their most, and the same auditor and
        worker meet as seldom as can be.
      </p>
      <ButtonGroup>
        {unallocated > 0 ? (
          <Button name="intent" value="rest">
            Allocate for me
          </Button>
        ) : (
          <Button to={paths.exercises.release(id)}>Go on to release</Button>
        )}
        {unallocated < total ? (
          <Button variant="secondary" name="intent" value="all">
            Allocate all of them again
          </Button>
        ) : null}
        <Link to={paths.exercises.edit(id)}>Change auditors or how many they take</Link>
      </ButtonGroup>
    </>
  );
}

/** Expected against actual, a line an auditor; folded on a phone. */
export function Loads({ page }: { page: AllocationPage }) {
  if (page.auditors.length === 0) return null;
  return (
    <FoldOnNarrow
      summary={`Load of the ${page.auditors.length === 1 ? "auditor" : `${page.auditors.length} auditors`}`}
    >
      <Table
        caption="Load"
        captionSize="m"
        compact
        onNarrow="lines"
        rows={page.auditors}
        rowKey={(auditor) => auditor.id}
        columns={[
          {
            header: "Auditor",
            rowHeader: true,
            cell: ({ id, name, load }) =>
              load === 0 ? (
                name
              ) : (
                <Link to={`${paths.exercises.allocate(page.id, { auditor: id })}#cases`}>
                  {name}
                </Link>
              ),
          },
          { header: "Works in", cell: (auditor) => auditor.teamName ?? "No team" },
          { header: "Has", numeric: true, ownLine: true, cell: (auditor) => auditor.load },
          { header: "Expected", numeric: true, cell: (auditor) => auditor.expected },
          { header: "At most", numeric: true, cell: (auditor) => auditor.maximum },
          { header: "In words", cell: loadStanding },
          {
            header: `${page.year} so far`,
            labelled: true,
            cell: ({ year }) => expectedInWords(year),
          },
        ]}
      />
    </FoldOnNarrow>
  );
}

/** The cases asked for, each with its auditor or with the rules that leave nobody. */
export function Cases({ page }: { page: AllocationPage }) {
  const { id, state, cases } = page;
  const hrefFor = (number: number) =>
    paths.exercises.allocate(id, {
      show: cases.show ?? undefined,
      auditor: cases.auditor?.id,
      page: number > 1 ? String(number) : undefined,
    });
  return (
    <section aria-labelledby="cases">
      <h2 className="govuk-heading-m" id="cases">
        Cases
      </h2>
      <Shown page={page} />
      {cases.rows.length === 0 ? (
        <p className="govuk-body">No case is like this now.</p>
      ) : (
        <Table
          caption={cases.pages > 1 ? `Cases, page ${cases.page} of ${cases.pages}` : "Cases"}
          hideCaption
          compact
          onNarrow="lines"
          rows={cases.rows}
          rowKey={(line) => line.id}
          columns={[
            { header: "Case", rowHeader: true, nowrap: true, cell: (line) => line.reference },
            { header: "Team", cell: (line) => line.teamName },
            { header: "Cohort", cell: (line) => line.cohort },
            {
              header: "Worker",
              labelled: true,
              cell: (line) => workerInWords(line.workerName),
            },
            {
              header: "Auditor",
              ownLine: true,
              labelled: true,
              cell: (line) => <Auditor line={line} />,
            },
            {
              header: "Change",
              hideHeader: true,
              cell: (line) =>
                state === "drawn" ? (
                  <Link to={paths.exercises.allocateOne(id, line.id)} hidden={line.reference}>
                    {line.blocked?.because === "conflicts"
                      ? "Override with a reason"
                      : line.auditorName === null
                        ? "Choose"
                        : "Change"}
                  </Link>
                ) : null,
            },
          ]}
        />
      )}
      <Pagination page={cases.page} pages={cases.pages} hrefFor={hrefFor} label="Pages of cases" />
    </section>
  );
}

const filterNames: Record<CaseFilter, string> = {
  left: "without an auditor",
  blocked: "that nobody can take",
  overridden: "with a conflict overridden",
};

/** Which of the cases are listed, and the way to the others. */
function Shown({ page }: { page: AllocationPage }) {
  const { id, total, unallocated, stuck, overridden, cases } = page;
  const counts: Record<CaseFilter, number> = { left: unallocated, blocked: stuck, overridden };
  const isAll = cases.show === null && cases.auditor === null;
  const views = [
    { key: "all", words: `All ${total}`, href: paths.exercises.allocate(id), on: isAll },
    ...caseFilters
      .filter((filter) => counts[filter] > 0 || cases.show === filter)
      .map((filter) => ({
        key: filter,
        words: `${counts[filter]} ${filterNames[filter]}`,
        href: paths.exercises.allocate(id, { show: filter }),
        on: cases.show === filter,
      })),
  ];
  return (
    <>
      {views.length > 1 || !isAll ? (
        <ul className="los-views" aria-label="Which cases are listed">
          {views.map(({ key, words, href, on }) => (
            <li key={key}>
              <Link to={`${href}#cases`} current={on}>
                {words}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {cases.auditor ? (
        <p className="govuk-body">
          {cases.found} of {cases.auditor.name}.
        </p>
      ) : null}
    </>
  );
}

function Auditor({ line }: { line: AllocationLine }) {
  const { auditorName, override, blocked, reAudit } = line;
  const again = reAudit ? <StateTag colour="grey">Re-audit</StateTag> : null;
  if (auditorName !== null) {
    return (
      <>
        {auditorName} {again}
        {override === null ? null : (
          <span className="los-block">
            <StateTag colour="orange">Conflict overridden</StateTag>{" "}
            {override.rules === "" ? "" : `(${override.rules}) `}
            {override.reason}
            {override.made === "" ? null : <span className="los-quiet">{override.made}</span>}
          </span>
        )}
      </>
    );
  }
  if (!blocked) return <>Nobody yet {again}</>;
  return (
    <>
      Nobody can take it {again}
      {blocked.rules.length > 0 ? (
        <details className="los-why">
          <summary>
            {blocked.because === "conflicts"
              ? "Everyone has a conflict of interest"
              : "Whoever has no conflict is at their maximum"}
          </summary>
          <BlockingRules rules={blocked.rules} />
        </details>
      ) : null}
    </>
  );
}
