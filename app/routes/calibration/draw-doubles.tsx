import { useActionData, useLoaderData } from "@remix-run/react";
import { doubleDrawForm } from "~/forms/double-audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { doublePercents, doubleStateNames } from "~/rules/calibration/double-audits";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import {
  type DoubleDraw,
  type DrawableCycle,
  listDoublesOf,
  listDrawable,
  unscopedDoubleDraws,
  unscopedDrawableCycles,
} from "~db/calibration/double-audits.server";
import { drawDoubles } from "~db/operations/calibration/double-audits.server";

export const meta = () => [{ title: "Draw double audits - Line of Sight" }];

type Cycle = Guardable & { cycle: DrawableCycle | null; draw: DoubleDraw | null };

/** A closed cycle that can be drawn from, or one that was. */
const cycleFromUrl: Find<Cycle> = async ({ db, params }) => {
  const id = params.exerciseId ?? "";
  const draw = (await unscopedDoubleDraws(db, id))[0] ?? null;
  const cycle = draw ? null : ((await unscopedDrawableCycles(db, id))[0] ?? null);
  return draw || cycle ? { cycle, draw, access: councilWide } : null;
};

export const loader = guarded("double-audits.manage", cycleFromUrl, async ({ db, subject }) => {
  const { cycle, draw } = subject;
  return {
    title: draw?.exerciseTitle ?? cycle?.title ?? "",
    audits: cycle ? (await listDrawable(db, cycle.id)).length : 0,
    draw: draw && {
      words: `${counted(draw.drawn, "audit")} of ${draw.drawnFrom} drawn on ${formatDate(draw.drawnAt.slice(0, 10))}, due ${formatDate(draw.dueOn)}.`,
      rows: (await listDoublesOf(db, draw.id)).map((one) => ({
        id: one.id,
        reference: one.caseReference,
        team: one.teamName,
        peer: one.peerName ?? "Nobody",
        state: one.state,
      })),
    },
  };
});

export const action = guarded("double-audits.manage", cycleFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, doubleDrawForm);
  if (!form.ok) return refuse(form);
  const { cycle } = subject;
  const twice = "This cycle was drawn from already: nothing was drawn again";
  if (!cycle) return refuseWith(form.value, twice);
  if (form.value.dueOn <= today)
    return refuseWith(form.value, "Enter a date that is still to come", "dueOn");
  const by = { ...stamp, actorId: actor.id };
  const saved = await save(db, (tx) =>
    drawDoubles(tx, by, { ...form.value, exerciseId: cycle.id }),
  );
  if (!saved.ok) return overtaken(form.value, twice);
  const { drawn, withoutPeer } = saved.value;
  if (drawn === 0)
    return refuseWith(form.value, "Choose another cycle: none of its audits is final");
  return done(
    paths.doubleAudits.draw(cycle.id),
    `${counted(drawn, "audit is", "audits are")} drawn to be graded again${withoutPeer > 0 ? `. For ${withoutPeer} nobody is free: choose a second auditor` : ""}`,
  );
});

const colours = { "to-give": "orange", given: "blue", graded: "green", cancelled: "grey" } as const;

export default function DrawDoubles() {
  const { title, audits, draw } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(doubleDrawForm, entries),
    stored: { percent: `${doublePercents.usual}` },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.doubleAudits.list()}>Double audits</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={draw ? "Double audits of a cycle" : "Draw double audits"}
            caption={title}
          />
          {draw ? (
            <>
              <p className="govuk-body">{draw.words}</p>
              <Table
                caption="Audits that are graded again"
                hideCaption
                rows={draw.rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    header: "Case",
                    rowHeader: true,
                    nowrap: true,
                    cell: (row) => <Link to={paths.doubleAudits.one(row.id)}>{row.reference}</Link>,
                  },
                  { header: "Team", cell: (row) => row.team },
                  { header: "Second auditor", cell: (row) => row.peer },
                  {
                    header: "State",
                    cell: (row) => (
                      <StateTag colour={colours[row.state]}>{doubleStateNames[row.state]}</StateTag>
                    ),
                  },
                ]}
              />
            </>
          ) : (
            <>
              <p className="govuk-body">
                A share of its {counted(audits, "final audit")} is drawn at random, at least one,
                and given to auditors who have no conflict of interest and have not opened the
                audit. Each is told by message. A cycle is drawn from once.
              </p>
              <GovFormBody form={form}>
                <TextField
                  {...form.field("percent")}
                  label="Share of the audits"
                  hint="A whole number of percent"
                  width={3}
                  suffix="%"
                  inputMode="numeric"
                />
                <DateField
                  {...form.date("dueOn")}
                  legend="By when are they to be graded?"
                  legendSize="s"
                />
                <ButtonGroup>
                  <Button>Draw and give out</Button>
                  <Link to={paths.doubleAudits.list()}>Cancel</Link>
                </ButtonGroup>
              </GovFormBody>
            </>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
