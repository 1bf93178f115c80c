import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { pdf } from "../../support/added-files";
import { axe, describeBrowser } from "../../support/browser";

const manager = "team-manager@demo.example";

describeBrowser("Files of an action", (browser) => {
  const openAction = async (more: { javaScript?: boolean } = {}) => {
    const page = await browser.open({ as: manager, ...more });
    await page.goto("/learning-log");
    const own = page.locator("main table a[href^='/learning-log/']").first();
    await page.goto((await own.getAttribute("href")) ?? "");
    return page;
  };

  for (const javaScript of [true, false])
    it(`are chosen, added, downloaded and removed ${javaScript ? "with" : "without"} scripts`, async () => {
      const page = await openAction({ javaScript });
      const address = page.url();
      const name = `evidence-${randomUUID()}.pdf`;
      await page.getByText("Add a file", { exact: true }).click();
      await page.setInputFiles("input[type=file]", { name, mimeType: "text/html", buffer: pdf });
      await page.getByRole("button", { name: "Add the file" }).click();
      await page.getByText("The file is added").waitFor();
      expect(page.url()).toBe(address);
      if (javaScript) expect(await axe(page)).toEqual([]);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name }).first().click();
      const got = await download;
      expect(got.suggestedFilename()).toBe(name);
      expect(readFileSync((await got.path()) ?? "")).toEqual(pdf);
      await page.getByRole("link", { name: `Remove ${name}` }).click();
      await page.getByRole("button", { name: "Remove the file" }).click();
      await page.getByText("The file is removed").waitFor();
      expect(await page.getByRole("link", { name: `Remove ${name}` }).count()).toBe(0);
    });

  it("that are refused are said beside the field, with what to do", async () => {
    const page = await openAction({ javaScript: false });
    await page.getByText("Add a file", { exact: true }).click();
    const file = { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") };
    await page.setInputFiles("input[type=file]", file);
    await page.getByRole("button", { name: "Add the file" }).click();
    await page.getByText("Choose another file").first().waitFor();
    expect(await page.locator("input[type=file]").count()).toBe(1);
  });

  it("never run in the page, whatever their bytes have become", async () => {
    const page = await openAction();
    const name = `turned-${randomUUID()}.pdf`;
    await page.getByText("Add a file", { exact: true }).click();
    const content = Buffer.concat([pdf, Buffer.from("x".repeat(500))]);
    await page.setInputFiles("input[type=file]", { name, mimeType: "text/html", buffer: content });
    await page.getByRole("button", { name: "Add the file" }).click();
    await page.getByText("The file is added").waitFor();
    const href = (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
    expect(href).toContain("/download");
    // The worst that could be: a page of the same length under the stored name.
    const hostile =
      "<!doctype html><script>document.title='ran';fetch('/ran-in-the-page')</script>";
    const folder = join(browser.dataDir, "files");
    const stored = readdirSync(folder).find((one) =>
      readFileSync(join(folder, one)).equals(content),
    );
    if (!stored) throw new Error("The file is not in its folder");
    expect(existsSync(join(folder, stored))).toBe(true);
    writeFileSync(join(folder, stored), hostile.padEnd(content.length));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const before = await page.title();
    const download = page.waitForEvent("download");
    await page.evaluate((to) => {
      location.href = to;
    }, href);
    expect((await download).suggestedFilename()).toBe(name);
    expect(await page.title()).toBe(before);
    // In a frame, as an image and as a script it is nothing either.
    const inPage = await page.evaluate(async (to) => {
      const loads = (tag: "img" | "script") =>
        new Promise<string>((resolve) => {
          const one = document.createElement(tag);
          one.onload = () => resolve("loaded");
          one.onerror = () => resolve("refused");
          one.src = to;
          document.body.append(one);
        });
      return [await loads("img"), await loads("script"), document.title];
    }, href);
    expect(inPage).toEqual(["refused", "refused", before]);
    expect(asked.join()).not.toContain("ran-in-the-page");
  });

  it("have a page of their own, at any width", async () => {
    const page = await openAction();
    await page.goto(paths.files.of("action", page.url().split("/").at(-1) ?? ""));
    expect(await axe(page)).toEqual([]);
  });
});
