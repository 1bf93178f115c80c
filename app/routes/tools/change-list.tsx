import { type WordChange, wordDiff } from "~/rules/core/word-diff";
import type { ToolChange } from "~/rules/tools/compare-areas";
import { StateTag } from "~/ui/tags";

/** What changed, part by part; a text that changed stands before and after, word by word. */
export function ChangeList({ changes }: { changes: readonly ToolChange[] }) {
  const parts = [...new Set(changes.map(({ part }) => part))];
  return (
    <>
      {parts.map((part) => (
        <section key={part} className="los-changes">
          <h2 className="govuk-heading-m">{part}</h2>
          {changes
            .filter((change) => change.part === part)
            .map((change) => (
              <Change
                key={`${change.what} ${change.after ?? change.before ?? ""}`}
                change={change}
              />
            ))}
        </section>
      ))}
    </>
  );
}

function Change({ change }: { change: ToolChange }) {
  const { what, before, after, graded } = change;
  return (
    <div className="los-change">
      <h3 className="govuk-heading-s">
        {what} {graded ? <StateTag colour="purple">Changes what is graded</StateTag> : null}
      </h3>
      <SideBySide before={before} after={after} />
    </div>
  );
}

function SideBySide({ before, after }: Pick<ToolChange, "before" | "after">) {
  if (before === undefined && after === undefined) return null;
  const both = before !== undefined && after !== undefined;
  const runs = both ? wordDiff(before, after) : [];
  const column = (title: string, text: string | undefined, other: "removed" | "added") =>
    text === undefined ? null : (
      <div className="los-change__side">
        <h4 className="los-change__title">{title}</h4>
        <p className="los-as-written">
          {text === "" ? (
            <span className="los-muted">Nothing</span>
          ) : both ? (
            <Words runs={runs.filter(({ kind }) => kind === "same" || kind === other)} />
          ) : (
            text
          )}
        </p>
      </div>
    );
  return (
    <div className="los-change__sides">
      {column("Before", before, "removed")}
      {column("After", after, "added")}
    </div>
  );
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
