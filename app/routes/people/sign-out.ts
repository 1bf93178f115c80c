import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { findSignedIn, publicly } from "~/server/guard.server";
import { sessionsOf } from "~/server/session.server";

/** Public: signing out twice does no harm. */
export const action = publicly(async ({ request, context }) => {
  const { session } = await findSignedIn(request, context);
  const headers = { "Set-Cookie": await sessionsOf(context).destroySession(session) };
  return redirect(paths.signIn(), { headers });
});

/** Public: the address leads home. */
export const loader = async () => redirect(paths.home());
