import { expect, it } from "vitest";
import { axe, describeBrowser } from "../../support/browser";
import {
  choose,
  fillDate,
  follow,
  go,
  idIn,
  named,
  press,
  see,
  seeHeading,
} from "../../support/pages";

const kinds = [
  {
    name: "dip sample",
    by: "service-manager@demo.example",
    reviewerName: "Sam Okafor",
    title: "Visits after the summer",
  },
  {
    name: "thematic audit",
    by: "qa-lead@demo.example",
    reviewerName: "Quinn Ashby",
    title: "Seeing children alone",
  },
];

describeBrowser("Exercises of questions", (browser) => {
  it.each(kinds)("take a $name from its plan to its report", async (kind) => {
    const { name: what, by, reviewerName, title } = kind;
    const page = await browser.open({ as: by });
    await page.goto("/exercises/plan");
    await follow(page, new RegExp(what, "i"));
    await named(page, "title").fill(title);
    await named(page, "month.month").selectOption("05");
    await named(page, "month.year").selectOption("2024");
    await named(page, "triggerKind").selectOption({ index: 1 });
    await named(page, "triggerText").fill("The visiting figures of March");
    if (what === "thematic audit")
      await named(page, "linesOfEnquiry").fill("Are children seen alone?");
    await named(page, "rationale").fill("To be sure that children are seen");
    await named(page, "methodology").fill("Three cases read by the service manager");
    await named(page, "size").fill("3");
    await fillDate(page, "auditsDueOn", "2024-05-31");
    const questions = [
      "Was the child seen in time?",
      "Was the child seen alone?",
      "Is it recorded?",
    ];
    // Those that the form suggests make way.
    for (const box of await page.locator("main [name^='questions.'][name$='.text']").all())
      await box.fill(questions.shift() ?? "");
    const reviewer = named(page, "reviewers.r1.personId");
    const label = await reviewer.locator("option", { hasText: reviewerName }).first().textContent();
    await reviewer.selectOption({ label: label ?? "" });
    await named(page, "reviewers.r1.roleText").fill("Service manager");
    await go(page, page.locator("main button[name=intent][value=save]").last());
    await see(page, `The ${what} is planned: now choose its cases`);
    const exerciseId = idIn(page, 2);

    await named(page, "sizes.child-in-need").fill("2");
    await named(page, "sizes.child-protection").fill("1");
    await press(page, /^Draw/);
    await see(page, "3 of 3 planned");
    await choose(page, "confirmed", "yes");
    await press(page, "Release to the reviewers");
    await see(page, "The reviewers can start", "0 of 3 cases complete");

    const answers = [
      "met",
      "met",
      "met",
      "partly",
      "not-met",
      "not-applicable",
      "met",
      "met",
      "met",
    ];
    const cells = await page
      .locator("main .los-segments input[type=radio][value=met]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("name") ?? ""));
    expect(cells).toHaveLength(answers.length);
    for (const [at, name] of cells.entries()) await choose(page, name, answers[at] ?? "");
    await press(page, "Save");
    await see(page, "Your answers are saved", "3 of 3 cases complete");
    expect(await axe(page)).toEqual([]);

    await page.goto(`/exercises/${exerciseId}/findings?add=development`);
    const finding = page.locator("main form", { has: page.locator("[name=kind]") }).last();
    await finding.locator("[name=text]").fill("Why a visit was late is not written down");
    await go(page, finding.getByRole("button", { name: "Save" }));
    await see(page, "is saved", "Why a visit was late is not written down");

    await page.goto(`/exercises/${exerciseId}/summary`);
    await choose(page, "confirmed", "yes");
    await press(page, "Close this exercise");
    await see(page, "It is closed, and its report can be read");
    await seeHeading(page, title);
    const words = await page.locator("main").textContent();
    expect(words).toContain("Was the child seen in time?");
    expect(words).toContain("Why a visit was late is not written down");
    expect(await axe(page)).toEqual([]);

    const leader = await browser.open({ as: "leader@demo.example" });
    await leader.goto("/programme?year=2024");
    await follow(leader, title);
    await see(leader, "Why a visit was late is not written down");
  });
});

describeBrowser("The report on one page", (browser) => {
  it("is one sheet of A4 in print for the demonstration's audit of early signs", async () => {
    const page = await browser.open({ as: "qa-lead@demo.example" });
    // The demonstration has the same ids wherever it is loaded.
    await page.goto("/exercises/018b3880-1500-7b92-a9d0-a167c07f0969/one-page");
    await seeHeading(page, "Early signs of exploitation");
    const printed = await page.pdf({ format: "A4", preferCSSPageSize: true });
    expect(printed.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});
