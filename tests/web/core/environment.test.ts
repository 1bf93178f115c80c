import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listensOn, readEnvironment } from "~/server/environment.server";

/** The types of Node want NODE_ENV set; here it is left out on purpose. */
const read = (set: Record<string, string>) => readEnvironment(set as NodeJS.ProcessEnv);

const folder = mkdtempSync(join(tmpdir(), "line-of-sight-environment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const base = { DATA_DIR: folder };

describe("the environment", () => {
  it("has a default for everything, and keeps the secret it made", () => {
    const first = read(base);
    expect(first).toMatchObject({
      port: 3000,
      databaseUrl: "data/line-of-sight.sqlite",
      demo: true,
      buildDir: "build",
    });
    expect(first.sessionSecret.length).toBeGreaterThan(30);
    expect(readFileSync(join(folder, "session-secret"), "utf8").trim()).toBe(first.sessionSecret);
    expect(read(base).sessionSecret).toBe(first.sessionSecret);
  });

  it("takes an empty variable as one that is not set", () => {
    expect(read({ ...base, PORT: "", DEMO: "" })).toMatchObject({
      port: 3000,
      demo: true,
    });
  });

  it.each([
    [{ PORT: "eighty" }, "PORT must be a whole number, like 3000"],
    [{ PORT: "0" }, "PORT must be from 1 to 65535"],
    [{ PORT: "70000" }, "PORT must be from 1 to 65535"],
    [{ DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL must be postgres://"],
    [{ SESSION_SECRET: "short" }, "SESSION_SECRET must be 16 characters or more"],
    [{ DEMO: "yes" }, "DEMO must be 0 or 1"],
    [{ HOST: "every one" }, "HOST must be an address to listen on"],
    [{ NODE_ENV: "production" }, "SESSION_SECRET must be set when NODE_ENV is production"],
  ])("refuses %j in words", (set, message) => {
    expect(() => read({ ...base, ...(set as Record<string, string>) })).toThrow(message);
  });

  const secret = { SESSION_SECRET: "long enough to be a secret" };
  it.each([
    [{}, true, undefined],
    [{ DEMO: "0" }, false, undefined],
    [{ NODE_ENV: "development" }, true, undefined],
    [{ PUBLIC_URL: "http://localhost:3000" }, true, undefined],
    [{ NODE_ENV: "production", ...secret }, false, "127.0.0.1"],
    [{ NODE_ENV: "production", DEMO: "1", ...secret }, true, "127.0.0.1"],
    [{ NODE_ENV: "production", DEMO: "1", HOST: "0.0.0.0", ...secret }, true, "0.0.0.0"],
    [{ PUBLIC_URL: "https://qa.council.example" }, false, "127.0.0.1"],
    [{ PUBLIC_URL: "https://qa.council.example", DEMO: "1" }, true, "127.0.0.1"],
  ])("with %j loads the demonstration: %s, and shows it on %s alone", (set, demo, host) => {
    const environment = read({ ...base, ...set } as Record<string, string>);
    expect(environment.demo).toBe(demo);
    expect(listensOn(environment, true)).toBe(host);
    expect(listensOn(environment, false)).toBe(environment.host ?? undefined);
  });

  it("knows how mail is sent, or that it is not", () => {
    const sender = { SMTP_FROM: "QA <qa@council.example>", PUBLIC_URL: "https://qa.example/" };
    expect(read(base).mail).toBeNull();
    expect(read({ ...base, ...sender, SMTP_URL: "smtps://u:p@mail.example" }).mail).toEqual({
      publicUrl: "https://qa.example",
      smtp: { from: sender.SMTP_FROM, server: { url: "smtps://u:p@mail.example" } },
    });
    expect(read({ ...base, ...sender, SMTP_HOST: "mail.example" }).mail?.smtp.server).toEqual({
      host: "mail.example",
      port: 587,
      user: null,
      password: null,
    });
  });

  it.each([
    [{ SMTP_HOST: "mail.example" }, "SMTP_FROM must be set for email"],
    [{ SMTP_HOST: "mail.example" }, "PUBLIC_URL must be set for email"],
    [{ SMTP_URL: "https://mail.example" }, "SMTP_URL must be smtp://"],
    [{ SMTP_URL: "smtp://a", SMTP_HOST: "b" }, "can't both be set"],
    [{ SMTP_HOST: "b", SMTP_USER: "u" }, "SMTP_PASSWORD must be set with SMTP_USER"],
    [{ PUBLIC_URL: "qa.example" }, "PUBLIC_URL must be where people find this site"],
    [{ SMTP_FROM: "nobody" }, "SMTP_FROM must be the address"],
    [{ SMTP_PORT: "0" }, "SMTP_PORT must be from 1 to 65535"],
  ])("refuses mail set up as %j in words", (set, message) => {
    expect(() => read({ ...base, ...(set as Record<string, string>) })).toThrow(message);
  });

  it("believes a proxy on the same machine alone, unless others are named", () => {
    expect(read(base).trustProxy).toEqual(["loopback"]);
    expect(read({ ...base, TRUST_PROXY: "none" }).trustProxy).toEqual([]);
    const named = "loopback, 10.0.0.5,10.1.0.0/16, fd00::/8";
    expect(read({ ...base, TRUST_PROXY: named }).trustProxy).toEqual([
      ...["loopback", "10.0.0.5", "10.1.0.0/16", "fd00::/8"],
    ]);
  });

  it("knows where the site is, and whom to tell of a weakness", () => {
    expect(read(base)).toMatchObject({ publicUrl: null, securityContact: null });
    const set = { ...base, PUBLIC_URL: "https://qa.example/", SECURITY_CONTACT: "it@qa.example" };
    expect(read(set)).toMatchObject({
      publicUrl: "https://qa.example",
      securityContact: "mailto:it@qa.example",
    });
  });

  it.each([
    [{ TRUST_PROXY: "1" }, "TRUST_PROXY must be addresses or networks"],
    [{ TRUST_PROXY: "true" }, "TRUST_PROXY must be addresses or networks"],
    [{ TRUST_PROXY: "0.0.0.0/0" }, "TRUST_PROXY must be addresses or networks"],
    [{ TRUST_PROXY: "10.0.0.0/33" }, "TRUST_PROXY must be addresses or networks"],
    [{ TRUST_PROXY: "loopback,none" }, "TRUST_PROXY must be addresses or networks"],
    [{ SECURITY_CONTACT: "javascript:alert(1)" }, "SECURITY_CONTACT must be an email address"],
  ])("refuses the front door set up as %j in words", (set, message) => {
    expect(() => read({ ...base, ...(set as Record<string, string>) })).toThrow(message);
  });

  it("lists everything that is wrong at once", () => {
    expect(() => read({ ...base, PORT: "x", DEMO: "x" })).toThrow(/PORT[\s\S]*DEMO/);
  });
});
