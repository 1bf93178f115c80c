import { countedUpTo } from "~/rules/core/counting";
import { Link } from "./link";

/** Counts that lead to the list they count ("3 overdue"). */
export function CountLinks({
  label,
  items,
}: {
  label: string;
  items: readonly { count: number; label: string; href: string }[];
}) {
  return (
    <ul className="los-counts" aria-label={label}>
      {items.map((item) => (
        <li key={item.label} className="los-counts__item">
          <span className="los-counts__number">{countedUpTo(item.count)}</span>
          <span className="los-counts__label">
            <Link to={item.href} hidden={`(${countedUpTo(item.count)})`}>
              {item.label}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
