import type { Room } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { escalatingWords } from "~/rules/tools/scale";
import { AttentionList } from "~/ui/attention-list";
import { Link } from "~/ui/link";

type Item = { words: string; href?: string };

const s = (count: number) => (count === 1 ? "" : "s");

/** What the lead should see to, each with the way there; then the dates. */
export function Attention({ room }: { room: Room }) {
  const notes = notesOf(room);
  return (
    <>
      <h2 className="govuk-heading-s">Needs your attention</h2>
      {room.attention.length + notes.length === 0 ? <p>Nothing just now.</p> : null}
      {room.attention.length > 0 ? <AttentionList rows={room.attention} /> : null}
      {notes.length > 0 ? (
        <ul className="los-attention los-attention--notes">
          {notes.map(({ words, href }) => (
            <li key={words}>{href ? <Link to={href}>{words}</Link> : words}</li>
          ))}
        </ul>
      ) : null}
      <h2 className="govuk-heading-s">Dates</h2>
      <dl className="los-facts">
        {room.facts.map(({ key, value }) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {room.may.manage && room.state !== "closed" && room.state !== "cancelled" ? (
        <div className="los-no-print">
          <p>
            <Link to={paths.exercises.edit(room.id)}>Change dates and people</Link>
          </p>
          {room.may.declared ? (
            <p>
              <Link to={paths.conflicts.list()}>Declared conflicts of interest</Link>
            </p>
          ) : null}
          {room.state === "planned" || room.state === "drawn" ? (
            <p>
              <Link to={paths.exercises.cancel(room.id)}>Cancel this cycle</Link>
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** What waits for nobody yet, and what is only to be known. */
function notesOf(room: Room): Item[] {
  const { id, marks, capacity, unallocated, state } = room;
  const items: Item[] = [];
  if (marks.escalated > 0) {
    items.push({ words: `${marks.escalated} graded ${escalatingWords} overall` });
  }
  const early = state === "planned" || state === "drawn";
  const cases = room.total || room.size;
  if (early && capacity.maximum < cases) {
    items.push({
      words:
        capacity.auditors === 0
          ? "No auditors take part yet"
          : `The auditors can take ${capacity.maximum} audits at most, of ${cases}`,
      href: paths.exercises.edit(id),
    });
  }
  if (early && capacity.moderators === 0) {
    items.push({ words: "No moderators take part yet", href: paths.exercises.edit(id) });
  }
  if (unallocated > 0) {
    items.push({
      words: `${unallocated} case${s(unallocated)} without an auditor`,
      href: paths.exercises.allocate(id),
    });
  }
  if (marks.overrides > 0) {
    items.push({
      words: `${marks.overrides} conflict${s(marks.overrides)} of interest overridden`,
      href: state === "drawn" ? paths.exercises.allocate(id) : undefined,
    });
  }
  if (marks.swaps > 0) {
    items.push({
      words: `${marks.swaps} case${s(marks.swaps)} swapped`,
      href: paths.exercises.draw(id),
    });
  }
  return items;
}
