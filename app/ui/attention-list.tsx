import { type AttentionRow, countAttention } from "~/rules/home/attention";
import { Link } from "./link";
import { Details } from "./notices";

/** So many are in view at once; the rest folds away, and says how many it is. */
const inView = 8;

/** What needs attention, the most urgent first: each with its age, its date and who is meant. */
export function AttentionList({ rows, place }: { rows: AttentionRow[]; place?: "shown" }) {
  const list = (some: AttentionRow[]) => (
    <ul className="los-attention">
      {some.map((row) => (
        <li key={row.id}>
          {row.href === "" ? row.title : <Link to={row.href}>{row.title}</Link>}
          <span className="los-attention__facts">
            {[place === "shown" ? row.place : "", row.age, row.due, row.meant]
              .filter((words) => words !== "")
              .join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
  const rest = rows.slice(inView);
  return (
    <>
      {list(rows.slice(0, inView))}
      {rest.length > 0 ? (
        <Details summary={`${countAttention(rest)} more, less urgent or newer`}>
          {list(rest)}
        </Details>
      ) : null}
    </>
  );
}
