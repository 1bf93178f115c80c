/**
 * Owns the services, teams and posts of Demo Borough.
 * Practice: a post says who manages whom; the front door and the reviewers hold no cases.
 */
import type { Role } from "~/rules/access/people";

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
