import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { beginQueue } from "~/rules/core/save-queue";
import { SaveStatus } from "~/ui/autosave/save-status";

it("what is read out never says saved while what is seen says not saved", () => {
  const once = { ...beginQueue({ text: { value: "A", version: 1 } }), number: 1, answered: 1 };
  const shown = (text: string) =>
    renderToStaticMarkup(
      createElement(SaveStatus, {
        queue: { ...once, typed: { text }, savedAt: "Saved 09:21" },
        savedBefore: null,
      }),
    );
  expect(shown("A")).toContain("Saved 09:21");
  expect(shown("A")).toContain("What you type is saved as you go");
  expect(shown("A and more")).toContain("Not saved yet");
  expect(shown("A and more")).not.toContain("Saved");
});
