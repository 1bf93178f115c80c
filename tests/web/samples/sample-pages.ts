/** What the tests of dip samples and thematic audits post, and read of their pages. */
import type { WebResponse } from "../../support/web";
import type { World } from "../../support/world";

export const planOf = (world: World, more: Record<string, string | string[]> = {}) => ({
  intent: "save",
  title: "Strategy meetings",
  "month.month": "04",
  "month.year": "2024",
  serviceId: world.serviceId,
  triggerKind: "performance",
  triggerText: "Delays in March",
  rationale: "To be sure that decisions are swift",
  methodology: "Six cases (4 CIN, 2 CP) read by the service manager and a team manager",
  size: "6",
  reviewing: "together",
  "auditsDueOn.day": "30",
  "auditsDueOn.month": "4",
  "auditsDueOn.year": "2024",
  "questions.q1.code": "",
  "questions.q1.text": "Was it in time?",
  "questions.q2.code": "",
  "questions.q2.text": "Was it proportionate?",
  "questions.q3.code": "",
  "questions.q3.text": "Were the actions SMART?",
  "reviewers.r1.personId": world.people.serviceManager.id,
  "reviewers.r1.roleText": "Service manager",
  "reviewers.r2.personId": world.people.teamManager.id,
  "reviewers.r2.roleText": "Team manager",
  ...more,
});

export const idOf = (response: WebResponse): string => {
  const [, , id] = (response.location ?? "").split("/");
  if (!id) throw new Error(`No exercise in ${response.location}: ${response.errors.join("; ")}`);
  return id;
};

export const hidden = (page: WebResponse, name: string, within = "form"): string =>
  page.html.first(`${within} input[name="${name}"]`)?.attribute("value") ?? "";

/** The version a form of this intent was made with. */
export const versionOf = (page: WebResponse, intent: string): string => {
  const form = page.html
    .all("form")
    .find((one) => one.first(`input[name=intent][value="${intent}"]`));
  return form?.first("input[name=version]")?.attribute("value") ?? "";
};
