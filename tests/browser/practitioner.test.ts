import { expect, it } from "vitest";
import { describeBrowser } from "../support/browser";
import { follow, named, press, see, seeHeading } from "../support/pages";

describeBrowser("The practitioner's own reflection", (browser) => {
  it("is not thrown away without asking, and is saved without being asked", async () => {
    const page = await browser.open({ as: "practitioner@demo.example" });
    await page.goto("/");
    await follow(page, /Add your reflection/);
    await seeHeading(page, "Your reflection");
    const asked: string[] = [];
    let answer = false;
    page.on("dialog", async (dialog) => {
      asked.push(dialog.message());
      await (answer ? dialog.accept() : dialog.dismiss());
    });

    await follow(page, "Home");
    await seeHeading(page, "Your work");
    expect(asked).toEqual([]);
    await follow(page, /Add your reflection/);
    await seeHeading(page, "Your reflection");
    await named(page, "proudOf").fill("He laughs with me now");
    await follow(page, "Home");
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toContain("not saved yet");
    await seeHeading(page, "Your reflection");
    expect(await named(page, "proudOf").inputValue()).toBe("He laughs with me now");

    await press(page, "Save your reflection");
    await see(page, /saved/i, "He laughs with me now");
    const reflection = page.url();
    await follow(page, "Home");
    await seeHeading(page, "Your work");
    expect(asked).toHaveLength(1);
    await page.goto(reflection);
    await named(page, "doDifferently").fill("Half a thought");
    answer = true;
    await follow(page, "Home");
    await seeHeading(page, "Your work");
    expect(asked).toHaveLength(2);
  });
});
