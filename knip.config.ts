import { readFileSync } from "node:fs";
import type { KnipConfig } from "knip";

// The routes are the files that the table names: a view part beside them that nothing uses is dead.
const table = readFileSync("app/routes.ts", "utf8");
const routes = [...table.matchAll(/"(routes\/[^"]+\.tsx?)"/g)].map(([, file]) => `app/${file}`);

export default {
  entry: [
    "app/routes.ts",
    "scripts/*.ts",
    "scripts/bench/*.ts",
    // Kysely calls what a migration exports.
    "db/migrations/[0-9]*.ts",
    "tests/**/*.test.{ts,tsx}",
  ],
  remix: { entry: ["app/root.tsx", "app/entry.{client,server}.tsx", ...routes] },
  project: [
    "app/**/*.{ts,tsx,scss}",
    "db/**/*.ts",
    "scripts/**/*.ts",
    "tests/**/*.{ts,tsx}",
    "*.{ts,cjs}",
  ],
  // Fonts are resolved by the names of their files.
  ignoreDependencies: ["dejavu-fonts-ttf"],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
