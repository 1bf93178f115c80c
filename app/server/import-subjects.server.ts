/** Owns finding the import and the remembered name that a URL names, for the guard. */
import { councilWide } from "~/rules/access/access";
import { type CaseloadImport, findImport } from "~db/caseload/imports.server";
import { findMapping, type RememberedName } from "~db/caseload/mappings.server";
import type { Find } from "./guard.server";

export const importFromUrl: Find<{ access: typeof councilWide; import: CaseloadImport }> = async ({
  db,
  params,
}) => {
  const found = params.importId ? await findImport(db, params.importId) : null;
  return found && { access: councilWide, import: found };
};

export const mappingFromUrl: Find<{
  access: typeof councilWide;
  mapping: RememberedName;
}> = async ({ db, params }) => {
  const found = params.mappingId ? await findMapping(db, params.mappingId) : null;
  return found && { access: councilWide, mapping: found };
};
