import type { Verification } from "~/rules/sampling/sampling";
import { ImportantBanner } from "~/ui/notices";

const differences = {
  algorithm: "It was drawn by another version of the way of drawing, so it can’t be checked here.",
  seed: "The seed kept with the draw is not the seed it was made with.",
  frame: "The caseload kept with the draw has changed since.",
  refused: "Drawn again from what was kept, it is refused.",
  result: "Drawn again, it gives other cases.",
} as const;

/** What came of drawing again from the record, and of going through the swaps since. */
export function VerificationNotice({
  draw,
  swaps,
  swapsMade,
}: {
  draw: Verification;
  /** Whether each swap put in the next reserve. */
  swaps: boolean;
  swapsMade: number;
}) {
  if (!draw.same) {
    return (
      <ImportantBanner heading="This draw could not be verified">
        <p className="govuk-body">{differences[draw.differs]}</p>
      </ImportantBanner>
    );
  }
  return (
    <ImportantBanner heading="The draw is verified: drawn again, it gives the same cases">
      <p className="govuk-body">
        It was run again just now from the seed, the settings and the caseload kept with it, and the
        cases, their order and the reserves came out the same.
      </p>
      {swapsMade === 0 ? null : (
        <p className="govuk-body">
          {swaps
            ? `${swapsMade === 1 ? "The swap since kept" : `All ${swapsMade} swaps since kept`} to the order of the draw.`
            : "But a swap since did not put in the next reserve of its group."}
        </p>
      )}
      <p className="govuk-body">
        Anyone can check this outside the application: download the record and run{" "}
        <code className="los-code">scripts/verify-draw</code> on it.
      </p>
    </ImportantBanner>
  );
}
