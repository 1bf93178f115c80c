/**
 * Owns which tests a change asks for while someone works: those of the rooms it is in. Everything is
 * tested where what every room stands on has changed.
 */

const roomed =
  /^(?:app\/(?:rules|routes|overviews)|db\/(?:operations|overviews)|db|tests\/(?:rules|server|db|web|browser))\/([a-z-]+)\//;
const wide =
  /^(app\/(server|ui|forms|root|entry|paths|routes\.ts)|db\/(core|migrations|demo)\/|app\/rules\/core\/|tests\/support\/|scripts\/|package|vite|vitest|tsconfig)/;

/** The rooms whose tests to run, or "everything". Files that are no code ask for nothing. */
export function roomsToTest(files: readonly string[]): "everything" | string[] {
  const code = files.filter((file) => /\.(tsx?|scss|json)$/.test(file));
  if (code.some((file) => wide.test(file))) return "everything";
  return [...new Set(code.flatMap((file) => roomed.exec(file)?.[1] ?? []))].sort();
}
