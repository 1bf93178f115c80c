/**
 * Owns who works in Demo Borough: services, teams, posts and invented names.
 * Practice: neutral names in pairs that make no known person; a post says who manages whom.
 */
import type { Role } from "~/rules/people";

export const demoServices = [
  {
    name: "Front Door and Assessment",
    teams: [
      { name: "MASH", holdsCases: false },
      { name: "Referral and Assessment", holdsCases: true },
    ],
  },
  {
    name: "Safeguarding and Support",
    teams: [
      { name: "Willow", holdsCases: true },
      { name: "Rowan", holdsCases: true },
    ],
  },
  {
    name: "Specialist Services",
    teams: [{ name: "Children with Disabilities", holdsCases: true }],
  },
  {
    name: "Corporate Parenting",
    teams: [{ name: "Care and Leaving Care", holdsCases: true }],
  },
  { name: "Early Help", teams: [{ name: "Early Help", holdsCases: true }] },
  {
    name: "Quality Assurance",
    teams: [{ name: "Quality Assurance and Safeguarding", holdsCases: false }],
  },
] as const;

export type ServiceName = (typeof demoServices)[number]["name"];
export type TeamName = (typeof demoServices)[number]["teams"][number]["name"];

export type Post =
  | "director"
  | "assistant-director"
  | "lead-member"
  | "administrator"
  | "service-manager"
  | "qa-lead"
  | "chair"
  | "team-manager"
  | "assistant-team-manager"
  | "social-worker"
  | "personal-adviser"
  | "early-help-worker";

export type DemoGrant = { role: Role; services?: readonly ServiceName[]; team?: TeamName };

export type DemoPerson = {
  name: string;
  post: Post;
  jobTitle: string;
  team: TeamName | null;
  /** The services a service manager answers for. */
  services?: readonly ServiceName[];
  /** Only the nine have an address of their own and an account. */
  account?: string;
  also?: readonly Role[];
  /** Has audited or moderated before. */
  isNewAuditor?: true;
};

const qa: TeamName = "Quality Assurance and Safeguarding";

const senior: DemoPerson[] = [
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

type TeamList = {
  team: TeamName;
  manager: Pick<DemoPerson, "name" | "account" | "also">;
  assistants: Pick<DemoPerson, "name" | "account" | "also" | "isNewAuditor">[];
  workers: string[];
  advisers?: string[];
};

const teams: TeamList[] = [
  {
    team: "MASH",
    manager: { name: "Rosalind Pym", also: ["auditor"] },
    assistants: [],
    workers: ["Kit Bramley", "Anouk Teale"],
  },
  {
    team: "Referral and Assessment",
    manager: { name: "Dominic Achebe-Rae", also: ["auditor"] },
    assistants: [{ name: "Leona Strand", also: ["auditor"] }],
    workers: ["Callum Fenby", "Priya Mahtani", "Jonah Elwick", "Marta Sliwa", "Owen Tarrant"],
  },
  {
    team: "Willow",
    manager: { name: "Taylor Brook", account: "team-manager" },
    assistants: [{ name: "Winifred Oduya", also: ["auditor"] }],
    workers: [
      "Pat Lindley",
      "Saskia Holm",
      "Femi Garrick",
      "Bethan Royle",
      "Idris Calloway",
      "Nora Pettifer",
      "Zahid Merrow",
      "Joanna Thwaite",
    ],
  },
  {
    team: "Rowan",
    manager: { name: "Fraser Lindqvist" },
    assistants: [{ name: "Alex Morley", account: "auditor" }],
    workers: [
      "Cora Wetherall",
      "Dev Kothari-Bell",
      "Lucia Marchetti-Poole",
      "Hamish Orde",
      "Ngozi Tamberlin",
      "Elliot Vance-Moor",
      "Sunniva Reed",
      "Patrick Omolade",
    ],
  },
  {
    team: "Children with Disabilities",
    manager: { name: "Maeve Tolliver", also: ["auditor"] },
    assistants: [{ name: "Stellan Frith", also: ["auditor"] }],
    workers: ["Ruth Ansah-Cole", "Benedict Yarrow", "Farah Dilnot", "Gwen Sparkes", "Ivo Halloran"],
  },
  {
    team: "Care and Leaving Care",
    manager: { name: "Constance Ibe", also: ["auditor"] },
    assistants: [
      { name: "Rafe Donnington", also: ["auditor"] },
      { name: "Yasmin Corley", also: [] },
    ],
    workers: [
      "Una Prewett",
      "Leon Massey-Tull",
      "Ingrid Bassa",
      "Tariq Hollis-Way",
      "Edie Marlowe-Finch",
      "Solomon Greaves-Ita",
    ],
    advisers: [
      "Jodie Penhallow",
      "Marcus Ferrow",
      "Alina Dobrescu-Hay",
      "Reuben Tighe",
      "Shona Albright-Kerr",
    ],
  },
  {
    team: "Early Help",
    manager: { name: "Philippa Ndiaye", also: ["auditor"] },
    assistants: [{ name: "Gareth Mossop", also: ["auditor"], isNewAuditor: true }],
    workers: [
      "Carys Blythe",
      "Tunde Walkley",
      "Hanna Brisco",
      "Declan Ofori-Shaw",
      "Megan Stribling",
      "Arjun Pellew",
      "Lottie Ravenhill",
      "Kofi Denholm",
      "Sinead Garbutt",
      "Theo Almqvist",
    ],
  },
];

const workerPost = (team: TeamName): { post: Post; jobTitle: string } =>
  team === "Early Help"
    ? { post: "early-help-worker", jobTitle: "Early help practitioner" }
    : { post: "social-worker", jobTitle: "Social worker" };

/** Everybody, managers before those they manage. */
export const demoPeople: readonly DemoPerson[] = [
  ...senior,
  ...teams.flatMap(({ team, manager, assistants, workers, advisers = [] }): DemoPerson[] => [
    { ...manager, post: "team-manager", jobTitle: "Team manager", team },
    ...assistants.map((person) => ({
      ...person,
      post: "assistant-team-manager" as const,
      jobTitle: "Assistant team manager",
      team,
    })),
    ...workers.map((name) => ({
      name,
      ...workerPost(team),
      team,
      ...(name === "Pat Lindley" ? { account: "practitioner" } : {}),
    })),
    ...advisers.map((name) => ({
      name,
      post: "personal-adviser" as const,
      jobTitle: "Personal adviser",
      team,
    })),
  ]),
];
