/** Owns the answer to a team that an import names and nobody has. */
import * as z from "zod";
import { keepsText } from "./belonging";
import { choice, optionalText, ticked, version } from "./fields";

const chosenId = z.string({ error: "Choose one from the list" }).max(60).optional().default("");

const answered = z
  .object({
    version: version(),
    answer: choice(["add", "use", "decline"], "Choose what to do with this name"),
    name: optionalText(80),
    serviceId: chosenId,
    holdsCases: ticked(),
    teamId: chosenId,
    why: optionalText(200),
  })
  .superRefine(({ answer, name, serviceId, teamId, why }, context) => {
    const lacks = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (answer === "add" && name === "") lacks("name", "Enter the name of the team");
    if (answer === "add" && serviceId === "") lacks("serviceId", "Choose a service");
    if (answer === "use" && teamId === "") lacks("teamId", "Choose the team that is meant");
    if (answer === "decline" && why === "") lacks("why", "Enter why it is not added");
  });

/** Only what belongs to the answer is asked for; `offered` is the name as the import gives it. */
export const teamRequestForm = (offered: string) =>
  keepsText(
    answered,
    {
      question: "answer",
      answer: "decline",
      label: "It should not be added",
      texts: { why: "why it is not added" },
    },
    {
      question: "answer",
      answer: "add",
      label: "It is a new team: add it",
      texts: { name: "the name you changed" },
      offered: { name: offered },
    },
  );
