import type { ReactNode } from "react";
import { isGrade, type Judgement, judgementNames, lookOf } from "~/rules/tools/grades";

/** A judgement as word and colour; a provisional one is outlined and says so. */
export function GradeTag({
  judgement,
  provisional = false,
}: {
  judgement: Judgement;
  provisional?: boolean;
}) {
  const outlined = provisional && isGrade(judgement);
  return (
    <strong
      className={`los-grade los-grade--${lookOf(judgement)}${outlined ? " los-grade--provisional" : ""}`}
    >
      {judgementNames[judgement]}
      {outlined ? <span className="los-grade__provisional"> (provisional)</span> : null}
    </strong>
  );
}

export type TagColour =
  | "blue"
  | "green"
  | "grey"
  | "magenta"
  | "orange"
  | "purple"
  | "red"
  | "teal"
  | "yellow";

/** The state of a record. Grades use GradeTag. */
export function StateTag({
  children,
  colour = "blue",
}: {
  children: ReactNode;
  colour?: TagColour;
}) {
  return (
    <strong className={`govuk-tag${colour === "blue" ? "" : ` govuk-tag--${colour}`}`}>
      {children}
    </strong>
  );
}
