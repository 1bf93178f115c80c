/**
 * Owns the staff list of sixty and the caseload of 250 rows that a made-up council brings to an
 * empty installation. The caseload is written as case systems and people write them; what each way
 * of writing makes of a row is known here, so that the import can be counted.
 */

export const password = "correct horse battery";

/** Who manages, audits and moderates, by staff number. Lee does all of it, and leaves. */
const named: [number: string, name: string, team: string, manager: string, roles: string][] = [
  ["0001", "Sal Senior", "Alder", "", "Team manager"],
  ["0002", "Lee Dunmore", "Birch", "", "Team manager; Auditor; Moderator"],
  ["0003", "Cass Ferris", "Cedar", "", "Team manager"],
  ["0004", "Vi Stone", "", "", "Service manager for Safeguarding"],
  ["0005", "Dee Rector", "", "", "Leader"],
  ["0006", "Iris Calder", "", "", ""],
  ["0007", "Mo Panel", "", "", "Moderator"],
  ["0008", "Nia Board", "", "", "Moderator"],
  ["0011", "Avi Audley", "", "", "Auditor"],
  ["0012", "Bea Cole", "", "", "Auditor"],
  ["0013", "Cal Dorset", "", "", "Auditor"],
  ["0014", "Dot Elgin", "", "", "Auditor"],
  ["0015", "Eli Frome", "", "", "Auditor"],
  ["0016", "Fay Gower", "", "", "Auditor"],
  ["0017", "Gus Hythe", "", "", "Auditor"],
  ["0018", "Hal Irwin", "", "", "Auditor"],
  ["0031", "Maeve O'Neil", "Alder", "0001", "Practitioner"],
  ["0032", "Zoë Brontë", "Birch", "0002", "Practitioner"],
  ["0033", "Anne-Marie Poole", "Cedar", "0003", "Practitioner"],
  ["0034", "John Smyth", "Alder", "0001", "Practitioner"],
];

const withRole = (role: string): string[] =>
  named.filter(([, , , , roles]) => roles.includes(role)).map(([, name]) => name);
export const auditors = withRole("Auditor");
export const moderators = withRole("Moderator");

export const emailOf = (name: string): string =>
  `${named.find(([, one]) => one === name)?.[0]}@council.example`;

export const teams = ["Alder", "Birch", "Cedar"];

/** Sixty lines under the heading: those above, and practitioners of the three teams. */
export function staffList(): string {
  const others = Array.from({ length: 60 - named.length }, (_, n) => [
    `01${String(n).padStart(2, "0")}`,
    `Worker ${n}`,
    teams[n % 3],
    `000${(n % 3) + 1}`,
    "Practitioner",
  ]);
  const lines = [...named, ...others].map(([number, name, team, manager, roles]) =>
    [name, `${number}@council.example`, number, team, manager, roles].join(","),
  );
  return ["Name,Email,Staff number,Team,Manager's number,Roles", ...lines].join("\n");
}

/** What stands for nobody, in place of a worker. */
const nobodies = ["Unallocated", "TBC", "N/A", "Duty", "-", "#N/A", "NULL", "", "0", "Vacant"];
/** Workers of the staff list in other spellings, and three who are not on it. */
const spelled = [
  "O’Neil, Maeve",
  "Zoe Bronte",
  "Anne‑Marie  Poole",
  "SMYTH, JOHN",
  "Jon Smyth",
  "Otis Grantham",
  "Kit Vanstone",
  "Kitt Vanstone",
];
const cohortsAs = ["CIN", "CP", "Child subject to a CPP", "CWD", "Child in need", "LAC"];
const ages = ["7", "12 yrs", "8 months", "Unborn child", "18+", "3"];
const openEnds = ["", "Open", "31/12/9999", "NULL", "00/01/1900"];

const places = ["Alder", "alder team", "Birch", "BIRCH", "Cedar", "Elm"];

const quoted = (text: string): string => `"${text}"`;

/** One line of the export; row `n` counts from 1. No date tells which way round most are. */
function caseLine(n: number): string {
  const number = 4000 + n;
  const place = n % places.length;
  const team = Math.floor(place / 2);
  const slot = n % 25;
  const known = nobodies[slot] ?? spelled[slot - nobodies.length];
  const other = team + 3 * slot - 54;
  const pad = (part: number) => String(part).padStart(2, "0");
  return [
    [`"=""00${number}"""`, `00${number}`, ` ${number} `][n % 3],
    `F${Math.ceil(n / 2)}`,
    cohortsAs[n % cohortsAs.length],
    places[place],
    quoted(known ?? `Worker ${other}`),
    known === undefined ? String(100 + other) : "",
    quoted(["Senior, Sal", "Lee Dunmore", "Cass Ferris"][team] ?? ""),
    String(team + 1),
    quoted("Calder, Iris"),
    ages[n % ages.length],
    slot === 24 ? "25/03/2025" : `${pad((n % 9) + 1)}/${pad((n % 12) + 1)}/2025`,
    openEnds[n % openEnds.length],
  ].join(",");
}

/** Rows that can't be taken: cells too many, no reference, a date that only fits the other way. */
const bad = [
  "004901,F901,CIN,Alder,Worker 0,100,,,,7,03/04/2025,,,,,one cell,too many",
  ",F902,CIN,Alder,Worker 0,100,,,,7,03/04/2025,",
  "4903,F903,CIN,Alder,Worker 0,100,,,,7,03/25/2025,",
  // The very case of the first row, without its zeros.
  "4001,F1,CP,alder team,Unallocated,,,,,12 yrs,02/02/2025,",
];

/** What is left of the 250 rows, by the cohort that each way of writing it means. */
export const open = { "Child in care": 41, "Child protection": 82, "Child in need": 123 };

/** 250 rows under a title and headings of a case system. */
export function caseload(): string {
  const head =
    "Person ID,Family ID,Case type,Allocated Team,Allocated Social Worker,Worker number,Supervisor,Supervisor number,IRO,Age,Start date,End date";
  const good = Array.from({ length: 250 - bad.length }, (_, n) => caseLine(n + 1));
  return [
    "Open cases of all services",
    head,
    ...good.slice(0, 100),
    ...bad,
    ...good.slice(100),
  ].join("\r\n");
}
