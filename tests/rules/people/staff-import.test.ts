import { describe, expect, it } from "vitest";
import type { Grant } from "~/rules/access/people";
import {
  isStaffHeadings,
  matchStaffColumns,
  readRoles,
  type StaffRow,
  staffTemplate,
} from "~/rules/people/staff-import";
import type { KnownPerson } from "~/rules/people/staff-lines";
import { countOutcomes, planStaff } from "~/rules/people/staff-plan";

const places = {
  services: [
    { id: "s1", name: "Safeguarding" },
    { id: "s2", name: "Care" },
  ],
  teams: [
    { id: "t1", name: "Willow", serviceId: "s1" },
    { id: "t2", name: "Care", serviceId: "s2" },
  ],
};
const all = (role: Grant["role"]): Grant => ({ role, reach: "all" });

describe("A staff number that two people have but for zeros", () => {
  const here = (id: string, name: string, staffNumber: string): KnownPerson => ({
    ...{ id, name, staffNumber, email: null, active: true, grants: [] },
  });
  const people = [here("a", "Ada Hart", "0417"), here("b", "Bo Lane", "417")];
  const line = (more: Partial<StaffRow>): StaffRow => ({
    ...{ line: 2, name: "Bo Lane", email: "", staffNumber: "417", jobTitle: "", team: "" },
    ...{ managerNumber: "", roles: "" },
    ...more,
  });
  const plan = (row: StaffRow, numbers = new Map()) =>
    planStaff([row], { people, places, importerId: "x", numbers })[0];

  it("is whose it is as written; any other spelling is refused with both named", () => {
    expect(plan(line({}))).toMatchObject({ personId: "b", outcome: "same" });
    expect(plan(line({ name: "Ada Hart", staffNumber: "0417" }))).toMatchObject({ personId: "a" });
    for (const row of [
      line({ staffNumber: "00417" }),
      line({ staffNumber: "9", managerNumber: "00417" }),
    ]) {
      const { outcome, problems } = plan(row) ?? {};
      expect(outcome).toBe("bad");
      expect(problems?.join()).toContain("Ada Hart (0417) and Bo Lane (417)");
    }
  });

  it("goes through once someone has said whose another spelling is", () => {
    const said = new Map([["417", { answer: "different", meantId: "b" }]]);
    expect(plan(line({ staffNumber: "00417" }), said)).toMatchObject({ personId: "b" });
    const managed = plan(line({ name: "New One", staffNumber: "9", managerNumber: "00417" }), said);
    expect(managed).toMatchObject({ outcome: "add", manager: { personId: "b" } });
  });
});

describe("Someone whom a caseload has named before", () => {
  const here = (name: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
    ...{ id: name, name, staffNumber: null, email: null, active: true, grants: [] },
    ...more,
  });
  const line = (at: number, name: string, more: Partial<StaffRow> = {}): StaffRow => ({
    ...{ line: at, name, email: "", staffNumber: `N${at}`, jobTitle: "", team: "" },
    ...{ managerNumber: "", roles: "" },
    ...more,
  });
  const plan = (rows: StaffRow[], people: KnownPerson[]) =>
    planStaff(rows, { people, places, importerId: "x" });

  it("is that person by any apostrophe, once nothing else can tell", () => {
    const [one] = plan([line(2, "Niamh O’Brien")], [here("Niamh O'Brien")]);
    expect(one).toMatchObject({ outcome: "fill", personId: "Niamh O'Brien", alike: [] });
  });

  it.each([
    ["two of the name here", [line(2, "Ada Hart")], [here("Ada Hart"), here("ADA HART")]],
    ["two lines of the name", [line(2, "Ada Hart"), line(3, "Ada Hart")], [here("Ada Hart")]],
    ["another number", [line(2, "Ada Hart")], [here("Ada Hart", { staffNumber: "77" })]],
    ["one who left", [line(2, "Ada Hart")], [here("Ada Hart", { active: false })]],
    ["a name much like it", [line(2, "Ada Heart")], [here("Ada Hart")]],
    ["the words in one", [line(2, "Niamh O Brien")], [here("Niamh O'Brien")]],
  ])("is never guessed with %s, and is asked about", (_, rows, people) => {
    const lines = plan(rows, people);
    expect(lines.map(({ outcome }) => outcome)).toEqual(rows.map(() => "add"));
    expect(countOutcomes(lines).alike).toBe(rows.length);
    expect(lines[0]?.alike).toContain(people[0]?.name);
  });

  it.each([
    ["two addresses", { email: "a@council.example" }, { email: "b@council.example" }],
    ["two numbers", { staffNumber: "71" }, { staffNumber: "72" }],
    ["an address and a number", { email: "a@council.example" }, { staffNumber: "72" }],
  ])("asks about a second line of the same name with %s", (_, first, second) => {
    const rows = [
      { ...line(2, "Avi Audley"), email: "", ...first },
      { ...line(3, "AVI  AUDLEY"), email: "", ...second },
    ];
    expect(plan(rows, []).map(({ outcome, alike }) => ({ outcome, alike }))).toEqual([
      { outcome: "add", alike: [] },
      { outcome: "add", alike: ["Avi Audley"] },
    ]);
  });

  it("leaves alone who is plainly another", () => {
    const [one] = plan([line(2, "Bo Lane")], [here("Ada Hart")]);
    expect(one).toMatchObject({ outcome: "add", alike: [] });
  });
});

