/**
 * Owns which part of the application answers an address: for each first step of a path a handler that
 * knows the routes below it alone.
 * Practice: the router flattens and ranks every route it knows several times a request, so that what
 * a request costs would grow with how many pages there are. An address whose first step is no page's
 * own (an unknown one, the router's own manifest) is answered by the handler that knows them all.
 */
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

type Route = ServerBuild["routes"][string];

/** The first step of a route's path, or null where it can be any: what is found at every address. */
function firstStepOf({ path, index }: Route): string | null {
  if (index || !path) return null;
  const [first = ""] = path.split("/");
  return /[:*?]/.test(first) ? null : first.toLowerCase();
}

/** The first step of an address; the router asks for the data of a page at its path with ".data". */
function firstStepAt(url: string): string {
  const path = new URL(url).pathname.replace(/\.data$/, "");
  return (path.split("/")[1] ?? "").toLowerCase();
}

/** The application with those routes alone that can answer an address that begins with this step. */
function partOf(build: ServerBuild, step: string): ServerBuild {
  const kept = new Set<string>();
  const keep = (id: string): boolean => {
    const route = build.routes[id];
    if (!route) return false;
    if (route.parentId === undefined) return true;
    if (route.parentId !== "root") return keep(route.parentId);
    return [null, step].includes(firstStepOf(route));
  };
  for (const id of Object.keys(build.routes)) if (keep(id)) kept.add(id);
  const only = <T>(routes: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => kept.has(id)));
  return {
    ...build,
    routes: only(build.routes),
    assets: { ...build.assets, routes: only(build.assets.routes) },
  };
}

/** Answers every request as one handler of the whole build would. */
export function makeRouting(build: ServerBuild, mode: string): RequestHandler {
  const whole = createRequestHandler(build, mode);
  const parts = new Map<string, RequestHandler>();
  for (const route of Object.values(build.routes)) {
    const step = route.parentId === "root" ? firstStepOf(route) : null;
    if (step !== null && !parts.has(step))
      parts.set(step, createRequestHandler(partOf(build, step), mode));
  }
  return (request, context) => (parts.get(firstStepAt(request.url)) ?? whole)(request, context);
}
