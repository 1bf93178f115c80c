/**
 * The one-way imports: rules ← forms, rules ← db, rules ← ui; rules, db ← overviews;
 * rules, forms, db ← server; everything ← routes. Inside rules and db, each room leans on the rooms
 * before it. Types count as much as values.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const layer = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: "^(app|db|scripts|tests)/", pathNot: allowed },
});

/** The rooms of app/rules and db in the thread's order; statistics stand apart and lean on nothing. */
const rooms = [
  "core",
  "imports",
  "reading",
  "access",
  "messages",
  "people",
  "attachments",
  "caseload",
  "exercises",
  "tools",
  "independence",
  "sampling",
  "audits",
  "concerns",
  "moderation",
  "calibration",
  "re-audits",
  "reports",
  "samples",
  "observations",
  "family-feedback",
  "learning-log",
  "feedback-sessions",
  "search",
  "home",
];

/** A room of app/rules or db never imports a later one. */
const roomOrder = ["app/rules", "db"].flatMap((top) =>
  rooms.slice(0, -1).map((room, at) => ({
    name: `${top === "db" ? top : "rules"}-${room}-comes-before`,
    comment: `${top}/${room} leans only on the rooms before it (ARCHITECTURE, "Rooms").`,
    severity: "error",
    from: { path: `^${top}/${room}/` },
    to: { path: `^${top}/(${rooms.slice(at + 1).join("|")})/` },
  })),
);

const nodeModule = (names) => `(^|/)node_modules/(${names})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Two files that import each other are one thing, or hold a third between them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphan",
      comment: "A file that nothing imports, and that imports nothing, is dead.",
      severity: "error",
      from: { orphan: true, path: "^(app|db)/", pathNot: "^app/(routes/|routes\\.ts$)|\\.d\\.ts$" },
      to: {},
    },
    {
      name: "no-unresolved",
      comment: "An import that can't be found.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-drawer",
      comment: "Folders are named after features and layers, not after kinds of code.",
      severity: "error",
      from: {},
      to: {
        path: "(^|/)(utils|services|lib|types|hooks|helpers|misc)/",
        pathNot: "(^|/)node_modules/",
      },
    },
    layer(
      "rules-import-rules",
      "app/rules imports nothing but itself.",
      "^app/rules/",
      "^app/rules/",
    ),
    {
      name: "rules-are-pure",
      comment: "Views import the rules, so they do no I/O: no Node core module.",
      severity: "error",
      from: { path: "^app/rules/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "rules-know-no-framework",
      comment: "Rules are plain functions.",
      severity: "error",
      from: { path: "^app/rules/" },
      to: {
        path: nodeModule(
          "react|react-dom|@remix-run/[^/]+|react-router|react-router-dom|react-hook-form|express",
        ),
      },
    },
    layer(
      "forms-import-rules",
      "app/forms imports the rules.",
      "^app/forms/",
      "^app/(forms|rules)/",
    ),
    layer(
      "db-imports-rules",
      "db imports the rules, and the URL builders for the links of messages.",
      "^db/",
      "^(db|app/rules)/|^app/paths\\.ts$",
    ),
    layer(
      "ui-imports-rules",
      "app/ui imports the rules and the URL builders: it holds no data.",
      "^app/ui/",
      "^app/(ui|rules)/|^app/paths\\.ts$",
    ),
    layer(
      "server-imports-rules-forms-db",
      "app/server imports rules, forms, db and files, never a route or a view.",
      "^app/server/",
      "^(app/(server|overviews|files|rules|forms)|db)/|^app/paths\\.ts$",
    ),
    {
      name: "every-file-has-a-room",
      comment: "app/rules and db hold rooms, not files.",
      severity: "error",
      from: {},
      to: { path: "^(app/rules|db)/[^/]+$" },
    },
    ...roomOrder,
    layer(
      "statistics-stand-apart",
      "A statistic knows numbers alone.",
      "^app/rules/statistics/",
      "^app/rules/statistics/",
    ),
    {
      name: "demonstration-is-optional",
      comment: "A server that shows no demonstration never reads it: it is fetched, in one place.",
      severity: "error",
      from: { path: "^(app|db|scripts)/", pathNot: "^(db/demo|scripts/bench)/" },
      to: { path: "^db/demo/", dynamic: false },
    },
    {
      name: "demonstration-has-one-way-in",
      comment: "app/server/demonstration.server.ts opens it, by db/demo/open.ts.",
      severity: "error",
      from: {
        path: "^(app|db|scripts)/",
        pathNot: "^(db/demo|scripts/bench)/|^app/server/demonstration[.]server[.]ts$",
      },
      to: { path: "^db/demo/", dynamic: true },
    },
    {
      name: "reads-never-import-operations",
      comment: "A feature's own reads and writes, and overviews, never lean on db/operations.",
      severity: "error",
      from: { path: "^db/", pathNot: "^db/(operations|demo)/" },
      to: { path: "^db/operations/" },
    },
    {
      name: "features-never-import-overviews",
      comment:
        "What is read over several features is for operations, app/overviews and the routes.",
      severity: "error",
      from: { path: "^db/", pathNot: "^db/(operations|overviews|demo)/" },
      to: { path: "^db/overviews/" },
    },
    layer(
      "overviews-import-rules-db",
      "app/overviews assembles what several outputs show, and knows no request and no view.",
      "^app/overviews/",
      "^(app/(overviews|rules)|db)/|^app/paths\\.ts$",
    ),
    layer(
      "files-import-rules-ui",
      "app/files makes files of a report: it knows its blocks and their drawings, and reads nothing.",
      "^app/files/",
      "^app/(files|rules|ui)/",
    ),
    layer("paths-import-rules", "The URL builders know URLs.", "^app/paths\\.ts$", "^app/rules/"),
    {
      name: "routes-stand-alone",
      comment: "A feature's routes never import another feature's.",
      severity: "error",
      from: { path: "^app/routes/([^/]+)" },
      to: { path: "^app/routes/", pathNot: "^app/routes/$1(/|$)" },
    },
    {
      name: "app-imports-no-scripts",
      comment: "Scripts and tests use the product, not the other way round.",
      severity: "error",
      from: { path: "^(app|db)/" },
      to: { path: "^(scripts|tests)/" },
    },
    {
      name: "only-db-imports-drivers",
      comment: "Only db/ knows the query builder and the drivers; scripts and tests may.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: nodeModule("kysely|better-sqlite3|pg|@types/better-sqlite3|@types/pg") },
    },
    {
      name: "product-uses-dependencies",
      comment: "What runs in production is in dependencies, not in devDependencies.",
      severity: "error",
      from: { path: "^(app|db)/", pathNot: "^app/routes\\.ts$" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|build-[^/]+|data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      mainFields: ["module", "main", "types"],
    },
  },
};
