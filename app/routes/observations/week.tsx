import { useLoaderData } from "@remix-run/react";
import { readWeekSummary } from "~/overviews/observations/week-summary.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import {
  countSlots,
  isObserved,
  slotKindNames,
  slotStateNames,
  slotsInWords,
} from "~/rules/observations/practice-weeks";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details, EmptyState, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { listSlots } from "~db/observations/slots.server";
import { WeekTag } from "./week-tag";
import { WeekTimetable } from "./week-timetable";

export const meta = () => [{ title: "Practice week - Line of Sight" }];

export const loader = guarded("practice-weeks.read", weekFromUrl, async (guard) => {
  const { db, subject, actor, may, today } = guard;
  const { id, theme, state, startsOn, endsOn, leadName, reason } = subject;
  const runs = may("practice-weeks.run");
  const slots = await listSlots(db, id);
  const takesPart = may("practice-weeks.take-part");
  const report =
    subject.summary ??
    (runs && state === "published" ? (await readWeekSummary(db, subject)).report : null);
  return {
    ...{ id, theme, state, leadName, reason, runs },
    dates: `${formatDate(startsOn)} to ${formatDate(endsOn)}`,
    progress: slotsInWords(countSlots(slots)),
    mayClose: runs && state === "published" && endsOn <= today,
    summary: report && { lead: report.lead, blocks: report.blocks },
    slots: slots.map((slot) => {
      const own = slot.byId === actor.id;
      const enters = state === "published" && (runs || (own && takesPart));
      return {
        id: slot.id,
        day: formatDate(slot.day),
        startsAt: slot.startsAt,
        what: `${slotKindNames[slot.kind]}${slot.about ? `: ${slot.about}` : ""}`,
        where: [slot.teamName, slot.place].filter(Boolean).join(", "),
        by: slot.byName,
        /** Who is observed is for them, whoever observes, and the lead to know. */
        observed: runs || own || slot.observedId === actor.id ? slot.observedName : null,
        exercise:
          slot.exerciseId && may("exercises.read")
            ? { id: slot.exerciseId, title: slot.exerciseTitle ?? "" }
            : null,
        state: slot.state,
        stateName: slotStateNames[slot.state],
        note: runs || own ? slot.note : "",
        observes: own && state === "published" && slot.state === "planned" && isObserved(slot.kind),
        tells: enters,
        changes: runs && slot.state === "planned" && (state === "planned" || state === "published"),
      };
    }),
  };
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PracticeWeekPage() {
  const page = useLoaderData<typeof loader>();
  const { id, state, summary } = page;
  const summarised = state === "closed" && summary !== null;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.practiceWeeks.list(), label: "Practice weeks" },
          { label: page.theme },
        ]}
      />
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.dates}
          title={page.theme}
          tag={<WeekTag state={state} />}
          lead={
            summarised ? `Led by ${page.leadName}.` : `${page.progress}. Led by ${page.leadName}.`
          }
        />
        {state === "cancelled" ? (
          <InsetText>It does not take place: {page.reason}</InsetText>
        ) : null}
        {page.runs ? <Moves page={page} /> : null}
        {summarised ? (
          <>
            <FileLinks hrefFor={(file) => paths.practiceWeeks.file(id, file)} />
            <p className="govuk-body">{summary.lead}</p>
            <Blocks blocks={summary.blocks} depth={1} />
            <Details summary="The timetable">
              <WeekTimetable weekId={id} slots={page.slots} />
            </Details>
          </>
        ) : (
          <>
            <h2 className="govuk-heading-m">Timetable</h2>
            {page.slots.length === 0 ? (
              <EmptyState title="Nothing is in the timetable yet" />
            ) : (
              <WeekTimetable weekId={id} slots={page.slots} />
            )}
            {summary ? (
              <Details summary="What it comes to so far">
                <Blocks blocks={summary.blocks} depth={1} />
              </Details>
            ) : null}
          </>
        )}
      </main>
    </>
  );
}

function Moves({ page: { id, state, mayClose } }: { page: Page }) {
  const { publish, close, addSlot, change, cancel, reopen } = paths.practiceWeeks;
  if (state === "cancelled") return null;
  if (state === "closed")
    return (
      <p className="govuk-body los-no-print">
        <Link to={reopen(id)}>Open it again</Link>
      </p>
    );
  return (
    <ButtonGroup>
      {state === "planned" ? <Button to={publish(id)}>Send the timetable</Button> : null}
      {mayClose ? <Button to={close(id)}>Sign it off</Button> : null}
      <Button to={addSlot(id)} variant="secondary">
        Add to the timetable
      </Button>
      <Link to={change(id)}>Change theme and dates</Link>
      <Link to={cancel(id)}>Cancel the week</Link>
    </ButtonGroup>
  );
}
