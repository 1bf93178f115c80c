import { describe, expect, it } from "vitest";
import { loadDemonstration } from "~db/demo/load.server";
import { databaseMaker, describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";

describeDatabases("Signing in", (makeDb) => {
  it("lets a person in by the form and keeps them in", async () => {
    const db = await makeDb();
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const web = await startWeb(db);
    const away = await web.get("/");
    expect([away.status, away.location]).toEqual([302, "/sign-in"]);
    const home = await web.get("/", { as: "auditor@demo.example" });
    expect(home.status).toBe(200);
    expect(home.html.all("h1")).toHaveLength(1);
  });

  it("refuses a wrong password, and keeps the address that was typed", async () => {
    const db = await makeDb();
    await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
    const web = await startWeb(db);
    const answer = await web.post("/sign-in", { email: "auditor@demo.example", password: "no" });
    expect(answer.html.one("title").text).toBe("Error: Sign in - Line of Sight");
    expect(answer.status).toBe(400);
    expect(answer.errors).toHaveLength(1);
    expect(answer.html.one("input[name=email]").attribute("value")).toBe("auditor@demo.example");
    expect(answer.html.one("input[name=password]").attribute("value") ?? "").toBe("");
    await expect(web.signIn("auditor@demo.example", "no")).rejects.toThrow("could not sign in");
  });
});

describe("The front door", () => {
  const makeDb = databaseMaker("sqlite");

  it("answers health questions without a session", async () => {
    const web = await startWeb(await makeDb());
    expect((await web.get("/healthz")).status).toBe(200);
    expect((await web.get("/readyz")).status).toBe(200);
  });
});
