import { answerFeed } from "~/server/feed.server";
import { publicly } from "~/server/guard.server";

/** The figures for other programs: whoever asks shows a token, and no session opens it. */
export const loader = publicly(({ request, context }) => answerFeed(request, context));
