/**
 * Asks for every address there is as one person, for tests of what must not show anywhere: a page
 * added later is asked as well. Addresses come from the built application.
 */
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import JSZip from "jszip";
import type { Web } from "./web";
import type { World, WorldPerson } from "./world";

/** What was read shows on the pages that tell of reading: they are asked last. */
const tellsOfReading = (pattern: string) => /readers$|account\/reading$/.test(pattern);

async function findPatterns(): Promise<string[]> {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const pathOf = (id: string): string => {
    const route = build.routes[id];
    const above = route?.parentId ? pathOf(route.parentId) : "";
    return route?.path ? `${above}/${route.path}` : above;
  };
  const ids = Object.keys(build.routes).filter((id) => id !== "root");
  const all = [...new Set(ids.map(pathOf))].filter(
    (path) => !/\*|sign-|set-up|healthz|readyz/.test(path),
  );
  return [...all.filter((one) => !tellsOfReading(one)), ...all.filter(tellsOfReading)];
}

/** Whether the test has a record for each part of it: what names none answers 404, as walk.test.ts asks. */
const isNamed = (pattern: string, ids: readonly Record<string, string>[]) =>
  [...pattern.matchAll(/:(\w+)/g)].every(([, name = ""]) => ids.some((known) => name in known));

/** Every address that the test has records for, with the pages that tell of reading last. */
export const patternsNaming = async (ids: readonly Record<string, string>[]): Promise<string[]> =>
  (await findPatterns()).filter((pattern) => isNamed(pattern, ids));

/** What every address answers: the data of a page holds whatever the page can show; files are whole. */
export async function askEverywhere(
  web: Web,
  person: WorldPerson,
  ids: Record<string, string>[],
): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const pattern of await patternsNaming(ids)) {
    for (const known of pattern.includes(":") ? ids : ids.slice(0, 1)) {
      const at = pattern.replace(/:(\w+)/g, (_whole, name: string) => known[name] ?? "none") || "/";
      const address = /\.(json|csv|xlsx)$/.test(at) ? at : `${at === "/" ? "/_root" : at}.data`;
      if (answers.has(address)) continue;
      const answer = await web.get(address, { as: person.email });
      const { status, location } = answer;
      const body =
        at.endsWith(".xlsx") && status === 200 ? await unpacked(answer.bytes) : answer.body;
      // Some pages make an id of their own each time, for what is sent from them.
      const words = body.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}/g, "id");
      answers.set(address, `${status} ${location} ${words}`);
    }
  }
  return answers;
}

/** Everything a workbook holds, part by part: packed, it would hold the second it was made as well. */
async function unpacked(bytes: Uint8Array): Promise<string> {
  const { files } = await JSZip.loadAsync(bytes);
  const parts = Object.values(files).map(
    async (one) => `${one.name}: ${await one.async("string")}`,
  );
  return (await Promise.all(parts)).join("\n");
}

/** The messages that wait for them, as anyone could read them who reads what leaves the building. */
export async function messagesTo({ db }: World, person: WorldPerson): Promise<string> {
  const rows = await db
    .selectFrom("outbox")
    .select(["kind", "link", "due_on", "state"])
    .where("person_id", "=", person.id)
    .orderBy("key")
    .execute();
  return JSON.stringify(rows);
}

type Answers = ReadonlyMap<string, string>;

/** The addresses that answered differently. */
export const differing = (before: Answers, after: Answers): string[] =>
  [...before].filter(([at, body]) => after.get(at) !== body).map(([at]) => at);
