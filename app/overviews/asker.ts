/**
 * Owns who asks, and when: whatever is assembled here is assembled for one reader, so that a page,
 * a file and a message show each person what they may see.
 */
import type { Access } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import type { Capability } from "~/rules/access/policy";
import type { Db } from "~db/core/open.server";

export type Asker = {
  db: Db;
  actor: Actor;
  may: (capability: Capability, access?: Access) => boolean;
  /** The business instant, and its date in London. */
  now: Date;
  today: string;
};

/** Who asks about one record. */
export type AskerOf<S> = Asker & { subject: S };
