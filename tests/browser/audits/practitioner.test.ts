import { expect, it } from "vitest";
import { describeBrowser } from "../../support/browser";
import { follow, named, press, see, seeHeading } from "../../support/pages";

describeBrowser("The practitioner's own reflection", (browser) => {
  it("is kept as it is typed, asks nothing on the way out, and is read once it is sent", async () => {
    const page = await browser.open({ as: "practitioner@demo.example" });
    await page.goto("/");
    await follow(page, /Add your reflection/);
    await seeHeading(page, "Your reflection");
    const asked: string[] = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.message());
      await dialog.dismiss();
    });
    await see(page, "Not sent yet: only you can read this.");
    await named(page, "proudOf").pressSequentially("He laughs with me now");
    // Straight on, with no wait for the save.
    await follow(page, "Home");
    await seeHeading(page, "Your work");
    expect(asked).toEqual([]);
    await follow(page, /Finish and send your reflection/);
    await seeHeading(page, "Your reflection");
    expect(await named(page, "proudOf").inputValue()).toBe("He laughs with me now");
    await see(page, "Not sent yet: only you can read this.");

    await press(page, "Send your reflection");
    await see(page, "Your reflection is sent", /^You sent this on/);
    await named(page, "doDifferently").fill("Ring his father sooner");
    await see(page, /changed it since/);
    // Sent again from the same page, with what was typed since.
    await press(page, "Send your reflection");
    await page.locator("main").getByText("changed it since").waitFor({ state: "detached" });
    const reflection = page.url();
    await named(page, "childWouldSay").fill("Half a thought");
    const status = page.locator("main .los-saved");
    await status.filter({ hasText: "Not saved yet" }).waitFor();
    await status.filter({ hasText: /^Saved/ }).waitFor();
    await page.goto(reflection);
    await see(page, /changed it since/);
    expect(await named(page, "childWouldSay").inputValue()).toBe("Half a thought");
    expect(await named(page, "doDifferently").inputValue()).toBe("Ring his father sooner");
  });
});
