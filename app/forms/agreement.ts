/** Owns what may be asked of the agreement page, and of the audits behind one of its figures. */
import * as z from "zod";
import { type AgreementChoice, pairGaps, splits } from "~/rules/reports/agreement-choices";
import { overall } from "~/rules/reports/reports";
import { grades } from "~/rules/tools/scale";
import type { FieldErrors } from "./fields";

/** What the page can show, to check a choice against. */
export type AgreementOptions = {
  cycles: readonly { id: string }[];
  areas: readonly { code: string }[];
};

const chosen = z.object({
  by: z.enum(splits).or(z.literal("")).catch(""),
  cycle: z.string().catch(""),
  area: z.string().catch(""),
  auditor: z.string().max(100).catch(""),
});

/** Reads the choices of the agreement page; what is missing or can't be shown takes its default, and says so. */
export function readAgreementChoice(
  query: URLSearchParams,
  { cycles, areas }: AgreementOptions,
): { value: AgreementChoice; errors: FieldErrors } {
  const { by, cycle, area, auditor } = chosen.parse(Object.fromEntries(query));
  const errors: FieldErrors = {};
  const knowsCycle = cycle === "" || cycles.some(({ id }) => id === cycle);
  const knowsArea = area === "" || area === overall || areas.some(({ code }) => code === area);
  if (!knowsCycle) errors.cycle = "Choose a closed cycle from the list";
  if (!knowsArea) errors.area = "Choose a practice area from the list";
  return {
    value: {
      by,
      auditor,
      cycle: knowsCycle ? cycle : "",
      area: knowsArea && area !== "" ? area : overall,
    },
    errors,
  };
}

/** Which audits are listed; anything that makes no sense is left out. */
export const pairsShown = z.object({
  cycle: z.string().max(100).catch(""),
  tool: z.string().max(100).catch(""),
  area: z.string().max(100).catch(""),
  auditor: z.string().max(100).catch(""),
  own: z.enum(grades).optional().catch(undefined),
  final: z.enum(grades).optional().catch(undefined),
  gap: z.enum(pairGaps).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
