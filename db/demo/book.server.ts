/**
 * Owns the rows of the demonstration until they are written: gathered in any order, inserted in
 * one that foreign keys allow, with the history in the order things happened.
 */
import type { Insertable } from "kysely";
import { fold } from "~/rules/core/folding";
import { appendEvents, type NewEvent, type StampedEvent } from "../core/events.server";
import type { Tx } from "../core/open.server";
import type { Schema } from "../core/schema";

/** Every table that the demonstration fills, each after those it refers to. */
const tables = [
  "service",
  "team",
  "person",
  "role_grant",
  "auth_account",
  "case_record",
  "case_holding",
  "tool",
  "tool_version",
  "exercise",
  "planned_exercise",
  "exemption",
  "exercise_member",
  "draw",
  "draw_case",
  "audit",
  "review_part",
  "swap",
  "answer",
  "judgement",
  "voice",
  "reflection",
  "correction",
  "finding",
  "inadequate_notice",
  "re_audit",
  "concern",
  "concern_bypass",
  "concern_alert",
  "moderation_order",
  "moderation",
  "decision_part",
  "moderation_holder",
  "second_look",
  "second_look_part",
  "response",
  "action",
  "action_update",
  "outbox",
  "deputy",
  "calibration",
  "calibration_rater",
  "calibration_grade",
  "calibration_agreed",
  "register_entry",
] as const satisfies readonly (keyof Schema)[];
type Table = (typeof tables)[number];

type Rows = { [T in Table]?: Insertable<Schema[T]>[] };

/** SQLite takes 32,766 values in one statement; PostgreSQL takes 65,535. */
const mostValues = 16_000;

export class Book {
  readonly #rows: Rows = {};
  readonly #events: StampedEvent[] = [];
  readonly #actions: Insertable<Schema["action"]>[] = [];

  constructor(readonly systemAt: string) {}

  add<T extends Table>(table: T, ...rows: Insertable<Schema[T]>[]): void {
    const known = this.#rows[table] as Insertable<Schema[T]>[] | undefined;
    if (known) known.push(...rows);
    else this.#rows[table] = [...rows] as Rows[T];
  }

  /** What happened at `at` (UTC ISO); `actorId` is null for the system itself. */
  tell(at: string, actorId: string | null, event: NewEvent): void {
    this.#events.push({ stamp: { actorId, at, systemAt: this.systemAt }, event });
  }

  /** Actions are numbered when written, in the order they were raised. */
  addAction(action: Omit<Insertable<Schema["action"]>, "reference">): void {
    const words_folded = fold(`${action.what} ${action.why}`);
    this.#actions.push({ ...action, words_folded, reference: 0 });
  }

  async write(tx: Tx): Promise<void> {
    const raised = this.#actions.toSorted((a, b) =>
      a.raised_at === b.raised_at ? (a.id < b.id ? -1 : 1) : a.raised_at < b.raised_at ? -1 : 1,
    );
    this.add("action", ...raised.map((action, n) => ({ ...action, reference: n + 1 })));
    for (const table of tables) {
      const rows = (this.#rows[table] ?? []) as Record<string, unknown>[];
      const width = Object.keys(rows[0] ?? {}).length || 1;
      const step = Math.floor(mostValues / width);
      for (let from = 0; from < rows.length; from += step) {
        await tx
          .insertInto(table)
          .values(rows.slice(from, from + step) as never)
          .execute();
      }
    }
    await appendEvents(
      tx,
      this.#events.toSorted((a, b) =>
        a.stamp.at === b.stamp.at ? 0 : a.stamp.at < b.stamp.at ? -1 : 1,
      ),
    );
  }
}
