import type { LoaderFunctionArgs } from "@remix-run/node";
import { contextOf } from "~/server/context.server";
import { readiness } from "~/server/readiness.server";

/** Public: the database answers, and takes what is written to it. */
export const loader = async ({ context }: LoaderFunctionArgs) => {
  const { ready, words } = await readiness(contextOf(context));
  return new Response(words, {
    status: ready ? 200 : 503,
    headers: { "Content-Type": "text/plain", ...(ready ? {} : { "Retry-After": "10" }) },
  });
};
