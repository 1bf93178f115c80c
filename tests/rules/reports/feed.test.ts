import { describe, expect, it } from "vitest";
import { calendarRows } from "~/rules/reports/feed-calendar";
import { parseFilter } from "~/rules/reports/feed-filter";
import { isTrueOf, pageOf } from "~/rules/reports/feed-memory";
import { metadataXml } from "~/rules/reports/feed-metadata";
import { feedSets, findFeedSet, rowsLinksOf } from "~/rules/reports/feed-model";
import { nextQuery, readFeedQuery } from "~/rules/reports/feed-query";
import { FeedProblem, type FeedRow } from "~/rules/reports/feed-shapes";
import { looksLikeToken, sentToken, stateOfToken } from "~/rules/reports/feed-tokens";

const set = (name: string) => {
  const found = findFeedSet(name);
  if (!found) throw new Error(`No set ${name}`);
  return found;
};
const actions = set("Actions");
const row: FeedRow = {
  ActionId: "a",
  Reference: 12,
  Level: "team",
  Status: "it's open",
  AreaCode: null,
  RaisedAt: "2024-01-31T10:00:00.000Z",
  DueOn: "2024-02-29",
  CompletedOn: null,
};

describe("A $filter of the feed", () => {
  it.each([
    ["Reference eq 12", true],
    ["12 eq Reference", true],
    ["11 lt Reference", true],
    ["Reference lt 11", false],
    ["Status eq 'it''s open'", true],
    ["AreaCode eq null", true],
    ["AreaCode ne null", false],
    ["AreaCode ne 'plo'", true],
    ["AreaCode gt 'a'", false],
    ["not (AreaCode gt 'a')", true],
    ["not AreaCode eq 'a' and Reference eq 1", false],
    ["Reference eq 1 or Reference eq 12 and Level eq 'team'", true],
    ["(Reference eq 12 or Reference eq 1) and Level eq 'child'", false],
    ["Level in ('team','service')", true],
    ["AreaCode in ('plo',null)", true],
    ["not (Level in ('team'))", false],
    ["contains(Status,'s op')", true],
    ["contains(Status,'S op')", false],
    ["contains(toupper(Status),'S OP')", true],
    ["startswith(Status,'it')", true],
    ["startsWith(toLower(Status),'it')", true],
    ["endswith(Status,'open')", true],
    ["contains(AreaCode,'a')", false],
    ["year(DueOn) eq 2024 and month(DueOn) eq 2 and day(DueOn) eq 29", true],
    ["year(RaisedAt) eq 2024", true],
    ["DueOn ge 2024-02-29", true],
    ["RaisedAt lt 2024-01-31T10:00:00.001Z", true],
    ["RaisedAt eq 2024-01-31T11:00:00+01:00", true],
  ])("%s: %s", (filter, expected) => {
    expect(isTrueOf(parseFilter(actions, filter), row)).toBe(expected);
  });

  it.each([
    ["", 400],
    ["Reference", 400],
    ["Reference eq", 400],
    ["Reference eq 'x'", 400],
    ["Reference eq 99999999999", 400],
    ["DueOn eq 2024-02-30", 400],
    ["DueOn eq '2024-02-29'", 400],
    ["Secret eq 'x'", 400],
    ["what eq 'x'", 400],
    ["Level eq 'x' extra", 400],
    ["Level eq 'x", 400],
    ["Level eq 'x'; drop table audit", 400],
    ["Level eq 'x' and", 400],
    ["(Level eq 'x'", 400],
    ["Level eq \u0000", 400],
    ["contains(Reference,'1')", 400],
    ["contains(Level,null)", 400],
    ["year(Level) eq 1", 400],
    ["Level in ()", 400],
    ["__proto__ eq 'x'", 400],
    ["constructor eq 'x'", 400],
    ["true gt true", 400],
    ["Team/Name eq 'x'", 501],
    ["length(Level) eq 4", 501],
    [`${"(".repeat(500)}Reference eq 1${")".repeat(500)}`, 400],
    [`${"not ".repeat(500)}Reference eq 1`, 400],
    [Array.from({ length: 250 }, () => "Reference eq 1").join(" or "), 400],
    [`Level eq '${"x".repeat(5000)}'`, 400],
  ])("%s is refused with %s", (filter, status) => {
    let refused: unknown;
    try {
      parseFilter(actions, filter);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(FeedProblem);
    expect((refused as FeedProblem).status).toBe(status);
  });
});

describe("A query of the feed", () => {
  it.each([
    ["$top=-1", 400],
    ["$top=x", 400],
    ["$skip=1.5", 400],
    ["$count=yes", 400],
    ["$select=Secret", 400],
    ["$orderby=Level sideways", 400],
    ["$orderby=Level,Level desc", 400],
    ["$orderby=Team/Name", 501],
    ["$expand=Secret", 400],
    ["$expand=Team,Team", 400],
    ["$expand=Team($filter=Name eq 'x')", 501],
    ["$expand=Team($expand=Service)", 501],
    ["$expand=Team,", 501],
    ["$expand=Audits", 400],
    ["$search=x", 501],
    ["$apply=aggregate($count as n)", 501],
    ["$format=xml", 501],
    ["$top=1&$top=2", 400],
    ["$skiptoken=x", 400],
    ["$skiptoken=[1]", 400],
    ['$skiptoken=["a","b"]', 400],
  ])("%s is refused with %s", (query, status) => {
    let refused: unknown;
    try {
      readFeedQuery(actions, new URLSearchParams(query));
    } catch (error) {
      refused = error;
    }
    expect((refused as FeedProblem).status).toBe(status);
  });

  it("goes on behind the last row, in any order, until every row was there once", () => {
    const days = set("Calendar");
    const rows = calendarRows(2024, 2024);
    for (const order of ["", "IsWorkingDay desc,Month", "Year,Date desc"]) {
      let asked = new URLSearchParams(order ? { $orderby: order } : {});
      const seen: unknown[] = [];
      for (;;) {
        const query = readFeedQuery(days, asked);
        const page = pageOf(rows, query, 51);
        const shown = page.slice(0, 50);
        seen.push(...shown.map((row) => row.Date));
        const last = shown.at(-1);
        if (page.length <= 50 || !last) break;
        asked = nextQuery(asked, query, last, 50);
      }
      expect(seen).toHaveLength(366);
      expect(new Set(seen).size).toBe(366);
    }
  });
});

describe("The model of the feed", () => {
  it("names each set's key and relations among what there is", () => {
    for (const { key, properties, links } of feedSets) {
      const names = properties.map(({ name }) => name);
      for (const name of key) expect(names).toContain(name);
      for (const { by, to } of links) {
        expect(names).toContain(by);
        expect(set(to).key).toHaveLength(1);
      }
    }
  });

  it("leads from a row to those that belong to it, but from no day", () => {
    const names = (name: string) => rowsLinksOf(set(name)).map((link) => [link.to, link.by]);
    expect(names("Audits")).toEqual([
      ["Grades", "AuditId"],
      ["Findings", "AuditId"],
    ]);
    expect(names("Calendar")).toEqual([]);
    for (const one of feedSets) {
      const others = rowsLinksOf(one).map(({ name }) => name);
      const taken = [...one.properties, ...one.links].map(({ name }) => name);
      expect(new Set([...others, ...taken]).size).toBe(others.length + taken.length);
    }
    const query = readFeedQuery(
      set("Exercises"),
      new URLSearchParams("$expand=Service,Audits($select=State)"),
    );
    expect(query.expand.map(({ link }) => link.name)).toEqual(["Service"]);
    expect(query.expandRows.map(({ link, select }) => [link.name, select.length])).toEqual([
      ["Audits", 1],
    ]);
  });

  it("says so in its metadata", () => {
    const xml = metadataXml();
    expect(xml).toContain(
      '<NavigationProperty Name="Audits" Type="Collection(LineOfSight.Audit)" Partner="Exercise"/>',
    );
    expect(xml).toContain('<NavigationPropertyBinding Path="Audits" Target="Audits"/>');
    expect(xml).toContain('<PropertyRef Name="AreaCode"/>');
    expect(xml).toContain('<EntitySet Name="Grades" EntityType="LineOfSight.Grade">');
    expect(xml).toContain('<NavigationPropertyBinding Path="Team" Target="Teams"/>');
  });
});

describe("A token of the feed", () => {
  const decode = (value: string) => Buffer.from(value, "base64").toString();
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;

  it.each([
    [basic("me@x.example:los_x"), "los_x"],
    [basic(":los_x"), "los_x"],
    [basic("none"), null],
    ["Bearer los_x", "los_x"],
    ["bearer  los_x", "los_x"],
    ["Digest los_x", null],
    ["los_x", null],
    [null, null],
  ])("is read from %s", (header, expected) => {
    expect(sentToken(header, decode)).toBe(expected);
  });

  it("works until it expires or is revoked", () => {
    const now = new Date("2024-04-15T08:00:00.000Z");
    const token = { expiresAt: "2024-04-15T08:00:00.001Z", revokedAt: null };
    expect(stateOfToken(token, now)).toBe("works");
    expect(stateOfToken({ ...token, expiresAt: now.toISOString() }, now)).toBe("expired");
    expect(stateOfToken({ ...token, revokedAt: now.toISOString() }, now)).toBe("revoked");
    expect(looksLikeToken(`los_${"a".repeat(43)}`)).toBe(true);
    expect(looksLikeToken(`los_${"a".repeat(44)}`)).toBe(false);
  });
});
