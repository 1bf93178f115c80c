import { answerCalendar } from "~/server/calendar.server";
import { publicly } from "~/server/guard.server";

/** Someone's own dates for a calendar program, which holds no session: its secret says whose. */
export const loader = publicly(({ request, context }) => answerCalendar(request, context));
