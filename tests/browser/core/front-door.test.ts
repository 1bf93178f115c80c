import { expect, it } from "vitest";
import { axe, describeBrowser, screenshot, signIn } from "../../support/browser";

describeBrowser("The front door", (browser) => {
  it("has no barrier on the sign-in page, on a screen or a phone", async () => {
    for (const phone of [false, true]) {
      const page = await browser.open({ phone });
      await page.goto("/sign-in");
      expect(await axe(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      ).toBe(true);
      await screenshot(page, phone ? "sign-in-phone" : "sign-in");
    }
  });

  it("lets people in with scripts and without", async () => {
    for (const javaScript of [true, false]) {
      const page = await browser.open({ javaScript });
      await signIn(page, `${javaScript ? "auditor" : "qa-lead"}@demo.example`);
      expect(new URL(page.url()).pathname).toBe("/");
      expect(await page.locator("h1").count()).toBe(1);
    }
  });

  it("moves the focus to the error summary, with scripts and without", async () => {
    for (const javaScript of [true, false]) {
      const page = await browser.open({ javaScript });
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.locator(".govuk-error-summary:focus").waitFor();
    }
  });

  it("breaks no rule of its content-security policy", async () => {
    const page = await browser.open();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    const answer = await page.goto("/sign-in");
    await page.waitForLoadState("networkidle");
    expect(complaints).toEqual([]);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
  });

  it("refuses a form that comes from another site", async () => {
    const answer = await fetch(`${browser.url}/sign-in`, {
      method: "POST",
      headers: { Origin: "https://elsewhere.example" },
      body: new URLSearchParams({ email: "auditor@demo.example", password: "line-of-sight-demo" }),
      redirect: "manual",
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

describeBrowser(
  "The front door on PostgreSQL",
  (browser) => {
    it("lets a person in", async () => {
      const page = await browser.open();
      await signIn(page, "moderator@demo.example");
      expect(await page.locator("h1").count()).toBe(1);
    });
  },
  { database: "postgres" },
);
