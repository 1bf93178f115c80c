import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { drawForm } from "~/forms/sampling";
import { findDrawResult } from "~/overviews/sampling/draw-result.server";
import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import { advanceExercise } from "~/rules/exercises/exercises";
import { isOfCases } from "~/rules/samples/records";
import { draw } from "~/rules/sampling/sampling";
import { drawnInWords } from "~/rules/sampling/sizes";
import { guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { ExerciseNav } from "~/ui/exercise-nav";
import { GovFormBody, useGovForm } from "~/ui/form";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { addDraw } from "~db/operations/sampling/sampling.server";
import { DrawPlanPage } from "./draw-plan";
import { asTyped, faultsOf, findDrawPlan, frameOf, newSeed, planOf } from "./draw-plan.server";
import { DrawResultPage } from "./draw-result";

export const meta = () => [{ title: "Draw - Line of Sight" }];

export const loader = guarded("sampling.read", exerciseFromUrl, async (guard) => {
  const { subject, db, request, today, may } = guard;
  const asked = new URL(request.url).searchParams;
  const mayDraw = may("sampling.draw", subject.access) && advanceExercise(subject, "draw").ok;
  const again = subject.state === "drawn" && asked.get("again") === "yes";
  const planning = mayDraw && isOfCases(subject.of) && (subject.state === "planned" || again);
  const result = planning ? null : await findDrawResult(db, subject, asked);
  if (!planning && asked.has("draw") && !result) throw notFound();
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    nav: subject.graded ? subject.kind : null,
    again,
    mayAllocate:
      subject.graded && subject.state === "drawn" && may("sampling.allocate", subject.access),
    mayDrawAgain: mayDraw && isOfCases(subject.of) && subject.state === "drawn",
    plan: planning ? await findDrawPlan(db, subject, asked, today) : null,
    result,
  };
});

export const action = guarded("sampling.draw", exerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, today, done } = guard;
  // Records that are no cases are drawn from their own list.
  if (!isOfCases(subject.of)) throw notFound();
  const form = await readForm(request, drawForm);
  if (!form.ok) return refuse(form);
  const { intent, reason, ...settings } = form.value;
  const typed = { ...form.value, sizes: asTyped(settings.sizes) };
  if (intent === "preview")
    throw redirect(
      paths.exercises.draw(subject.id, asQuery(form.value, subject.state === "drawn")),
    );
  const move = advanceExercise(subject, "draw");
  if (!move.ok) return refuseWith(typed, move.message);
  if (subject.state === "drawn" && new URL(request.url).searchParams.get("again") !== "yes") {
    return refuseWith(typed, "Look at the draw below: the cases were drawn in the meantime");
  }
  if (subject.state === "drawn" && reason === "") {
    return refuseWith(typed, "Enter why the cases are drawn again", "reason");
  }
  const frame = await frameOf(db, subject, today);
  const plan = planOf(settings, today, newSeed());
  const drawn = draw(frame, plan);
  if (!drawn.ok) return refuse({ errors: await faultsOf(db, drawn), typed });
  const saved = await save(db, (tx) =>
    addDraw(tx, stamp, { exercise: subject, plan, frame, made: drawn.draw, reason }),
  );
  if (!saved.ok)
    return overtaken(typed, "Look at this exercise again: someone has just changed it");
  const made = drawnInWords(plan.size, subject.size);
  return done(
    paths.exercises.draw(subject.id),
    subject.graded
      ? `${made}. ${plural(plan.size, "Find an auditor for it", "Allocate them to auditors")} next`
      : made,
  );
});

/** The settings as an address, so that the numbers can be looked at again. */
function asQuery(
  form: {
    strataBy: string;
    size: number;
    months: number | null;
    weeks: number | null;
    sensitive: boolean;
    sizes: Record<string, number>;
  },
  again: boolean,
): Record<string, string | undefined> {
  return {
    again: again ? "yes" : undefined,
    strataBy: form.strataBy,
    size: String(form.size),
    months: form.months === null ? " " : String(form.months),
    weeks: form.weeks === null ? " " : String(form.weeks),
    sensitive: form.sensitive ? "yes" : undefined,
    ...Object.fromEntries(
      Object.entries(asTyped(form.sizes)).map(([key, size]) => [`sizes.${key}`, size]),
    ),
  };
}

export default function DrawPage() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { id, title, state, nav, plan, result, again, mayDrawAgain, mayAllocate } = page;
  // Where someone else was faster, the draw is shown in place of the form that was sent.
  const late = useGovForm({ outcome: plan ? undefined : outcome });
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          { href: paths.exercises.one(id), label: title },
          { label: "Draw" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          errors={outcome ? undefined : (plan?.outcome ?? plan?.tooLarge)?.errors}
          caption={title}
          title={plan ? (again ? "Draw the cases again" : "Draw the cases") : "Draw"}
        />
        {plan || !outcome ? null : <GovFormBody form={late}>{null}</GovFormBody>}
        {nav ? <ExerciseNav exerciseId={id} kind={nav} state={state} page="draw" /> : null}
        {plan ? (
          <DrawPlanPage
            exerciseId={id}
            plan={plan}
            again={again}
            outcome={outcome}
            key={JSON.stringify(plan.settings)}
          />
        ) : result ? (
          <DrawResultPage
            exerciseId={id}
            result={result}
            mayDrawAgain={mayDrawAgain}
            mayAllocate={mayAllocate}
          />
        ) : (
          <EmptyState title="No cases were drawn">
            <p className="govuk-body">
              The cases of this exercise were chosen another way, or it was cancelled before a draw.
            </p>
          </EmptyState>
        )}
      </main>
    </>
  );
}
