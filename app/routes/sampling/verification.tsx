import type { Verification } from "~/rules/sampling";
import { ImportantBanner } from "~/ui/notices";

const differences = {
  algorithm: "It was drawn by another version of the way of drawing, so it can’t be checked here.",
  seed: "The seed kept with the draw is not the seed it was made with.",
  frame: "The caseload kept with the draw has changed since.",
  refused: "Drawn again from what was kept, it is refused.",
  result: "Drawn again, it gives other cases.",
} as const;

/** What came of drawing again from the record. */
export function VerificationNotice({ verification }: { verification: Verification }) {
  return verification.same ? (
    <ImportantBanner heading="The draw is verified: drawn again, it gives the same cases">
      <p className="govuk-body">
        It was run again just now from the seed, the settings and the caseload kept with it, and the
        cases, their order and the reserves came out the same.
      </p>
    </ImportantBanner>
  ) : (
    <ImportantBanner heading="This draw could not be verified">
      <p className="govuk-body">{differences[verification.differs]}</p>
    </ImportantBanner>
  );
}
