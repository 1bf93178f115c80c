import { paths } from "~/paths";
import { Link } from "~/ui/link";
import type { Room } from "./room.server";

type Item = { words: string; href?: string };

const s = (count: number) => (count === 1 ? "" : "s");

/** What the lead should see to, each with the way there; then the dates. */
export function Attention({ room }: { room: Room }) {
  const items = itemsOf(room);
  return (
    <>
      <h2 className="govuk-heading-s">Needs your attention</h2>
      {items.length === 0 ? (
        <p>Nothing just now.</p>
      ) : (
        <ul className="los-attention">
          {items.map(({ words, href }) => (
            <li key={words}>{href ? <Link to={href}>{words}</Link> : words}</li>
          ))}
        </ul>
      )}
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
          {room.state === "planned" || room.state === "drawn" ? (
            <p>
              <Link to={paths.exercises.cancel(room.id)}>Call off this cycle</Link>
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function itemsOf(room: Room): Item[] {
  const { id, attention, capacity, declined, late, unallocated, state } = room;
  const items: Item[] = [];
  for (const concern of attention.concerns) {
    items.push({
      words: `Safeguarding concern about ${concern.reference} waits to be acknowledged`,
      href: paths.concerns.one(concern.id),
    });
  }
  if (late > 0) {
    items.push({
      words: `${late} audit${s(late)} late`,
      href: paths.exercises.one(id, { late: "yes" }),
    });
  }
  if (attention.inadequate > 0) {
    items.push({ words: `${attention.inadequate} graded Inadequate overall` });
  }
  if (room.reAuditsWaiting > 0) {
    items.push({
      words: `${room.reAuditsWaiting} re-audit${s(room.reAuditsWaiting)} to allocate`,
      href: paths.reAudits.list(),
    });
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
  for (const { auditId, reference, words } of declined) {
    items.push({
      words: `${reference} declined by ${words}: find another auditor`,
      href: paths.exercises.changeAudits(id, { do: "reallocate", audit: auditId }),
    });
  }
  if (attention.overrides > 0) {
    items.push({
      words: `${attention.overrides} conflict${s(attention.overrides)} of interest overridden`,
      href: state === "drawn" ? paths.exercises.allocate(id) : undefined,
    });
  }
  if (attention.swaps > 0) {
    items.push({
      words: `${attention.swaps} case${s(attention.swaps)} swapped`,
      href: paths.exercises.draw(id),
    });
  }
  return items;
}
