import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeBrowser } from "../../support/browser";
import { choose, follow, named, openAuditOf, press } from "../../support/pages";
import { settled } from "../../support/settled";

/** Keeps every script of the page back until `release` is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route("**/assets/*.js", async (route) => {
    await gate;
    await route.continue();
  });
  return async () => {
    open();
    await settled(page);
  };
}

describeBrowser("A page whose scripts come late", (browser) => {
  it("keeps what is typed before on a practice area, and stores it", async () => {
    const page = await browser.open({ as: "auditor@demo.example" });
    const audit = await openAuditOf(page);
    const area = "supervision";
    const release = await holdScripts(page);
    await page.goto(`${audit}/areas/${area}`, { waitUntil: "commit" });
    const field = (part: string) => named(page, `area.${area}.${part}`);
    await field("commentary").fill("Typed early");
    await field("rationale").fill("And so was this");
    await choose(page, `area.${area}.grade`, "outstanding");
    const team = await field("team").locator("option").nth(1).getAttribute("value");
    await field("team").selectOption(team);
    const prompt = page.locator("main input[type=radio][name*='.prompt.'][value='partly']").first();
    await prompt.check();

    await release();
    const holds = async () => {
      expect(await field("commentary").inputValue()).toBe("Typed early");
      expect(await field("rationale").inputValue()).toBe("And so was this");
      expect(await page.locator(`main [name="area.${area}.grade"]:checked`).inputValue()).toBe(
        "outstanding",
      );
      expect(await field("team").inputValue()).toBe(team);
      expect(await prompt.isChecked()).toBe(true);
    };
    await holds();
    await press(page, "Save and come back later");
    await page.waitForURL(`**${audit}`);
    await page.goto(`${audit}/areas/${area}`);
    await holds();
  });

  it("keeps it on the page of voices, ticked boxes and dates too", async () => {
    const page = await browser.open({ as: "auditor@demo.example" });
    const audit = await openAuditOf(page);
    const release = await holdScripts(page);
    await page.goto(`${audit}/voices`, { waitUntil: "commit" });
    await choose(page, "voice.child.status", "obtained");
    await named(page, "voice.child.said").fill("“I was listened to”");
    await named(page, "voice.child.held-on.day").fill("3");
    await named(page, "voice.child.held-on.month").fill("4");
    await named(page, "voice.child.held-on.year").fill("2024");
    const box = named(page, "voice.child.not-shared");
    const ticked = !(await box.isChecked());
    await box.setChecked(ticked);

    await release();
    const holds = async () => {
      expect(await page.locator("main [name='voice.child.status']:checked").inputValue()).toBe(
        "obtained",
      );
      expect(await named(page, "voice.child.said").inputValue()).toBe("“I was listened to”");
      expect(await named(page, "voice.child.held-on.day").inputValue()).toBe("3");
      expect(await box.isChecked()).toBe(ticked);
    };
    await holds();
    await press(page, "Save and come back later");
    await page.waitForURL(`**${audit}`);
    await page.goto(`${audit}/voices`);
    await holds();
  });

  it("keeps the letters typed while the scripts take the page over", async () => {
    const page = await browser.open({ as: "auditor@demo.example" });
    const audit = await openAuditOf(page);
    const release = await holdScripts(page);
    await page.goto(`${audit}/areas/assessment`, { waitUntil: "commit" });
    const commentary = named(page, "area.assessment.commentary");
    await commentary.fill("");
    await commentary.focus();
    const sentence = "One letter after another, with the scripts arriving in between. ".repeat(3);
    const typing = page.keyboard.type(sentence, { delay: 4 });
    await expect.poll(() => commentary.inputValue()).toContain("One letter");
    await release();
    await typing;
    expect(await commentary.inputValue()).toBe(sentence);
    await press(page, "Save and come back later");
    await page.waitForURL(`**${audit}`);
    await page.goto(`${audit}/areas/assessment`);
    expect(await commentary.inputValue()).toBe(sentence.trim());
  });

  it("keeps every letter typed over a stored text on a slow machine, and saves it as it is typed", async () => {
    const page = await browser.open({ as: "auditor@demo.example" });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const address = `${await openAuditOf(page)}/areas/planning`;
    const commentary = named(page, "area.planning.commentary");
    await page.goto(address);
    await commentary.fill("Stored before.");
    await press(page, "Save and come back later");
    const slow = await page.context().newCDPSession(page);
    let text = "Stored before.";
    const end = text.length;
    for (const delay of [0, 9]) {
      await slow.send("Emulation.setCPUThrottlingRate", { rate: 5 });
      await page.goto(address, { waitUntil: "commit" });
      // In the middle: what comes back must not send the person elsewhere.
      await commentary.focus();
      await commentary.evaluate(
        (field: HTMLTextAreaElement, at) => field.setSelectionRange(at, at),
        end,
      );
      const more = ` Typed ${delay} apart while the page was taken over, letter by letter.`;
      await page.keyboard.type(more, { delay });
      await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      text = text.slice(0, end) + more + text.slice(end);
      await settled(page);
      expect(await commentary.inputValue()).toBe(text);
      await page
        .getByText(/^Saved \d/)
        .first()
        .waitFor();
      await expect
        .poll(async () => (await page.request.get(address)).text())
        .toContain(`${delay} apart while the page was taken over, letter by letter.`);
    }
    expect(errors).toEqual([]);
  });

  it("posts its form by itself when the scripts never come", async () => {
    const page = await browser.open({ as: "auditor@demo.example" });
    const audit = await openAuditOf(page);
    await page.route("**/assets/*.js", (route) => route.abort());
    await page.goto(`${audit}/areas/planning`, { waitUntil: "load" });
    await named(page, "area.planning.commentary").fill("Posted without scripts");
    await page.getByRole("button", { name: "Save and come back later" }).click();
    await page.waitForURL(`**${audit}`);
    await page.goto(`${audit}/areas/planning`, { waitUntil: "load" });
    expect(await named(page, "area.planning.commentary").inputValue()).toBe(
      "Posted without scripts",
    );
  });

  const pages: Record<string, string[]> = {
    "qa-lead@demo.example": ["/", "/programme", "/caseload", "/trends", "/learning-log", "/teams"],
    "admin@demo.example": ["/people", "/people/teams", "/settings", "/help/who-can-do-what"],
  };
  it("lets the console stay quiet: no breach of the content-security policy, no mismatch of hydration", async () => {
    const complaints: string[] = [];
    for (const [as, addresses] of Object.entries(pages)) {
      const page = await browser.open({ as });
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      for (const address of addresses) {
        const answer = await page.goto(address);
        expect(answer?.status(), address).toBe(200);
        expect(answer?.headers()["content-security-policy"]).toMatch(/script-src [^;]*'nonce-/);
      }
      await follow(page, "Line of Sight");
    }
    expect(complaints).toEqual([]);
  });
});
