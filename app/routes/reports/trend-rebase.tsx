import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { rebaseForm, removeRebaseForm } from "~/forms/trends";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse } from "~/server/read-form.server";
import { overtaken, save, saveUnlessTaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Db } from "~db/core/open.server";
import { addRebase, listRebases, removeRebase } from "~db/reports/rebases.server";
import { listClosedCycles } from "~db/reports/reports.server";

export const meta = () => [{ title: "Where trends start anew - Line of Sight" }];

const nameOf = ({ month, title }: { month: string; title: string }) =>
  `${formatMonth(month)}: ${title}`;

/** The new starts, and the cycles that have none: the first has nothing before it to be parted from. */
async function findRebases(db: Db) {
  const cycles = await listClosedCycles(db);
  const rows = await listRebases(
    db,
    cycles.map(({ id }) => id),
  );
  const rowOf = (id: string) => rows.find(({ exerciseId }) => exerciseId === id);
  return {
    rebases: cycles.flatMap((cycle) => {
      const row = rowOf(cycle.id);
      return row ? [{ ...row, cycle: nameOf(cycle) }] : [];
    }),
    cycles: cycles
      .slice(1)
      .filter(({ id }) => !rowOf(id))
      .map((cycle) => ({ value: cycle.id, label: nameOf(cycle) }))
      .reverse(),
  };
}

export const loader = guarded("trends.rebase", noRecord, ({ db }) => findRebases(db));

export const action = guarded("trends.rebase", noRecord, async (guard) => {
  const { request, db, actor, done } = guard;
  const stamp = { ...guard.stamp, actorId: actor.id };
  const { rebases, cycles } = await findRebases(db);
  if ((await readIntent(request)) === "remove") {
    const form = await readForm(request, removeRebaseForm);
    if (!form.ok) return refuse(form);
    const row = rebases.find(({ id }) => id === form.value.rebaseId);
    const saved = row && (await save(db, (tx) => removeRebase(tx, stamp, row)));
    return done(
      paths.trendRebase(),
      saved?.ok ? "Trends are joined there again" : "It was removed already: nothing was changed",
    );
  }
  const form = await readForm(request, rebaseForm);
  if (!form.ok) return refuse(form);
  const { exerciseId } = form.value;
  if (!cycles.some(({ value }) => value === exerciseId))
    return refuse({
      errors: { exerciseId: "Choose a cycle from the list" },
      typed: { ...form.value },
    });
  const saved = await saveUnlessTaken(db, (tx) => addRebase(tx, stamp, form.value));
  if (!saved.ok)
    return overtaken(
      { ...form.value },
      "Choose another cycle: someone has just let trends start anew from this one",
      "exerciseId",
    );
  return done(paths.trendRebase(), "Trends start anew from that cycle");
});

export default function TrendRebase() {
  const { rebases, cycles } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(rebaseForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.trends()}>Trends</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Where trends start anew"
            lead="When something has changed for good, old limits no longer say what chance explains. From the cycle you choose, limits are worked out anew and nothing is joined with what is before; your reason and your name stand at the break."
          />
          {rebases.map(({ id, cycle, reason, by }) => (
            <form key={id} method="post" className="los-report-section">
              <h2 className="govuk-heading-s">From {cycle}</h2>
              <p className="govuk-body">
                {by}: {reason}
              </p>
              <input type="hidden" name="rebaseId" value={id} readOnly />
              <Button name="intent" value="remove" variant="secondary" hidden={`from ${cycle}`}>
                Join trends there again
              </Button>
            </form>
          ))}
          {cycles.length === 0 ? (
            <p className="govuk-body">There is no further closed cycle to start from.</p>
          ) : (
            <GovFormBody form={form} labels={{ exerciseId: "From the cycle" }}>
              <Select
                {...form.field("exerciseId")}
                label="From the cycle"
                emptyLabel="Choose a cycle"
                options={cycles}
              />
              <TextArea
                {...form.field("reason")}
                label="Why do limits start anew?"
                hint="It is read by everyone who reads trends, and stands in files: name no child and no person"
                rows={3}
              />
              <ButtonGroup>
                <Button>Start anew from this cycle</Button>
                <Link to={paths.trends()}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
