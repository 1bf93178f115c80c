import { type WordChange, wordDiff } from "~/rules/core/word-diff";
import type { ToolChange } from "~/rules/tools/compare-areas";
import type { ChangedPart } from "~/rules/tools/compare-tools";
import { type Column, Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

/** What changed, a table a part; a text that changed stands before and after, word by word. */
export function ChangeList({ parts }: { parts: readonly ChangedPart[] }) {
  return (
    <>
      {parts.map(({ name, changes }) => (
        <div key={name} className="los-changes">
          <Table
            caption={name}
            captionSize="m"
            compact
            onNarrow="lines"
            rows={changes}
            rowKey={(change) => `${change.what} ${change.after ?? change.before ?? ""}`}
            columns={columns}
          />
        </div>
      ))}
    </>
  );
}

const side = (header: string, key: "before" | "after"): Column<ToolChange> => ({
  header,
  ownLine: true,
  labelled: true,
  cell: (change) => <Side change={change} side={key} />,
});

const columns: Column<ToolChange>[] = [
  {
    header: "What",
    rowHeader: true,
    cell: ({ what, graded }) => (
      <>
        {what} {graded ? <StateTag colour="purple">Changes what is graded</StateTag> : null}
      </>
    ),
  },
  side("Before", "before"),
  side("After", "after"),
];

function Side({ change, side: key }: { change: ToolChange; side: "before" | "after" }) {
  const { before, after } = change;
  const text = change[key];
  if (text === undefined) return null;
  if (text === "") return <span className="los-muted">Nothing</span>;
  if (before === undefined || after === undefined) return <>{text}</>;
  const other = key === "before" ? "removed" : "added";
  const runs = wordDiff(before, after);
  return <Words runs={runs.filter(({ kind }) => kind === "same" || kind === other)} />;
}

/** Removed words are struck through and added ones underlined: colour is never the only sign. */
function Words({ runs }: { runs: WordChange[] }) {
  let place = 0;
  return (
    <>
      {runs.map(({ kind, text }) => {
        place += text.length;
        if (kind === "removed") return <del key={place}>{text}</del>;
        if (kind === "added") return <ins key={place}>{text}</ins>;
        return <span key={place}>{text}</span>;
      })}
    </>
  );
}
