/**
 * Owns by which of the council's numbers a request makes its figures: from how many they are firm, and
 * from how many they have a percentage.
 * Practice: read once for each request, so that a change counts from the next page on, everywhere.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { findSmallestBy, type Smallest, usualSmallest } from "~/rules/reports/figure";
import { findSomeSettings } from "~db/core/settings.server";
import type { RequestContext } from "./context.server";

const chosen = new AsyncLocalStorage<Smallest>();
findSmallestBy(() => chosen.getStore() ?? usualSmallest);

/** The frame and the page of one request ask the same question. */
const found = new WeakMap<RequestContext, Promise<Smallest>>();

/** Does `work`; every figure that it makes is made by what the council has chosen. */
export async function withSmallest<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  const asked = found.get(context) ?? readSmallest(context);
  found.set(context, asked);
  return chosen.run(await asked, work);
}

async function readSmallest({ db, quick }: RequestContext): Promise<Smallest> {
  const settings = await findSomeSettings(quick ?? db, [
    "figures.firm-from",
    "figures.percentage-from",
  ]);
  return { firm: settings["figures.firm-from"], percentage: settings["figures.percentage-from"] };
}
