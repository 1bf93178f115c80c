import { beginLearningForm, fileUnderForm } from "~/forms/learning";
import { paths } from "~/paths";
import { learningReference, suggestLearning } from "~/rules/learning-log/learning";
import type { Guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import type { Db, Tx } from "~db/core/open.server";
import { unscopedLearningToChoose } from "~db/learning-log/learning.server";
import { beginLearning, type Filed, fileUnder } from "~db/learning-log/learning-deeds.server";
import { likelyFirst } from "./choose-learning";
import { placingIn } from "./words.server";

type Said = { text: string; area: string | null; theme: string | null };

/** What a page for filing offers: the likely ones, all others, and what a new one begins with. */
export async function offerLearning(db: Db, said: Said) {
  const all = await unscopedLearningToChoose(db);
  const likely = suggestLearning(said, all);
  const { areas, themes } = await placingIn(db);
  const unlikely = all.filter(({ id }) => likely.every((one) => one.id !== id));
  return {
    likely: likely.map(({ id, reference, what }) => ({
      id,
      what,
      reference: learningReference(reference),
    })),
    others: likelyFirst([], unlikely),
    begin: {
      what: said.text.length <= 600 ? said.text : "",
      area: said.area ?? undefined,
      theme: said.theme ?? undefined,
    },
    areas,
    themes,
  };
}

/** Files something as its page's form says: under a learning there is, or a new one. */
export async function answerFiling(
  { request, db, stamp, done }: Guarded<unknown>,
  filed: Filed,
): Promise<Response | ReturnType<typeof refuse>> {
  const begins = (await readIntent(request)) === "begin";
  const file = async (at: (tx: Tx) => Promise<{ id: string; reference: number }>) =>
    saveUnlessTaken(db, async (tx) => {
      const learning = await at(tx);
      await fileUnder(tx, stamp, learning.id, filed);
      return learning;
    });
  const form = begins
    ? await readForm(request, beginLearningForm)
    : await readForm(request, fileUnderForm);
  if (!form.ok) return refuse(form);
  const { value, typed } = form;
  let target: Awaited<ReturnType<typeof unscopedLearningToChoose>>[number] | undefined;
  if (value.intent === "file") {
    target = (await unscopedLearningToChoose(db)).find(({ id }) => id === value.learning);
    if (!target) return refuseWith(typed, "Choose a learning from the list", "learning");
  } else {
    const { wrong } = await placingIn(db);
    const errors = wrong(value);
    if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  }
  const saved = await file(async (tx) => {
    if (value.intent === "file") return target ?? { id: "", reference: 0 };
    const { what, area, theme } = value;
    return beginLearning(tx, stamp, { what, area: area || null, theme: theme || null });
  });
  if (!saved.ok)
    return overtaken(
      typed,
      "Someone has filed this meanwhile, or merged what you chose. Look again",
    );
  const { id, reference } = saved.value;
  return done(paths.learning.one(id), `It is filed under ${learningReference(reference)}`);
}
