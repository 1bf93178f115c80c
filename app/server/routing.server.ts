/**
 * Owns which part of the application answers an address: for each shape of address a handler that
 * knows only the routes which that address, or a page above it, could be.
 * Practice: the router flattens and ranks every route it knows several times a request, so that what
 * a request costs would grow with how many pages there are. What is chosen here is only what may
 * match; the router decides. An address that it would read in another way than letter by letter is
 * answered by the handler that knows every route, as is the router's own manifest.
 */
import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

type Route = ServerBuild["routes"][string];

/** A page's path in steps; null for one found at every address. */
type Shape = { id: string; steps: readonly string[] | null };

function shapeOf({ id, path = "", index }: Route): Shape {
  const steps = path.toLowerCase().split("/").filter(Boolean);
  const anywhere = index || steps.length === 0 || /[*?]/.test(path);
  return { id, steps: anywhere ? null : steps };
}

/** The steps of an address; null for one that is not to be read letter by letter. */
function stepsAt(url: string): string[] | null {
  const { pathname } = new URL(url);
  // The router asks for the data of a page at its path with ".data".
  const path = pathname.replace(/\.data$/, "").toLowerCase();
  if (path.includes("%") || path.includes("//") || path === "/__manifest") return null;
  if (path === "/_root") return [];
  return path.split("/").filter(Boolean);
}

/** Whether the beginning of an address is one of this shape. */
const couldBe = (shape: Shape, address: readonly string[]): boolean =>
  shape.steps === null ||
  (shape.steps.length <= address.length &&
    shape.steps.every((step, at) => step.startsWith(":") || step === address[at]));

/** The application with those of its pages alone. */
function partOf(build: ServerBuild, pages: readonly string[]): ServerBuild {
  const kept = new Set(["root", ...pages]);
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
  const pages = Object.values(build.routes).filter((route) => route && route.id !== "root");
  // A page within another one is found by way of it, which no page here is.
  if (pages.some(({ parentId }) => parentId !== "root")) return whole;
  const shapes = pages.map(shapeOf);
  const parts = new Map<string, RequestHandler>();
  return (request, context) => {
    const address = stepsAt(request.url);
    if (!address) return whole(request, context);
    const ids = shapes.filter((shape) => couldBe(shape, address)).map(({ id }) => id);
    const key = ids.join("\n");
    let part = parts.get(key);
    if (!part) {
      part = createRequestHandler(partOf(build, ids), mode);
      parts.set(key, part);
    }
    return part(request, context);
  };
}
