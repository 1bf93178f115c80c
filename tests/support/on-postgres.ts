/** `onPostgres(server, statement)`: the rows of one statement on a PostgreSQL server, over a connection of its own. */
import pg from "pg";

export async function onPostgres<Row extends pg.QueryResultRow>(
  server: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
