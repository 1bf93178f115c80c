/** Every URL and its file, in one table. Addresses are built in paths.ts. */
import { index, type RouteConfig, route } from "@remix-run/route-config";

export default [
  index("routes/home/home.tsx"),
  route("healthz", "routes/health/healthz.ts"),
  route("readyz", "routes/health/readyz.ts"),

  // People and access
  route("sign-in", "routes/people/sign-in.tsx"),
  route("sign-out", "routes/people/sign-out.ts"),
  route("set-up", "routes/people/set-up.tsx"),
  route("account", "routes/people/account.tsx"),

  // Help

  // Caseload

  // Exercises: programme, planning, control room

  // Sampling and allocation

  // Audits and concerns

  // Moderation

  // Reports, responses, teams, trends

  // Learning log

  // Thematic audits and dip samples

  route("*", "routes/help/not-found.tsx"),
] satisfies RouteConfig;