describe("The columns of a staff list", () => {
  it("are found by the template's headings and by others' words for them", () => {
    const [headings = [], first = []] = staffTemplate();
    const columns = matchStaffColumns(headings);
    expect(columns.ok && columns.read(2, first)).toMatchObject({
      line: 2,
      name: "Sal Senior",
      managerNumber: "",
      roles: "Team manager for Willow",
    });
    const theirs = ["Employee Name", "Email Address", "Payroll number", "Grade"];
    const other = matchStaffColumns(theirs);
    expect(other).toMatchObject({ ok: true, ignored: ["Grade"] });
    const personnel = matchStaffColumns(["Full name", "Payroll no", "Line manager no."]);
    expect(personnel.ok && personnel.read(2, ["Ann Lee", "17", "4"])).toMatchObject({
      ...{ staffNumber: "17", managerNumber: "4" },
    });
    expect([isStaffHeadings(theirs), isStaffHeadings(["Staff of March 2024"])]).toEqual([
      true,
      false,
    ]);
  });

  it("say nothing where their cells say nothing, and turn a name that begins with the surname", () => {
    const columns = matchStaffColumns([
      "Name",
      "Email",
      "Staff number",
      "Team",
      "Manager's number",
    ]);
    const read = (...cells: string[]) => (columns.ok ? columns.read(2, cells) : null);
    expect(read("O’Brien, Niamh", "N/A", '="00123"', "-", "NULL")).toMatchObject({
      ...{ name: "Niamh O’Brien", email: "", staffNumber: "00123", team: "", managerNumber: "" },
    });
    expect(read("Null, Ann", "", "123.0", "TBC", "'00417")).toMatchObject({
      ...{ name: "Ann Null", staffNumber: "123", team: "", managerNumber: "00417" },
    });
  });

  it.each([
    ["no name", ["Email", "Team"], "Add a column with the heading Name"],
    ["two of one", ["Name", "Email", "Email"], "Keep one column of the two"],
  ])("are refused with %s", (_, headings, problem) => {
    const columns = matchStaffColumns(headings);
    expect(columns.ok ? "" : columns.problem).toContain(problem);
  });
});

describe("Roles in a cell", () => {
  it.each<[string, string, string | null, Grant[] | string]>([
    ["none", "", null, []],
    ["one", "Auditor", null, [all("auditor")]],
    [
      "several, in any case, once each",
      "auditor; MODERATOR;auditor",
      null,
      [all("auditor"), all("moderator")],
    ],
    [
      "a manager of their own team",
      "Team manager",
      "t1",
      [{ role: "team-manager", reach: "team", teamId: "t1" }],
    ],
    [
      "a manager of their team's service",
      "service manager",
      "t1",
      [{ role: "service-manager", reach: "service", serviceId: "s1" }],
    ],
    ["a manager of no team", "Team manager", null, "Say how far the role reaches"],
    [
      "a named team",
      "Team manager for willow",
      null,
      [{ role: "team-manager", reach: "team", teamId: "t1" }],
    ],
    [
      "a named service",
      "Auditor for the service Safeguarding",
      null,
      [{ role: "auditor", reach: "service", serviceId: "s1" }],
    ],
    ["everything", "QA lead for everything", "t1", [all("qa-lead")]],
    ["a name that two have", "Auditor for Care", null, "both are called that"],
    [
      "that name, told apart",
      "Auditor for team Care",
      null,
      [{ role: "auditor", reach: "team", teamId: "t2" }],
    ],
    ["roles with commas between", "Auditor, Moderator", null, [all("auditor"), all("moderator")]],
    [
      "roles joined by words, with a reach",
      "Auditor and team manager for Willow",
      null,
      [all("auditor"), { role: "team-manager", reach: "team", teamId: "t1" }],
    ],
    ["a role and something else", "Auditor, Emperor", null, "not “Auditor, Emperor”"],
    ["a role that is none", "Emperor", null, "not “Emperor”: Practitioner, Auditor, Moderator"],
    ["a place that is none", "Auditor for Narnia", null, "not “Narnia”"],
  ])("read as %s", (_, text, teamId, wanted) => {
    const read = readRoles(text, places, teamId);
    if (typeof wanted === "string") expect(read.ok ? "" : read.problem).toContain(wanted);
    else expect(read).toEqual({ ok: true, value: wanted });
  });
});

