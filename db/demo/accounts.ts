/** The demonstration's accounts, one a role; they exist only where the demonstration is loaded. */
export const demonstrationPassword = "line-of-sight-demo";

export const demonstrationAccounts = [
  { email: "qa-lead@demo.example", does: "runs the audit programme" },
  { email: "auditor@demo.example", does: "audits cases" },
  { email: "moderator@demo.example", does: "sits on the moderation panel" },
  { email: "team-manager@demo.example", does: "manages Willow" },
  { email: "service-manager@demo.example", does: "owns dip samples, manages a service" },
  { email: "practitioner@demo.example", does: "a social worker of Willow" },
  { email: "leader@demo.example", does: "director of children's services" },
  { email: "partner@demo.example", does: "of the police, reviews cases with other agencies" },
  { email: "scrutiny@demo.example", does: "lead member, reads published figures" },
  { email: "admin@demo.example", does: "keeps people, teams and settings" },
] as const;
