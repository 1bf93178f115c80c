/** Every URL and its file, in one table. Addresses are built in paths.ts. */
import { index, type RouteConfig, route } from "@remix-run/route-config";

export default [
  index("routes/home/home.tsx"),
  route("healthz", "routes/health/healthz.ts"),
  route("readyz", "routes/health/readyz.ts"),

  // People and access
  route("sign-in", "routes/people/sign-in.tsx"),
  route("signed-in", "routes/people/signed-in.tsx"),
  route("sign-out", "routes/people/sign-out.ts"),
  route("set-up", "routes/people/set-up.tsx"),
  route("account", "routes/people/account.tsx"),
  route("account/messages", "routes/people/messages.tsx"),
  route("account/deputies", "routes/people/deputies.tsx"),
  route("people", "routes/people/list.tsx"),
  route("people/new", "routes/people/new-person.tsx"),
  route("people/teams", "routes/people/teams.tsx"),
  route("people/teams/:teamId", "routes/people/team.tsx"),
  route("people/services/:serviceId", "routes/people/service.tsx"),
  route("people/:personId", "routes/people/person.tsx"),
  route("people/:personId/edit", "routes/people/edit-person.tsx"),
  route("people/:personId/deactivate", "routes/people/deactivate.tsx"),
  route("people/:personId/deputies", "routes/people/person-deputies.tsx"),
  route("settings", "routes/settings/settings.tsx"),
  route("settings/outbox", "routes/settings/outbox.tsx"),

  // Help
  route("help/who-can-do-what", "routes/help/who-can-do-what.tsx"),
  route("help/demonstration", "routes/help/demonstration.tsx"),
  route("help/accessibility", "routes/help/accessibility.tsx"),

  // Caseload
  route("caseload", "routes/caseload/list.tsx"),
  route("caseload/cases/:caseId", "routes/caseload/case.tsx"),
  route("caseload/import", "routes/caseload/import.tsx"),
  route("caseload/import/template.csv", "routes/caseload/template.ts"),
  route("caseload/import/names", "routes/caseload/names.tsx"),
  route("caseload/import/names/:mappingId", "routes/caseload/name.tsx"),
  route("caseload/import/:importId", "routes/caseload/import-one.tsx"),
  route("caseload/import/:importId/names", "routes/caseload/import-names.tsx"),
  route("caseload/import/:importId/undo", "routes/caseload/import-undo.tsx"),
  route("caseload/import/:importId/problems.csv", "routes/caseload/import-problems.ts"),

  // Exercises: programme, planning, control room
  route("programme", "routes/exercises/programme.tsx"),
  route("exercises/plan", "routes/exercises/plan.tsx"),
  route("exercises/plan/core", "routes/exercises/plan-core.tsx"),
  route("exercises/:exerciseId", "routes/exercises/control-room.tsx"),
  route("exercises/:exerciseId/edit", "routes/exercises/edit.tsx"),
  route("exercises/:exerciseId/cancel", "routes/exercises/cancel.tsx"),
  route("exercises/:exerciseId/history", "routes/exercises/history.tsx"),
  route("exercises/:exerciseId/change-audits", "routes/exercises/change-audits.tsx"),
  route("exercises/:exerciseId/remind", "routes/exercises/remind.tsx"),
  route("exercises/:exerciseId/close-window", "routes/exercises/close-window.tsx"),

  // Sampling and allocation
  route("exercises/:exerciseId/draw", "routes/sampling/draw.tsx"),
  route("exercises/:exerciseId/draw.json", "routes/sampling/draw-json.ts"),
  route("exercises/:exerciseId/swap/:auditId", "routes/sampling/swap.tsx"),
  route("exercises/:exerciseId/allocate", "routes/sampling/allocate.tsx"),
  route("exercises/:exerciseId/allocate/:auditId", "routes/sampling/allocate-one.tsx"),
  route("exercises/:exerciseId/release", "routes/sampling/release.tsx"),

  // Audit tools
  route("tools", "routes/tools/list.tsx"),
  route("tools/new", "routes/tools/new.tsx"),
  route("tools/import", "routes/tools/import.tsx"),
  route("tools/:toolId", "routes/tools/one.tsx"),
  route("tools/:toolId/compare", "routes/tools/compare.tsx"),
  route("tools/:toolId/versions/:versionId", "routes/tools/version.tsx"),
  route("tools/:toolId/versions/:versionId/tool.json", "routes/tools/tool-json.ts"),
  route("tools/:toolId/versions/:versionId/preview", "routes/tools/preview.tsx"),
  route("tools/:toolId/draft", "routes/tools/draft.tsx"),
  route("tools/:toolId/draft/about", "routes/tools/draft-about.tsx"),
  route("tools/:toolId/draft/areas/:area", "routes/tools/draft-area.tsx"),
  route("tools/:toolId/draft/areas/:area/remove", "routes/tools/draft-remove-area.tsx"),
  route("tools/:toolId/draft/areas/:area/prompts/:prompt", "routes/tools/draft-prompt.tsx"),
  route("tools/:toolId/draft/overall", "routes/tools/draft-overall.tsx"),
  route("tools/:toolId/draft/questions", "routes/tools/draft-questions.tsx"),
  route("tools/:toolId/draft/themes", "routes/tools/draft-themes.tsx"),
  route("tools/:toolId/draft/publish", "routes/tools/publish.tsx"),
  route("tools/:toolId/draft/discard", "routes/tools/discard.tsx"),

  // Audits and concerns
  route("audits/:auditId", "routes/audits/one.tsx"),
  route("audits/:auditId/answers", "routes/audits/save-answers.ts"),
  route("audits/:auditId/voices", "routes/audits/voices.tsx"),
  route("audits/:auditId/areas/:area", "routes/audits/area.tsx"),
  route("audits/:auditId/overall", "routes/audits/overall.tsx"),
  route("audits/:auditId/findings", "routes/audits/findings.tsx"),
  route("audits/:auditId/actions", "routes/audits/actions.tsx"),
  route("audits/:auditId/check", "routes/audits/check.tsx"),
  route("audits/:auditId/submitted", "routes/audits/submitted.tsx"),
  route("audits/:auditId/read", "routes/audits/read.tsx"),
  route("audits/:auditId/reflect", "routes/audits/reflect.tsx"),
  route("audits/:auditId/history", "routes/audits/history.tsx"),
  route("audits/:auditId/change", "routes/audits/change.tsx"),
  route("audits/:auditId/decline", "routes/audits/decline.tsx"),
  route("audits/:auditId/concern", "routes/concerns/raise.tsx"),
  route("concerns/:concernId", "routes/concerns/one.tsx"),

  // Moderation
  route("moderation", "routes/moderation/queue.tsx"),
  route("moderation/:auditId", "routes/moderation/grade.tsx"),
  route("moderation/:auditId/commit", "routes/moderation/commit.tsx"),
  route("moderation/:auditId/compare", "routes/moderation/compare.tsx"),
  route("moderation/:auditId/feedback", "routes/moderation/feedback.tsx"),
  route("exercises/:exerciseId/moderation", "routes/moderation/exercise.tsx"),
  route("exercises/:exerciseId/moderation/:auditId", "routes/moderation/moderator.tsx"),
  route("exercises/:exerciseId/close", "routes/moderation/close.tsx"),

  // Reports, responses, teams, trends
  route("trends", "routes/reports/trends.tsx"),
  route("trends.json", "routes/reports/trends-json.ts"),
  route("exercises/:exerciseId/report", "routes/reports/cycle-report.tsx"),
  route("exercises/:exerciseId/report/narrative", "routes/reports/narrative.tsx"),
  route("exercises/:exerciseId/report/teams/:teamId", "routes/reports/team-report.tsx"),
  route("exercises/:exerciseId/responses", "routes/reports/responses.tsx"),
  route("responses/:responseId", "routes/reports/response.tsx"),
  route("teams", "routes/reports/teams.tsx"),
  route("teams/:teamId", "routes/reports/team.tsx"),

  // Learning log
  route("learning-log", "routes/learning-log/list.tsx"),
  route("learning-log.csv", "routes/learning-log/list-csv.ts"),
  route("learning-log/new", "routes/learning-log/new.tsx"),
  route("learning-log/:actionId", "routes/learning-log/one.tsx"),

  // Thematic audits and dip samples
  route("exercises/plan/dip-sample", "routes/samples/plan-dip-sample.tsx"),
  route("exercises/plan/thematic", "routes/samples/plan-thematic.tsx"),
  route("exercises/:exerciseId/plan", "routes/samples/plan.tsx"),
  route("exercises/:exerciseId/cases", "routes/samples/cases.tsx"),
  route("exercises/:exerciseId/grid", "routes/samples/grid.tsx"),
  route("exercises/:exerciseId/findings", "routes/samples/findings.tsx"),
  route("exercises/:exerciseId/summary", "routes/samples/summary.tsx"),

  route("*", "routes/help/not-found.tsx"),
] satisfies RouteConfig;
