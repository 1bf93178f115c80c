/** Keeps what was done about a concern while it is written, for its writer alone. */
import { paths } from "~/paths";
import { concernFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("concerns.acknowledge", concernFromUrl, {
  form: "acknowledgement",
  id: ({ id }) => id,
  page: ({ id }) => paths.concerns.one(id),
  closed: ({ subject }) =>
    subject.acknowledgedAt === null
      ? null
      : `${subject.acknowledgedBy ?? "Someone"} has just acknowledged this concern.`,
});

export const loader = kept.loader;
export const action = kept.action;