describe("What a staff list would do", () => {
  const known = (id: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
    id,
    name: "Alex Morley",
    email: "alex@world.example",
    staffNumber: "00A1",
    active: true,
    grants: [all("auditor")],
    ...more,
  });
  const row = (line: number, more: Partial<StaffRow> = {}): StaffRow => ({
    line,
    name: `Person ${line}`,
    email: `p${line}@world.example`,
    staffNumber: "",
    jobTitle: "",
    team: "",
    managerNumber: "",
    roles: "",
    ...more,
  });
  const plan = (rows: StaffRow[], people: KnownPerson[] = [known("alex")]) =>
    planStaff(rows, { people, places, importerId: "admin" });
  const alex = { name: "Morley, Alex", email: "ALEX@world.example", staffNumber: "a1" };

  it("adds who is new, and recognises who is here by number or address", () => {
    const lines = plan([
      row(2, { roles: "Auditor", team: "WILLOW" }),
      row(3, { ...alex, roles: "Auditor; Moderator" }),
      row(4, { name: "Alex Morley", email: "alex@world.example", staffNumber: "" }),
    ]);
    expect(lines[0]).toMatchObject({ outcome: "add", teamId: "t1", grants: [all("auditor")] });
    expect(lines[1]).toMatchObject({
      outcome: "roles",
      personId: "alex",
      grants: [all("moderator")],
    });
    expect(lines[2]).toMatchObject({
      outcome: "bad",
      problems: ["Give each person a line: line 3 has this email address already"],
    });
    expect(plan([row(2, { ...alex, roles: "auditor" })])[0]).toMatchObject({ outcome: "same" });
    expect(countOutcomes(lines)).toEqual({ add: 1, fill: 0, roles: 1, same: 0, bad: 1, alike: 0 });
  });

  it.each<[string, Partial<StaffRow>, KnownPerson[], string]>([
    ["no name", { name: "" }, [], "Enter the person’s name"],
    ["a post that nobody is in", { name: "Vacant" }, [], "“Vacant” is nobody"],
    ["a broken address", { email: "nowhere" }, [], "in the correct format"],
    ["nothing to tell them by", { email: "" }, [], "Enter an email address or a staff number"],
    ["a team that is not here", { team: "Narnia" }, [], "Write a team that is here"],
    ["a manager nobody knows", { managerNumber: "Z9" }, [], "nobody has it"],
    [
      "themselves as manager",
      { staffNumber: "P1", managerNumber: "p1" },
      [],
      "someone else’s number",
    ],
    [
      "a number of someone else",
      { staffNumber: "A1" },
      [known("alex")],
      "here it is Alex Morley’s",
    ],
    ["someone who left", alex, [known("alex", { active: false })], "active again first"],
    [
      "another address than here",
      { ...alex, email: "new@world.example" },
      [known("alex")],
      "Change the address on",
    ],
    [
      "number and address of two",
      alex,
      [known("alex", { email: null }), known("b", { name: "Bo", staffNumber: null })],
      "the number is Alex Morley’s, the address Bo’s",
    ],
    [
      "a role for the importer",
      { ...alex, roles: "QA lead" },
      [known("admin")],
      "nobody gives themselves",
    ],
  ])("leaves out a line with %s", (_, more, people, problem) => {
    const [line] = plan([row(2, more)], people);
    expect(line?.outcome).toBe("bad");
    expect(line?.problems.join()).toContain(problem);
  });

  it("finds managers here and on other lines, and follows one that can't be taken down", () => {
    const lines = plan([
      row(2, { managerNumber: "A1" }),
      row(3, { managerNumber: "M1" }),
      row(4, { staffNumber: "M1", managerNumber: "B1" }),
      row(5, { staffNumber: "B1", team: "Narnia" }),
    ]);
    expect(lines[0]?.manager).toEqual({ personId: "alex" });
    expect(lines.map(({ outcome }) => outcome)).toEqual(["add", "bad", "bad", "bad"]);
    expect(lines[1]?.problems).toEqual(["Put line 4 right first: it is this person’s manager"]);
  });
});
