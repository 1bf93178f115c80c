import { reportFiles } from "~/rules/reports/files";
import { Link } from "../link";

/** A report in every format that it is downloaded in. */
export function FileLinks({ hrefFor }: { hrefFor: (file: string) => string }) {
  return (
    <ul className="los-views los-no-print" aria-label="Download">
      {reportFiles.map(({ file, label }) => (
        <li key={file}>
          <Link to={hrefFor(file)} download>
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
