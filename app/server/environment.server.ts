/** Owns the environment: every variable read once at start, checked, with a clear message. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const schema = z.object({
  PORT: z.coerce
    .number("PORT must be a whole number, like 3000")
    .int("PORT must be a whole number, like 3000")
    .min(1, "PORT must be from 1 to 65535")
    .max(65535, "PORT must be from 1 to 65535")
    .default(3000),
  DATABASE_URL: z
    .string()
    .min(1, "DATABASE_URL must be postgres://… or the path of a SQLite file")
    .refine(
      (url) => /^(postgres(ql)?|sqlite|file):/.test(url) || !url.includes("://"),
      "DATABASE_URL must be postgres://… or the path of a SQLite file",
    )
    .default("data/line-of-sight.sqlite"),
  SESSION_SECRET: z.string().min(16, "SESSION_SECRET must be 16 characters or more").optional(),
  DEMO: z.enum(["0", "1"], "DEMO must be 0 or 1").default("1"),
  NODE_ENV: z.enum(["production", "development", "test"]).optional(),
  BUILD_DIR: z.string().default("build"),
  DATA_DIR: z.string().default("data"),
});

export type Environment = {
  port: number;
  databaseUrl: string;
  sessionSecret: string;
  demo: boolean;
  buildDir: string;
};

/** Throws an Error whose message lists, a line each, what to mend. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(set);
  if (!result.success) {
    throw new Error(result.error.issues.map((issue) => `  ${issue.message}`).join("\n"));
  }
  const { PORT, DATABASE_URL, SESSION_SECRET, DEMO, BUILD_DIR, DATA_DIR } = result.data;
  if (!SESSION_SECRET && result.data.NODE_ENV === "production") {
    throw new Error("  SESSION_SECRET must be set when NODE_ENV is production");
  }
  return {
    port: PORT,
    databaseUrl: DATABASE_URL,
    sessionSecret: SESSION_SECRET ?? keptSecret(join(DATA_DIR, "session-secret")),
    demo: DEMO === "1",
    buildDir: BUILD_DIR,
  };
}

/** A secret made once and kept beside the data, readable by its owner alone. */
function keptSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(dirname(file), { recursive: true });
  const secret = randomBytes(32).toString("base64url");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
