/** Owns which how-to pages there are: one a role, and one for whoever joins a panel once. */
import { type Role, roleNames, roles } from "~/rules/access/people";
import type { Guide } from "./guide";
import { auditor, moderator, panelMember, partner, practitioner } from "./guides-casework";
import { leader, scrutiny, serviceManager, teamManager } from "./guides-managing";
import { administrator, qaLead } from "./guides-running";

export type GuideKey = Role | "panel-member";

export const guides: Record<GuideKey, Guide> = {
  practitioner,
  auditor,
  moderator,
  "panel-member": panelMember,
  "team-manager": teamManager,
  "service-manager": serviceManager,
  "qa-lead": qaLead,
  leader,
  partner,
  scrutiny,
  administrator,
};

export const guideKeys = Object.keys(guides) as GuideKey[];

export const isGuide = (text: string | undefined): text is GuideKey =>
  guideKeys.some((key) => key === text);

const isRole = (key: GuideKey): key is Role => roles.some((role) => role === key);

export const guideName = (key: GuideKey): string =>
  isRole(key) ? roleNames[key] : "Panel member for one audit";
