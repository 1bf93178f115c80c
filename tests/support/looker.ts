/** Looks for barriers on the pages of a journey, where its browser runs scripts: axe is one. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axe } from "./browser";

export const looker = (scripts: boolean) =>
  Object.assign(
    async (page: Page): Promise<void> => {
      if (scripts) expect(await axe(page)).toEqual([]);
    },
    { scripts },
  );
