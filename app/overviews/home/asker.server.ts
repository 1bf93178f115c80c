/** Owns who asks what waits for them, and the tags that it is shown with. */
import type { WorkItem } from "~/rules/home/work-list";
import type { Asker as AnyAsker } from "../asker";

export type Asker = AnyAsker & {
  /** Whose list it is, when it is not the reader's own: "Toni Vale’s". */
  whose?: string;
  /** Who reads it, then: what is kept from them is kept from this list too. */
  readerId?: string;
};
export type Tag = WorkItem["tag"];

export const tag = (text: string, colour: NonNullable<Tag>["colour"]): Tag => ({ text, colour });

/** Its date; without one, since when it waits. */
export const dated = (dueOn: string | null, since: string) =>
  dueOn === null ? { dueOn, since } : { dueOn };
