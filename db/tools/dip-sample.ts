/**
 * Owns the starting point for a dip sample's tool: a handful of general questions, each with what
 * met, partly and not met look like.
 * Practice: a service manager's monthly sample is short, answers one question about practice and
 * is counted as met, partly or not met, without grades; ten minutes a case is enough.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "./codes";

export const dipSampleTemplate: ToolDefinition = {
  name: "Dip sample",
  about:
    "A quick, focused look at one kind of document or decision. Read what you need and no more, answer each question and note the reason whenever the answer is partly or not met. Ask of each document what you would ask of one about your own child: would it help? If you see something that worries you about a child's safety, stop and raise it at once.",
  lookBack: { judgeMonths: 3, readMonths: 6 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "sample-in-time",
      text: "Was it done within the timescale, or is there a good recorded reason why not?",
      guidance:
        "Met: in time, or late for the child's sake with a manager's agreement on record. Partly: a little late, with a reason found by asking. Not met: late without a reason, or not done.",
    },
    {
      code: "sample-complete",
      text: "Is the document complete and in the right place?",
      guidance:
        "Met: every part that applies is filled in and a colleague would find it at once. Partly: parts are empty or copied forward. Not met: it is missing, a blank form, or another child's.",
    },
    {
      code: "sample-child",
      text: "Can you see this child in it: what they said, showed or wanted?",
      guidance:
        "Met: it could be about no other child. Partly: a line on wishes and feelings that leads nowhere. Not met: the child is absent, or the text is shared word for word between siblings.",
    },
    {
      code: "sample-clear",
      text: "Is it clear and brief enough for the family to understand?",
      guidance:
        "Met: plain words, the worry and the way forward on the first page. Partly: clear to a colleague, full of initials. Not met: a parent could not say what it asks of them.",
    },
    {
      code: "sample-reasoned",
      text: "Are the reasons for the decision recorded and proportionate?",
      guidance:
        "Met: what was weighed, what was decided and why. Partly: the decision is right but its reasons have to be guessed. Not met: no decision, or one that the facts do not bear.",
    },
    {
      code: "sample-smart",
      text: "Are actions specific, dated and owned by a named person with their role?",
      guidance:
        "Met: each action says who, what and by when. Partly: some are; others say ongoing or as needed. Not met: no actions where some are needed, or none that could be checked.",
    },
    {
      code: "sample-shared",
      text: "Was it shared with the family, and with those who have to act on it?",
      guidance:
        "Met: the record says with whom, when and how, and what they said. Partly: sent, with no word of whether it was understood. Not met: not shared, and no reason given.",
    },
    {
      code: "sample-signed-off",
      text: "Did a manager check it and sign it off?",
      guidance:
        "Met: signed off with a comment that adds something. Partly: signed off without one, or late. Not met: not signed off, or signed off with errors that a reading would have caught.",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};
