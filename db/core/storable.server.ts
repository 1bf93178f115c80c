/**
 * Owns the last look at what is sent to a database: whatever a text came from, what one of the two
 * can't keep is sent to neither.
 * Practice: forms, addresses and files are cleaned where they are read; here nothing can be missed.
 */
import { PostgresQueryCompiler, SqliteQueryCompiler } from "kysely";
import { storable } from "~/rules/core/storable";

const kept = (parameter: unknown): unknown =>
  typeof parameter === "string" ? storable(parameter) : parameter;

export class StorableSqlite extends SqliteQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(kept(parameter));
  }
}

export class StorablePostgres extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(kept(parameter));
  }
}
