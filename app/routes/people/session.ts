/** Owns what a page asks of its session: how long it lasts, and to go on. */

import { publicly } from "~/server/guard.server";
import { goOn, timeLeft } from "~/server/session.server";
import { personHeader } from "~/server/signed-out.server";

const answer = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });

type Left = Awaited<ReturnType<typeof timeLeft>>;

const told = (request: Request, left: Left): Response => {
  if (!left) return answer({ reason: "signed-out" }, 401);
  const { personId, ...rest } = left;
  return personId === request.headers.get(personHeader)
    ? answer(rest)
    : answer({ reason: "other-person" }, 409);
};

/** Public: says to a page whose session has ended that it has. Asking is no use of the session. */
export const loader = publicly(async ({ request, context }) =>
  told(request, await timeLeft(context, request)),
);

/** Public: the session goes on, if it has not ended; only a sign-in begins one. */
export const action = publicly(async ({ request, context }) =>
  told(request, await goOn(context, request)),
);
