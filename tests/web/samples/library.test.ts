import { expect, it } from "vitest";
import { paths } from "~/paths";
import { libraryKey } from "~/rules/samples/library";
import { findExercise, findToolVersion } from "~db/exercises/exercises.server";
import { shippedQuestions } from "~db/tools/question-library";
import { databaseMaker } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";
import { idOf, planOf } from "./sample-pages";

const makeDb = databaseMaker("sqlite");

it("offers questions that keep their identity from sample to sample", async () => {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const manager = { as: world.people.serviceManager.email };
  const post = (more: Record<string, string | string[]>) =>
    web.post(paths.exercises.planDipSample(), planOf(world, more), manager);
  const [one, two] = shippedQuestions.filter(({ area }) => area === "supervision");
  if (!one || !two) throw new Error("the library is empty");

  const found = await post({ intent: "find-questions", libraryWords: "supervision list of tasks" });
  expect(found.status).toBe(200);
  expect(found.html.all("input[name=picked]")).toHaveLength(1);
  expect(found.html.one("#title").attribute("value")).toBe("Strategy meetings");

  const added = await post({ intent: "add-questions", picked: [libraryKey(one), "no|Such?"] });
  const texts = added.html.all('textarea[name^="questions."][name$=".text"]');
  expect(texts.map(({ text }) => text.trim()).at(-1)).toBe(one.text);
  expect(added.html.one('input[name="questions.q4.code"]').attribute("value")).toBe(one.code);

  // What is ticked and has no room is told, whichever button was pressed, and nothing is saved.
  const many = shippedQuestions.slice(0, 21).map(libraryKey);
  for (const intent of ["add-questions", "save"]) {
    const full = await post({ intent, picked: many });
    const [message] = full.errors;
    expect(message).toMatch(/^Remove questions and tick again: \d of those ticked had no room/);
    expect(full.html.all('textarea[name^="questions."][name$=".text"]')).toHaveLength(20);
  }

  // What is ticked comes in with the plan itself; what is asked already is not asked twice.
  const questionsOf = async (id: string) => {
    const exercise = await findExercise(world.db, id);
    const tool = await findToolVersion(world.db, exercise?.toolVersionId ?? "");
    return (tool?.definition.questions ?? []).map(({ code, text }) => ({ code, text }));
  };
  const id = idOf(
    await post({ "questions.q3.text": one.text, picked: [libraryKey(one), libraryKey(two)] }),
  );
  const asked = await questionsOf(id);
  expect(asked).toHaveLength(4);
  expect(asked[3]).toEqual({ code: two.code, text: two.text });

  const form = await web.get(paths.exercises.planDipSample(), manager);
  const shown = form.html.one("#library").text;
  expect(shown.length).toBeGreaterThan(0);
  expect(form.html.one("main").text).toContain("Last asked in Strategy meetings, April 2024");
  const again = await post({
    ...{ "questions.q1.text": "", "questions.q2.text": "", "questions.q3.text": "" },
    picked: asked.map(libraryKey),
  });
  const repeated = await questionsOf(idOf(again));
  expect(new Set(repeated.map(libraryKey))).toEqual(new Set(asked.map(libraryKey)));
});
