import { paths } from "~/paths";
import type { ImportState } from "~/rules/caseload/states";
import { formatInstant } from "~/rules/core/dates";
import { andList, counted, plural } from "~/rules/core/words";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { ImportantBanner, InsetText } from "~/ui/notices";

type Data = {
  id: string;
  state: ImportState;
  problem: string;
  counts: { ignored: string[]; notes: string[]; closedAsAbsent: number };
  same: { id: string; by: string; undone: boolean; confirmedAt: string } | null;
  names: {
    team: { count: number; chosen: number; asked: number };
    cohort: { count: number; chosen: number };
    worker: { count: number; chosen: number };
  } | null;
  /** New workers whom someone must tell from others first. */
  alike: number;
  /** New workers who can't be asked to reflect on an audit. */
  silent: number;
};

/** What there is to know before going on. */
export function ImportNotices({ data }: { data: Data }) {
  const { state, problem, counts, same, names } = data;
  const isAsked =
    names !== null && [names.team, names.cohort, names.worker].some(({ count }) => count > 0);
  return (
    <>
      {problem ? <ImportantBanner heading={problem} /> : null}
      {state === "failed" ? (
        <Button to={paths.caseload.import()}>Choose the file again</Button>
      ) : null}
      {same && (state === "staged" || state === "confirmed") ? (
        <InsetText>
          The very same file was imported before: by {same.by} on{" "}
          {formatInstant(new Date(same.confirmedAt))}
          {same.undone ? ", and undone since" : ""}.{" "}
          <Link to={paths.caseload.importOne(same.id)}>See that import</Link>
        </InsetText>
      ) : null}
      {names && isAsked ? (
        <InsetText>
          <p className="govuk-body">
            The file has {namesInWords(names)} not known here, or that could mean more than one.
          </p>
          {names.team.asked > 0 ? (
            <p className="govuk-body">
              {counted(names.team.asked, "team is", "teams are")} asked for and not here yet. You
              can wait, or go on without {plural(names.team.asked, "its", "their")} rows and read
              the file again later.
            </p>
          ) : null}
          {data.alike > 0 ? (
            <p className="govuk-body">
              {counted(data.alike, "new worker is", "new workers are")} much like someone else: say
              first whether they are the same person.
            </p>
          ) : null}
          <Button
            to={paths.caseload.importNames(data.id, {
              kind: firstKind(names),
            })}
            variant="secondary"
          >
            Choose what the names mean
          </Button>
        </InsetText>
      ) : null}
      {counts.notes.map((note) => (
        <InsetText key={note}>{note}.</InsetText>
      ))}
      {counts.ignored.length > 0 ? (
        <InsetText>
          {plural(counts.ignored.length, "One column was", "These columns were")} not understood and
          not read: {counts.ignored.join(", ")}.
        </InsetText>
      ) : null}
      {data.silent > 0 && (state === "staged" || state === "confirmed") ? (
        <InsetText>
          {counted(data.silent, "new worker has", "new workers have")} no account here: they cannot
          be invited to reflect on an audit.{" "}
          {state === "staged"
            ? "Once this is imported, an administrator is given the list to invite."
            : "The administrators have the list to invite on their home page."}
        </InsetText>
      ) : null}
      {counts.closedAsAbsent > 0 ? (
        <p className="govuk-body">
          {counted(counts.closedAsAbsent, "more case was", "more cases were")} closed because the
          list was complete and did not name {plural(counts.closedAsAbsent, "it", "them")}.
        </p>
      ) : null}
      {state === "discarded" ? (
        <p className="govuk-body">It was discarded: nothing was changed.</p>
      ) : null}
      {state === "undone" ? (
        <p className="govuk-body">
          Cases, holders and closings were put back as they were before this import.
        </p>
      ) : null}
    </>
  );
}

/** Where choosing begins: at what keeps rows waiting. */
const firstKind = ({ team, cohort }: NonNullable<Data["names"]>) =>
  team.count > team.chosen || (team.count > 0 && cohort.count === 0)
    ? undefined
    : cohort.count > 0
      ? "cohort"
      : "worker";

function namesInWords({ team, cohort, worker }: NonNullable<Data["names"]>): string {
  const parts = [
    team.count > 0
      ? counted(team.count, "name of a team", "names of teams") + answered(team)
      : null,
    cohort.count > 0
      ? counted(cohort.count, "word for a cohort", "words for cohorts") + answered(cohort)
      : null,
    worker.count > 0
      ? counted(worker.count, "name of a worker", "names of workers") + answered(worker)
      : null,
  ];
  const said = parts.filter((part) => part !== null);
  return andList(said);
}

const answered = ({ count: all, chosen }: { count: number; chosen: number }): string =>
  chosen === 0
    ? ""
    : chosen === all
      ? " (all chosen)"
      : ` (${chosen.toLocaleString("en-GB")} chosen)`;
