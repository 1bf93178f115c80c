/**
 * Owns which main pages a person is offered: those their roles may open.
 * Practice: the policy table decides; the navigation only asks it.
 */
import type { Actor } from "./people";
import { mayEver } from "./permission";
import type { Capability } from "./policy";

export type MainPage =
  | "home"
  | "programme"
  | "caseload"
  | "moderation"
  | "observations"
  | "tools"
  | "teams"
  | "trends"
  | "reports"
  | "log"
  | "people"
  | "settings";

const pages: readonly [MainPage, string, Capability][] = [
  ["home", "Home", "home.read"],
  ["programme", "Programme", "programme.read"],
  ["caseload", "Caseload", "caseload.read"],
  ["moderation", "Moderation", "moderation.queue"],
  ["observations", "Observations", "observations.read"],
  ["tools", "Audit tools", "tools.edit"],
  ["teams", "Teams", "reports.read-team"],
  ["trends", "Trends", "trends.read"],
  ["reports", "Reports", "reports.read-editions"],
  ["log", "Learning log", "learning-log.read"],
  ["people", "People", "people.manage"],
  ["settings", "Settings", "settings.manage"],
];

export type ModerationPage =
  | "queue"
  | "meetings"
  | "agreement"
  | "calibration"
  | "register"
  | "doubles";

const moderationPages: readonly [ModerationPage, string, Capability][] = [
  ["queue", "To moderate", "moderation.queue"],
  ["meetings", "Panel meetings", "moderation.read-meeting"],
  ["agreement", "Agreement", "moderation.see-agreement"],
  ["doubles", "Double audits", "double-audits.manage"],
  ["calibration", "Calibration", "calibration.read"],
  ["register", "Auditors and moderators", "register.keep"],
];

/** The pages under Moderation that their roles may open. */
export const moderationPagesFor = (actor: Actor): { page: ModerationPage; label: string }[] =>
  moderationPages
    .filter(([, , capability]) => mayEver(actor, capability))
    .map(([page, label]) => ({ page, label }));

export const mainPagesFor = (actor: Actor): { page: MainPage; label: string }[] =>
  pages
    .filter(([, , capability]) => mayEver(actor, capability))
    .map(([page, label]) => ({ page, label }));
