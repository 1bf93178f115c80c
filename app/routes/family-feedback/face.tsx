import type { Face as FaceCode } from "~/rules/family-feedback/forms";

/** The mouth of each face, on a drawing of 64 by 64. */
const mouths: Record<FaceCode, string> = {
  "very-happy": "M16 36 Q32 60 48 36 Z",
  happy: "M18 40 Q32 52 46 40",
  "in-between": "M20 44 L44 44",
  sad: "M18 48 Q32 36 46 48",
  "very-sad": "M16 52 Q32 30 48 52",
};

/** A face; its name always stands beside it in words. */
export const Face = ({ face }: { face: FaceCode }) => (
  <svg className="los-face" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <circle cx="32" cy="32" r="29" fill="#ffffff" stroke="currentColor" strokeWidth="3" />
    <circle cx="22" cy="25" r="3.5" fill="currentColor" />
    <circle cx="42" cy="25" r="3.5" fill="currentColor" />
    <path
      d={mouths[face]}
      fill={face === "very-happy" ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="3.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
