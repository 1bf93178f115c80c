import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { policy } from "~/rules/access/policy";

/** The only loaders and actions that anyone may call, each for the reason given beside it. */
const publicOnes = new Set([
  "root loader",
  "routes/health/healthz loader",
  "routes/health/readyz loader",
  "routes/help/accessibility loader",
  "routes/help/security loader",
  "routes/help/not-found loader",
  "routes/help/not-found action",
  "routes/people/sign-in loader",
  "routes/people/sign-in action",
  "routes/people/sign-out loader",
  "routes/people/sign-out action",
  "routes/people/set-up loader",
  "routes/people/set-up action",
  // Asks for a token, and no session opens it.
  "routes/reports/feed loader",
  // Holds a secret that says whose calendar it is.
  "routes/exercises/calendar loader",
  // Says that a session has ended.
  "routes/people/session loader",
  "routes/people/session action",
  // Families, who have a code and no account; and what everyone may read of what they said.
  "routes/family-feedback/open loader",
  "routes/family-feedback/open action",
  "routes/family-feedback/you-said loader",
  // Whoever can't sign in.
  "routes/people/forgotten-password loader",
  "routes/people/forgotten-password action",
  // Whoever holds a link that still works.
  "routes/people/choose-password loader",
  "routes/people/choose-password action",
]);

describe("Every loader and action", () => {
  let build: ServerBuild;
  beforeAll(async () => {
    build = await import(/* @vite-ignore */ pathToFileURL("build-test/server/index.js").href);
  });

  const listOpen = () =>
    Object.entries(build.routes).flatMap(([id, route]) =>
      (["loader", "action"] as const).flatMap((kind) => {
        const made = route?.module[kind] as { capability?: string } | undefined;
        if (!made || (made.capability && made.capability in policy)) return [];
        return [`${id} ${kind}`];
      }),
    );

  it("is guarded by a capability, or on the short public list", () => {
    expect(listOpen().filter((one) => !publicOnes.has(one))).toEqual([]);
    expect(Object.keys(build.routes).length).toBeGreaterThan(10);
  });

  it("on the public list is there, and is open", () => {
    const open = listOpen();
    expect([...publicOnes].filter((one) => !open.includes(one))).toEqual([]);
  });

  it("has a loader wherever there is a page or an action", () => {
    const without = Object.entries(build.routes).flatMap(([id, route]) =>
      route && id !== "root" && !route.module.loader ? [id] : [],
    );
    expect(without).toEqual([]);
  });
});
