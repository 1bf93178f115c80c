/**
 * Owns what the commission of a thematic audit says, whether it answers questions or is graded: what
 * prompted it, why, its key lines of enquiry, and whose cases it looks at.
 */
import { triggerKinds } from "~/rules/exercises/exercises";
import { choice, optionalId, text } from "./fields";

export const longText = 2000;

/** In the order of the page. */
export const commissionFields = {
  triggerKind: choice(triggerKinds, "Choose what prompted it"),
  triggerText: text("Enter the inspection, figures or finding that prompted it", 500),
  promptedById: optionalId(),
  rationale: text("Enter why it is done", longText),
  linesOfEnquiry: text("Enter the key lines of enquiry", longText),
  methodology: text("Enter which children it looks at, and how their cases are chosen", longText),
};
