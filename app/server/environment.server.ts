/** Owns the environment: every variable read once at start, checked, with a clear message. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { SmtpSettings } from "./mail.server";

/** A proxy as express names it: an address, a network, or one of its own words. */
function isProxy(name: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(name)) return true;
  const [address = "", bits, ...more] = name.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  const isNetwork =
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most);
  return isIP(address) !== 0 && isNetwork && more.length === 0;
}

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
  DEMO: z.enum(["0", "1"], "DEMO must be 0 or 1").optional(),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, "HOST must be an address to listen on, like 0.0.0.0")
    .optional(),
  NODE_ENV: z.enum(["production", "development", "test"]).optional(),
  BUILD_DIR: z.string().default("build"),
  DATA_DIR: z.string().default("data"),
  SCAN_COMMAND: z
    .string()
    .transform((command) => command.trim().split(/\s+/))
    .refine(
      ([program = ""]) => program.startsWith("/"),
      "SCAN_COMMAND must begin with the whole path of a program, like /usr/bin/clamdscan --fdpass",
    )
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
      "PUBLIC_URL must be where people find this site, like https://qa.council.example",
    )
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  TRUST_PROXY: z
    .string()
    .default("loopback")
    .transform((list) => list.split(",").flatMap((one) => one.trim() || []))
    .refine(
      (list) => (list.length === 1 && list[0] === "none") || list.every(isProxy),
      "TRUST_PROXY must be addresses or networks with commas between, like 10.0.0.5 or 10.0.0.0/8, or loopback, or none",
    )
    .transform((list) => list.filter((one) => one !== "none")),
  SECURITY_CONTACT: z
    .string()
    .transform((contact) => (/^[^\s:/@]+@[^\s@]+$/.test(contact) ? `mailto:${contact}` : contact))
    .refine(
      (contact) => /^(mailto:|https:\/\/|tel:)\S+$/.test(contact),
      "SECURITY_CONTACT must be an email address or https://…",
    )
    .optional(),
  SMTP_URL: z
    .string()
    .refine(
      (url) => URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol),
      "SMTP_URL must be smtp://… or smtps://…",
    )
    .optional(),
  SMTP_HOST: z.string().optional(),
  SMTP_PORT: z.coerce
    .number("SMTP_PORT must be a whole number, like 587")
    .int("SMTP_PORT must be a whole number, like 587")
    .min(1, "SMTP_PORT must be from 1 to 65535")
    .max(65535, "SMTP_PORT must be from 1 to 65535")
    .default(587),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^<>@]*<?[^\s<>@]+@[^\s<>@]+>?$/, "SMTP_FROM must be the address that mail comes from")
    .optional(),
});

type Set = z.infer<typeof schema>;

export type Environment = {
  port: number;
  databaseUrl: string;
  sessionSecret: string;
  /** Whether the demonstration is loaded into an empty database. */
  demo: boolean;
  /** What says that this is no demonstration; null when nothing does. */
  production: string | null;
  /** The address to listen on; null is every one, or this machine alone (see `listensOn`). */
  host: string | null;
  buildDir: string;
  /** Where files that arrive wait to be read. */
  spoolDir: string;
  /** Where files that were added to records are kept. */
  filesDir: string;
  /** A program and its arguments, which is given the path of a file to scan; null where there is none. */
  scanCommand: string[] | null;
  /** Where people find the site, without a slash at its end; null when that is not set. */
  publicUrl: string | null;
  /** The proxies whose forwarded headers are believed. */
  trustProxy: string[];
  securityContact: string | null;
  /** Null when email is not set up. */
  mail: { smtp: SmtpSettings; publicUrl: string } | null;
};

/** Throws an Error whose message lists, a line each, what to correct. */
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
  const production = saysProduction(result.data);
  return {
    port: PORT,
    databaseUrl: DATABASE_URL,
    sessionSecret: SESSION_SECRET ?? keptSecret(join(DATA_DIR, "session-secret")),
    // Accounts with a known password are never made where anything says production, unless asked for.
    demo: DEMO === "1" || (DEMO === undefined && production === null),
    production,
    host: result.data.HOST ?? null,
    buildDir: BUILD_DIR,
    spoolDir: join(DATA_DIR, "arriving"),
    filesDir: join(DATA_DIR, "files"),
    scanCommand: result.data.SCAN_COMMAND ?? null,
    publicUrl: result.data.PUBLIC_URL ?? null,
    trustProxy: result.data.TRUST_PROXY,
    securityContact: result.data.SECURITY_CONTACT ?? null,
    mail: mailOf(result.data),
  };
}

const isLoopback = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

function saysProduction({ NODE_ENV, PUBLIC_URL }: Set): string | null {
  if (NODE_ENV === "production") return "NODE_ENV is production";
  if (PUBLIC_URL && !isLoopback(PUBLIC_URL)) return "PUBLIC_URL is set";
  return null;
}

/**
 * The address to listen on; undefined is every one. A demonstration in production, whose passwords
 * are printed in the README, is for this machine alone unless HOST says otherwise.
 */
export const listensOn = (
  { host, production }: Pick<Environment, "host" | "production">,
  demonstration: boolean,
): string | undefined => host ?? (demonstration && production !== null ? "127.0.0.1" : undefined);

/** How mail is sent; throws when something that it needs is missing. */
function mailOf(set: Set): Environment["mail"] {
  if (!set.SMTP_URL && !set.SMTP_HOST) return null;
  const missing = [
    set.SMTP_FROM ? null : "  SMTP_FROM must be set for email: the address that it comes from",
    set.PUBLIC_URL ? null : "  PUBLIC_URL must be set for email: where its links lead",
    set.SMTP_URL && set.SMTP_HOST ? "  SMTP_URL and SMTP_HOST can't both be set" : null,
    set.SMTP_USER && !set.SMTP_PASSWORD ? "  SMTP_PASSWORD must be set with SMTP_USER" : null,
  ].filter((line) => line !== null);
  if (missing.length > 0) throw new Error(missing.join("\n"));
  return {
    publicUrl: set.PUBLIC_URL ?? "",
    smtp: {
      from: set.SMTP_FROM ?? "",
      server: set.SMTP_URL
        ? { url: set.SMTP_URL }
        : {
            host: set.SMTP_HOST ?? "",
            port: set.SMTP_PORT,
            user: set.SMTP_USER ?? null,
            password: set.SMTP_PASSWORD ?? null,
          },
    },
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
