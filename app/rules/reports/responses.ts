/**
 * Owns a team's response to a report: where it stands, and what an answer must hold.
 * Practice: each team manager is asked for at least one strategic action by a date, or a reasoned
 * "none needed"; answers are tracked and chased.
 */

export type ResponseState = "asked" | "read" | "answered" | "late";

export const responseStateNames: Record<ResponseState, string> = {
  asked: "Asked",
  read: "Read",
  answered: "Answered",
  late: "Late",
};

/** Colours of the GOV.UK tag component. */
export const responseStateColours = {
  asked: "grey",
  read: "blue",
  answered: "green",
  late: "red",
} as const satisfies Record<ResponseState, string>;

/** Instants as UTC ISO text, `dueOn` YYYY-MM-DD. */
export type ResponseClock = { dueOn: string; readAt: string | null; answeredAt: string | null };

/** An answer after the date is answered; late is what still waits. */
export function responseState(response: ResponseClock, today: string): ResponseState {
  if (response.answeredAt) return "answered";
  if (response.dueOn < today) return "late";
  return response.readAt ? "read" : "asked";
}

export type ResponseCounts = { asked: number; read: number; answered: number; late: number };

/** How many were asked, have read their report, have answered, and are late. */
export function countResponses(responses: readonly ResponseClock[], today: string): ResponseCounts {
  const states = responses.map((response) => responseState(response, today));
  return {
    asked: responses.length,
    read: responses.filter(({ readAt, answeredAt }) => readAt || answeredAt).length,
    answered: states.filter((state) => state === "answered").length,
    late: states.filter((state) => state === "late").length,
  };
}
