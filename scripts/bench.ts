/**
 * `npm run bench`: builds, then runs the benches one after another and says on what machine. Those that
 * work on either database run on SQLite and, where POSTGRES_BIN names PostgreSQL's programs, on a
 * throw-away PostgreSQL too. Nothing else should run meanwhile.
 *
 *   npm run bench                    all of them, about half an hour
 *   npm run bench -- speed weight    these alone
 */
import { cpus, totalmem } from "node:os";
import pg from "pg";
import { startPostgres } from "./postgres";
import { runStep } from "./steps";

/** Those that take the address of an empty database. */
const onEither = ["speed", "autosave", "submit"];
const benches = [
  ...onEither,
  ...["footprint", "weight", "routing", "flat", "pages", "search"],
  ...["allocation", "caseload-files", "caseload-import", "feed"],
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(", ")}. There are: ${benches.join(", ")}.`);
  process.exit(1);
}
const chosen = benches.filter((name) => asked.length === 0 || asked.includes(name));

const [{ model = "unknown" } = {}] = cpus();
console.log(
  `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`,
);
const build = { name: "Build", command: ["tsx", "scripts/build.ts"] as const };
if (!(await runStep({ ...build, env: { BUILD_DIR: "build-test" } }))) process.exit(1);

const bin = process.env.POSTGRES_BIN;
const postgres =
  bin && chosen.some((name) => onEither.includes(name)) ? await startPostgres(bin) : null;

/** An empty database of the throw-away server. */
async function emptyDatabase(at: string, name: string): Promise<string> {
  const client = new pg.Client(at);
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  return Object.assign(new URL(at), { pathname: `/${name}` }).href;
}

let failed = 0;
async function run(name: string, where: string, ...args: string[]): Promise<void> {
  const command = ["tsx", `scripts/bench/${name}.ts`, ...args] as [string, ...string[]];
  if (!(await runStep({ name: `${name}${where}`, command }))) failed += 1;
}

for (const name of chosen) {
  await run(name, onEither.includes(name) ? " (SQLite)" : "");
  if (postgres && onEither.includes(name))
    await run(name, " (PostgreSQL)", await emptyDatabase(postgres.url, `bench_${name}`));
}
postgres?.stop();
process.exit(failed > 0 ? 1 : 0);
