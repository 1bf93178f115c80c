/** `onPostgres(server, statement)`: one statement on a PostgreSQL server, over a connection of its own. */
import pg from "pg";

export async function onPostgres(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
