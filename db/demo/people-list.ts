/**
 * Owns who works in Demo Borough, team by team.
 * Practice: neutral, invented names in pairs that make no known person.
 */
import { senior } from "./people-senior";
import type { DemoPerson, Post, TeamName } from "./people-shape";

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

/** Everyone, managers before those they manage. */
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
