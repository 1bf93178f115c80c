import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { axe, describeBrowser } from "../../support/browser";
import { choose, follow, named, openAuditOf, press, see, seeHeading } from "../../support/pages";

describeBrowser("A draw and a declined audit", (browser) => {
  it("is verified on the page, and outside from the record that was downloaded", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    await lead.goto("/programme?year=2023");
    await follow(lead, "January 2024 core cycle");
    await follow(lead, "Draw");
    await seeHeading(lead, "Draw");
    await follow(lead, "Verify this draw");
    await see(lead, "The draw is verified", "The swap since kept to the order of the draw");
    expect(await axe(lead)).toEqual([]);

    const [download] = await Promise.all([
      lead.waitForEvent("download"),
      follow(lead, "Download the record"),
    ]);
    expect(download.suggestedFilename()).toBe("draw-2024-01.json");
    const { status, stdout } = spawnSync(resolve("scripts/verify-draw"), [await download.path()], {
      encoding: "utf8",
    });
    expect(stdout).toContain("The same: drawn again from its record");
    expect(stdout).toMatch(/same\s+Swaps/);
    expect(status).toBe(0);
  });

  for (const javaScript of [true, false]) {
    it(`goes from the auditor's audit to the lead, and to the next auditor (scripts: ${javaScript})`, async () => {
      const auditor = await browser.open({ as: "auditor@demo.example", javaScript });
      const audit = await openAuditOf(auditor, "March 2024 core cycle");
      await auditor.goto("/");
      await see(auditor, "at most 5");
      await auditor.goto(audit);
      await follow(auditor, "decline it with a reason");
      await seeHeading(auditor, "Decline the audit of");
      if (javaScript) expect(await axe(auditor)).toEqual([]);
      await press(auditor, "Decline this audit");
      await auditor.locator(".govuk-error-summary").waitFor();
      await choose(auditor, "reason", "conflict");
      await named(auditor, "note").fill("I coach the football team he plays in");
      await press(auditor, "Decline this audit");
      await see(auditor, "You declined the audit of");
      expect(await auditor.locator(`main a[href="${audit}"]`).count()).toBe(0);

      const lead = await browser.open({ as: "qa-lead@demo.example", javaScript });
      await lead.goto("/programme?year=2023");
      await follow(lead, "March 2024 core cycle");
      await follow(lead, "declined by Alex Morley, conflict of interest");
      await seeHeading(lead, "Give to another auditor");
      await see(lead, "I coach the football team he plays in");
      const select = named(lead, "auditorId");
      const best = (await select.locator("option:checked").textContent()) ?? "";
      expect(best).toMatch(/^Whoever fits best: /);
      const taker = best.replace("Whoever fits best: ", "");
      expect(taker).not.toContain("Alex Morley");
      if (javaScript) expect(await axe(lead)).toEqual([]);
      await named(lead, "reason").fill("Alex knows the boy");
      await press(lead, "Change the auditor");
      await see(lead, `1 audit given to ${taker}`);
      expect(await lead.locator(".los-attention", { hasText: "declined by" }).count()).toBe(0);
    });
  }
});
