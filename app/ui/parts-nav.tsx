import { Link } from "./link";

export type PagePart = {
  code: string;
  name: string;
  href: string;
  /** How far it is, in words. */
  state: string;
};

/** The pages of one long form, how far each is, and how many are done; folds without scripts too. */
export function PartsNav({
  label,
  done,
  of,
  parts,
  current,
  open,
}: {
  label: string;
  done: number;
  of: number;
  parts: readonly PagePart[];
  /** The code of the part one is in. */
  current?: string;
  open: boolean;
}) {
  return (
    <nav aria-label={label} className="los-parts">
      <details open={open}>
        <summary className="los-parts__count">
          {done} of {of} parts completed
        </summary>
        <ol className="los-parts__list">
          {parts.map((part) => (
            <li key={part.code}>
              <Link to={part.href} current={part.code === current}>
                {part.name}
              </Link>{" "}
              <span className="los-parts__state">
                {part.code === current ? "This page" : part.state}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}
