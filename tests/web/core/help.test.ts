import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { type Role, roles } from "~/rules/access/people";
import { abbreviationsOf, termsOf } from "~/server/glossary.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const makeDb = databaseMaker("sqlite");
let world: World;
let web: Web;
let holders: Record<Role, WorldPerson>;

beforeAll(async () => {
  world = await makeWorld(await makeDb());
  web = await startWeb(world.db);
  const { people } = world;
  holders = {
    practitioner: people.worker,
    auditor: people.auditor,
    moderator: people.moderator,
    "team-manager": people.teamManager,
    "service-manager": people.serviceManager,
    "qa-lead": people.qaLead,
    leader: people.leader,
    partner: people.partner,
    scrutiny: people.scrutiny,
    administrator: people.administrator,
  };
});

const linksOf = (page: Awaited<ReturnType<Web["get"]>>) =>
  page.html.all("main a").map((a) => a.attribute("href") ?? "");

describe("The how-to page", () => {
  it.each(roles)("of the role %s leads only to pages that the role may open", async (role) => {
    const as = holders[role].email;
    const own = await web.get(paths.help.guide(role), { as });
    expect(own.status).toBe(200);
    expect(own.html.all("main h2").length).toBeGreaterThan(0);
    const links = linksOf(own);
    expect(links.length).toBeGreaterThan(0);
    for (const href of links) {
      expect((await web.get(href, { as })).status, href).toBe(200);
    }
    const first = await web.get(paths.help.home(), { as });
    expect(linksOf(first)[0]).toBe(paths.help.guide(role));
    expect(linksOf(await web.get(paths.home(), { as }))).toContain(paths.help.home());
  });

  it("of another role can be read, and leads nowhere that its reader could not go", async () => {
    for (const [reader, role] of [
      ["auditor", "administrator"],
      ["administrator", "qa-lead"],
      ["scrutiny", "panel-member"],
    ] as const) {
      const as = holders[reader].email;
      const page = await web.get(paths.help.guide(role), { as });
      expect(page.status).toBe(200);
      for (const href of linksOf(page)) {
        expect((await web.get(href, { as })).status, href).toBe(200);
      }
    }
  });

  it("lists one page a role and one for a panel member, and knows no other", async () => {
    const as = holders.leader.email;
    const links = linksOf(await web.get(paths.help.home(), { as }));
    for (const key of [...roles, "panel-member"]) expect(links).toContain(paths.help.guide(key));
    for (const href of links) expect((await web.get(href, { as })).status, href).toBe(200);
    expect((await web.get(paths.help.guide("nobody"), { as })).status).toBe(404);
  });
});

describe("The glossary of the help", () => {
  it("explains the words on the screens as GLOSSARY.md does, and leaves out those of the code", async () => {
    const page = await web.get(paths.help.glossary(), { as: holders.practitioner.email });
    const words = page.html.all("main dt").map(({ text }) => text);
    expect(words.length).toBeGreaterThan(40);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    // Every letter leads to its own terms, also where these are folded.
    for (const { text: letter } of page.html.all(".los-letters a")) {
      const fold = page.html.all(".los-fold").find((one) => one.one("h2").text === letter);
      expect(fold?.one("h2").attribute("id")).toBe(letter);
      const terms = fold?.all("dt").map(({ text }) => text.charAt(0)) ?? [];
      expect(new Set(terms)).toEqual(new Set([letter]));
    }
    expect(words).toEqual(expect.arrayContaining(["Audit", "Dip sample", "Re-audit", "IRO"]));
    for (const word of ["Scope", "Tally", "Visit"]) expect(words).not.toContain(word);
    expect(page.html.text).toContain("the panel's, or the auditor's when not moderated");
    expect(page.html.text).not.toContain("draw_case");
  });

  it("is read from the first table and from the abbreviations", () => {
    const text = [
      "# Glossary",
      "## Words on the screens",
      "| term | meaning | name in code |",
      "| ---- | ------- | ------------ |",
      "| case | a child or young person | `case_record` |",
      "",
      "## Words of the code",
      "| term | meaning | name in code |",
      "| ---- | ------- | ------------ |",
      "| visit | one opening | `x` |",
      "",
      "## Abbreviations of the field",
      "",
      "TM: team manager. DCS, AD: director,",
      "assistant director.",
    ].join("\n");
    expect(termsOf(text)).toEqual([{ term: "case", meaning: "a child or young person" }]);
    expect(abbreviationsOf(text)).toEqual([
      { term: "TM", meaning: "team manager" },
      { term: "DCS, AD", meaning: "director, assistant director" },
    ]);
  });
});

describe("The help on who can do what", () => {
  it("says the rule of independence in words: the team, its whole line, and for how long", async () => {
    const page = await web.get(paths.help.roles("all"), { as: holders.auditor.email });
    const said = page.html.one("section[aria-labelledby=independence]").text;
    expect(said).toContain("In a core audit cycle these are kept from a case");
    expect(said).toContain("line of management");
    expect(said).toContain("reviewing officer");
    expect(said).toContain("until the grade is final");
  });
});
