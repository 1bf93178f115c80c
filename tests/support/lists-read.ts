/**
 * Reads, from the sources of db, which exported functions list records that belong to a case, an audit,
 * an action or a person, and which of them neither take a scope nor start from a record already found.
 */
import ts from "typescript";

type Read = {
  file: string;
  name: string;
  exported: boolean;
  params: readonly ts.ParameterDeclaration[];
  returns: string;
  body: string;
  /** The names that its file imports. */
  imported: ReadonlySet<string>;
};

/** What anyone may read: the places, tools and settings of the council, and how the program stands. */
const common = new Set([
  ...["service", "team", "tool", "tool_version", "exercise", "exercise_team", "setting"],
  ...["tally", "prompt_tally", "sign_in_count", "sign_in_note", "draw"],
]);

/** A parameter that says for whom, or from which record on: a scope, a reader, an id, records. */
const narrows =
  /\b(Scope|Actor|LogReader|reader|AttentionAsked|Asked)\b|\b(\w+Ids?|ids?|streams?)\b(?!\?)|"id"|\b(Exercise|CaseloadImport|AccessChange|FindingPlace|Place|DraftStream|WrittenAt|Readable|TeamChange)\b|(?<!\bRole)\[\]|Map</;

/** What makes several where nothing says what is returned. */
const made = /\.execute\(\)|\b(list|unscoped)[A-Z]|\.(map|filter|flatMap)\(/;

const several = /\[\]|Map<|Set</;

function readsIn(file: string, text: string): { reads: Read[]; types: [string, string][] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imported = new Set(
    source.statements
      .filter(ts.isImportDeclaration)
      .flatMap((one) => one.importClause?.getText().match(/\w+/g) ?? []),
  );
  const reads: Read[] = [];
  const types: [string, string][] = [];
  const add = (name: string, fn: ts.FunctionLikeDeclaration | null, body: string, out: boolean) =>
    reads.push({
      file,
      name,
      exported: out,
      params: fn?.parameters ?? [],
      returns: fn?.type?.getText() ?? "",
      body,
      imported,
    });
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement))
      types.push([statement.name.text, statement.getText()]);
    const out =
      ts.canHaveModifiers(statement) &&
      !!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isFunctionDeclaration(statement) && statement.name)
      add(statement.name.text, statement, statement.body?.getText() ?? "", out);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const fn = initializer && ts.isArrowFunction(initializer) ? initializer : null;
      if (initializer) add(name.getText(), fn, initializer.getText(), out);
    }
  }
  return { reads, types };
}

/** The names of the lists that read more than is common and take neither a scope nor a record. */
export function listsWithoutScope(sources: ReadonlyMap<string, string>): string[] {
  const found = [...sources].map(([file, text]) => readsIn(file, text));
  const reads = found.flatMap((one) => one.reads);
  const types = new Map(found.flatMap((one) => one.types));
  const byName = new Map<string, Read[]>();
  for (const read of reads) byName.set(read.name, [...(byName.get(read.name) ?? []), read]);

  /** Itself and, in turn, whatever of db it names. */
  const reaches = (read: Read, seen = new Set<Read>()): Set<Read> => {
    if (seen.has(read)) return seen;
    seen.add(read);
    for (const [name] of read.body.matchAll(/\b[a-z]\w+\b/gi)) {
      const named = byName.get(name) ?? [];
      const own = named.filter(({ file }) => file === read.file);
      const others = read.imported.has(name) ? named.filter(({ exported }) => exported) : [];
      for (const next of own.length > 0 ? own : others) reaches(next, seen);
    }
    return seen;
  };
  const isCommon = (read: Read): boolean =>
    [...reaches(read)]
      .flatMap(({ body }) => [...body.matchAll(/(?:selectFrom|[jJ]oin)\(\s*"(\w+)/g)])
      .every(([, table = ""]) => common.has(table));
  const isList = ({ params, returns, body }: Read): boolean => {
    const [first] = params;
    if (first?.name.getText() !== "db") return false;
    if (/updateTable|insertInto|deleteFrom/.test(body)) return false;
    const named = /^Promise<(\w+)( \| null)?>$/.exec(returns)?.[1] ?? "";
    return returns === "" ? made.test(body) : several.test(returns + (types.get(named) ?? ""));
  };
  return reads
    .filter((read) => read.exported && isList(read))
    .filter(({ params }) => !params.slice(1).some((param) => narrows.test(param.getText())))
    .filter((read) => !isCommon(read))
    .map(({ name }) => name)
    .sort();
}
