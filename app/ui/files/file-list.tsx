import { Link } from "../link";

export type FileRow = {
  id: string;
  name: string;
  about: string;
  warning: string;
  href: string | null;
  asksFirst: boolean;
  removeHref: string | null;
};

/** The files of a record: each is downloaded, and never opened in the page. */
export function FileList({ files }: { files: readonly FileRow[] }) {
  return (
    <ul className="los-findings">
      {files.map(({ id, name, about, warning, href, asksFirst, removeHref }) => (
        <li key={id}>
          <p className="govuk-body govuk-!-margin-bottom-1 los-as-typed">
            {href === null ? (
              <bdi>{name}</bdi>
            ) : (
              <Link to={href} download={!asksFirst}>
                <bdi>{name}</bdi>
              </Link>
            )}
          </p>
          <p className="los-findings__about">
            {about}
            {warning ? `. ${warning}` : ""}
            {removeHref ? (
              <>
                {" · "}
                <Link to={removeHref} hidden={name}>
                  Remove
                </Link>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
