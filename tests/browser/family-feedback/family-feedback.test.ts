import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { axe, axe as axeOf, describeBrowser } from "../../support/browser";
import { choose, fillDate, follow, go, named, press, see, seeHeading } from "../../support/pages";

describeBrowser("Feedback of a family", (browser) => {
  it.each([
    [true, 0],
    [false, 1],
  ])(
    "is planned, asked for by a letter, and answered on a phone (scripts: %s)",
    async (javaScript, at) => {
      // What axe needs scripts for, it looks at with them.
      const axe = async (page: Page) => (javaScript ? axeOf(page) : []);
      const lead = await browser.open({ as: "qa-lead@demo.example", javaScript });
      await lead.goto(paths.home());
      const open = lead
        .locator('main a[href^="/exercises/"]', { hasText: "March 2024 core cycle" })
        .first();
      const exercise = ((await open.getAttribute("href")) ?? "").split("/")[2] ?? "";
      await lead.goto(paths.familyFeedback.cycle(exercise));
      expect(await axe(lead)).toEqual([]);
      await follow(lead, "Ask families");
      await seeHeading(lead, "Ask families");
      expect(await axe(lead)).toEqual([]);
      await press(lead, "Plan it");
      await see(lead, "Choose whom to ask, and with which form", "Choose at least one case");
      await choose(lead, "form", "feedback-form-children-1");
      await choose(lead, "way", "link");
      await fillDate(lead, "answersBy", "2024-05-10");
      // Whoever is not independent of a case is refused, and the QA lead asks another case.
      const cases = await named(lead, "audits").evaluateAll((all) =>
        all.map((one) => (one as HTMLInputElement).value),
      );
      const person = await named(lead, "caller").evaluate((select) => {
        const options = [...(select as HTMLSelectElement).options];
        return (
          options.find(({ text }) => text.startsWith("Quinn"))?.value ?? options[1]?.value ?? ""
        );
      });
      await named(lead, "caller").selectOption(person);
      await choose(lead, "audits", cases[at + 10] ?? "");
      await press(lead, "Plan it");
      await see(lead, "1 case planned for");
      expect(await axe(lead)).toEqual([]);

      await go(lead, lead.locator('main a[href^="/family-feedback/"]:visible').last());
      const invitation = new URL(lead.url()).pathname;
      expect(await axe(lead)).toEqual([]);
      await lead.goto(`${invitation}/letter`);
      await press(lead, "Make the letter");
      const code = await lead.locator(".los-letter__code").textContent();
      expect(await axe(lead)).toEqual([]);

      const child = await browser.open({ javaScript, phone: true });
      await child.goto(paths.familyFeedback.open());
      expect(await axe(child)).toEqual([]);
      await named(child, "code").fill((code ?? "").toLowerCase());
      await press(child, "Start");
      await seeHeading(child, "How was it for you?");
      expect(await axe(child)).toEqual([]);
      const wide = await child.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(390);
      // Faces are radios with names: reached and chosen from the keyboard.
      await child.getByRole("radio", { name: "Very happy" }).first().focus();
      await child.keyboard.press("ArrowDown");
      expect(
        await child.getByRole("radio", { name: "Happy", exact: true }).first().isChecked(),
      ).toBe(true);
      await named(child, "answers.q5").fill("Ring me on 07700 900123");
      await press(child, "Send");
      await see(child, "Please take out what looks like a phone number");
      expect(await named(child, "answers.q5").inputValue()).toBe("Ring me on 07700 900123");
      await named(child, "answers.q5").fill("She is kind");
      await press(child, "Send");
      await seeHeading(child, "Thank you");
      expect(await child.context().cookies()).toEqual([]);

      await lead.goto(invitation);
      await see(lead, "Answered", "She is kind", "It is kept from the worker");
      await lead.goto(paths.familyFeedback.words(exercise));
      expect(await axe(lead)).toEqual([]);
      const theme = lead.locator('main select[name^="themes."]').last();
      await theme.selectOption({ index: 1 });
      await press(lead, "Save the themes");
      await see(lead, "Themes so far");
      await lead.locator("main li", { hasText: "Analysis" }).getByRole("button").first().click();
      await seeHeading(lead, "Feedback from children");
    },
  );

  it("becomes “You said, we did”, on a page that anyone reads", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    await lead.goto(paths.youSaid.write());
    expect(await axe(lead)).toEqual([]);
    await named(lead, "said").fill("We do not know what happens next");
    await named(lead, "did").fill("Your worker tells you after each meeting");
    await named(lead, "changed").fill("More of you know now");
    await press(lead, "Save and look at it");
    expect(await axe(lead)).toEqual([]);
    await press(lead, "Publish it");
    await see(lead, "Tick to say that a child can understand it");
    await choose(lead, "read", "yes");
    await press(lead, "Publish it");
    const anyone = await browser.open({ phone: true });
    await anyone.goto(paths.youSaid.all());
    await see(anyone, "We do not know what happens next", "More of you know now");
    expect(await axe(anyone)).toEqual([]);
    expect(await anyone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await go(lead, lead.getByRole("link", { name: "You said, we did" }).first());
    expect(await axe(lead)).toEqual([]);
    for (const path of [
      paths.familyFeedback.forms(),
      paths.familyFeedback.form("feedback-form-children-1"),
    ]) {
      await lead.goto(path);
      expect(await axe(lead)).toEqual([]);
    }
  });
});
