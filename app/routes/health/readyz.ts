import type { LoaderFunctionArgs } from "@remix-run/node";
import { contextOf } from "~/server/context.server";
import { findSettings } from "~db/settings.server";

/** Public: the database answers too. */
export const loader = async ({ context }: LoaderFunctionArgs) => {
  try {
    await findSettings(contextOf(context).db);
    return new Response("ready", { headers: { "Content-Type": "text/plain" } });
  } catch {
    return new Response("the database does not answer", { status: 503 });
  }
};
