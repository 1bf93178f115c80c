import { Fragment } from "react";
import { Link } from "~/ui/link";

/** The other ways to look at the same actions. */
export function Shown({
  view,
  mayTheme,
  hrefFor,
}: {
  view: "board" | "themes" | "";
  mayTheme: boolean;
  hrefFor: (view: string) => string;
}) {
  const ways = [
    { view: "", label: "a list" },
    { view: "board", label: "a board" },
    ...(mayTheme ? [{ view: "themes", label: "numbers by theme" }] : []),
  ].filter((way) => way.view !== view);
  return (
    <>
      Show as{" "}
      {ways.map((way, n) => (
        <Fragment key={way.view}>
          {n > 0 ? " or " : ""}
          <Link to={hrefFor(way.view)}>{way.label}</Link>
        </Fragment>
      ))}
    </>
  );
}
