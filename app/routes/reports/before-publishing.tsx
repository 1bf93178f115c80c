import { paths } from "~/paths";
import { andList, counted } from "~/rules/core/words";
import { Link } from "~/ui/link";
import { Details, InsetText, WarningText } from "~/ui/notices";

type BeforeFacts = {
  hasWords: boolean;
  /** Names of figures in the words that there are none of. */
  unknown: string | null;
  /** Small numbers that were typed. */
  numbers: readonly string[];
  waiting: number;
  hiding: { hidden: number; open: number; weak: readonly string[] };
  /** What the next edition for staff changes; null before the first. */
  changes: readonly string[] | null;
  editions: readonly { id: string; name: string; when: string }[];
};

/** What an edition for publication would hide, and how well. */
function Hiding({ hidden, open, weak }: BeforeFacts["hiding"]) {
  if (hidden === 0) return null;
  return (
    <Details
      summary={`An edition for publication hides ${counted(hidden, "count")}${weak.length > 0 ? `, ${weak.length} of them less well than the others` : ""}`}
    >
      <p className="govuk-body">
        Counts of 1 to 5 are hidden, and whatever else they could be worked out from, in this
        edition and those that are out.
      </p>
      {open > 0 ? (
        <p className="govuk-body">
          {counted(open, "hidden count")} could be worked out all the same from editions that are
          out, so that it can be published for staff alone.
        </p>
      ) : null}
      {weak.length > 0 ? (
        <>
          <p className="govuk-body">
            A reader of what is published can’t work these out, but can narrow them. Someone who
            knew which hidden counts are the small ones could work them out, because too little else
            is there to hide them behind:
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {weak.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Details>
  );
}

/** What to know before. */
export function BeforePublishing({
  hasWords,
  unknown,
  numbers,
  waiting,
  hiding,
  changes,
  editions,
}: BeforeFacts) {
  return (
    <>
      <Hiding {...hiding} />
      {hasWords ? null : (
        <InsetText>Nothing is written “In short” yet. The figures are published without.</InsetText>
      )}
      {unknown ? (
        <WarningText>The words name {unknown}, which is no figure of this report.</WarningText>
      ) : null}
      {numbers.length > 0 ? (
        <WarningText>
          The words hold numbers that nothing hides: {andList(numbers)}. Before you publish them for
          everyone, see that none counts five children or fewer.
        </WarningText>
      ) : null}
      {waiting > 0 ? (
        <WarningText>
          {counted(waiting, "audit is", "audits are")} not final yet and in no figure of this
          edition.
        </WarningText>
      ) : null}
      {editions.length > 0 ? (
        <>
          <h2 className="govuk-heading-s">Published so far</h2>
          <ul className="govuk-list">
            {editions.map(({ id, name, when }) => (
              <li key={id}>
                <Link to={paths.reports.edition(id)}>{name}</Link>, {when}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {changes === null ? null : changes.length === 0 ? (
        <InsetText>Nothing has changed since the last edition for staff.</InsetText>
      ) : (
        <>
          <h2 className="govuk-heading-s">What has changed since the last edition for staff</h2>
          <ul className="govuk-list govuk-list--bullet">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
