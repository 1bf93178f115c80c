/**
 * Owns who leads Demo Borough, and who reviews and chairs; invented names.
 */
import type { DemoPerson, TeamName } from "./people-shape";

const qa: TeamName = "Quality Assurance and Safeguarding";

export const senior: DemoPerson[] = [
  {
    name: "Lee Hartwell",
    post: "director",
    jobTitle: "Director of children's services",
    team: null,
    account: "leader",
  },
  {
    name: "Imogen Farrant",
    post: "assistant-director",
    jobTitle: "Assistant director, children's social care",
    team: null,
  },
  {
    name: "Robin Ferris",
    post: "lead-member",
    jobTitle: "Lead member for children",
    team: null,
    account: "scrutiny",
  },
  {
    name: "Ade Marsh",
    post: "administrator",
    jobTitle: "Systems administrator",
    team: null,
    account: "admin",
  },
  {
    name: "Sam Okafor",
    post: "service-manager",
    jobTitle: "Service manager, safeguarding",
    team: null,
    services: ["Safeguarding and Support"],
    account: "service-manager",
  },
  {
    name: "Delphine Wray",
    post: "service-manager",
    jobTitle: "Service manager, early help and front door",
    team: null,
    services: ["Front Door and Assessment", "Early Help"],
  },
  {
    name: "Tobias Lund",
    post: "service-manager",
    jobTitle: "Service manager, corporate parenting",
    team: null,
    services: ["Corporate Parenting", "Specialist Services"],
  },
  {
    name: "Nerys Colclough",
    post: "service-manager",
    jobTitle: "Service manager, quality assurance and safeguarding",
    team: qa,
    services: ["Quality Assurance"],
    also: ["moderator"],
  },
  {
    name: "Quinn Ashby",
    post: "qa-lead",
    jobTitle: "QA lead",
    team: qa,
    account: "qa-lead",
  },
  {
    name: "Morgan Selby",
    post: "chair",
    jobTitle: "Child protection chair and independent reviewing officer",
    team: qa,
    account: "moderator",
    also: ["moderator"],
  },
  ...(
    [
      ["Hester Quill", "Independent reviewing officer", true],
      ["Bola Adeyinka", "Child protection chair", true],
      ["Vikram Sethna", "Child protection chair and independent reviewing officer", false],
      ["Greta Nordwood", "Child protection chair", false],
    ] as const
  ).map(
    ([name, jobTitle, moderates]): DemoPerson => ({
      name,
      post: "chair",
      jobTitle,
      team: qa,
      ...(moderates ? { also: ["moderator"] as const } : {}),
    }),
  ),
];
