import { Form, useLoaderData } from "@remix-run/react";
import {
  feedbackBlocks,
  readCycleFeedback,
} from "~/overviews/family-feedback/cycle-feedback.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { isReleased } from "~/rules/exercises/exercises";
import { feedbackForNames } from "~/rules/family-feedback/forms";
import {
  feedbackReference,
  feedbackWayNames,
  isOpenInvitation,
  isOver,
  notAskedReasonNames,
} from "~/rules/family-feedback/invitations";
import { guarded } from "~/server/guard.server";
import { coreExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { ExerciseNav } from "~/ui/exercise-nav";
import { Link } from "~/ui/link";
import { Details, EmptyState, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { Table } from "~/ui/table";
import { transact } from "~db/core/open.server";
import {
  expireFeedback,
  type Invitation,
  listInvitationsOf,
} from "~db/family-feedback/invitations.server";
import { InvitationTag } from "./state-tag";

export const meta = () => [{ title: "Family feedback - Line of Sight" }];

const rowOf = (one: Invitation, today: string) => ({
  ...{ id: one.id, way: one.way, for: one.for, state: one.state, reason: one.reason },
  reference: feedbackReference(one.reference),
  case: one.caseReference,
  second: one.number > 1,
  caller: one.callerName ?? "Nobody",
  answersBy: one.answersBy,
  over: isOver(one, today),
  why: one.reasonCode ? notAskedReasonNames[one.reasonCode] : "",
});

export const loader = guarded("family-feedback.read", coreExerciseFromUrl, async (guard) => {
  const { db, subject, may, today } = guard;
  const plans = may("family-feedback.plan");
  const feedback = await readCycleFeedback(db, subject.id);
  const all = plans ? await listInvitationsOf(db, subject.id) : [];
  const rows = all.map((one) => rowOf(one, today));
  return {
    ...{ id: subject.id, title: subject.title, state: subject.state },
    /** Who may see the other pages of the cycle has the way to them. */
    seesExercise: may("exercises.read", subject.access),
    plans,
    mayAsk: plans && isReleased(subject.state),
    blocks: feedbackBlocks(feedback),
    notCoded: feedback.notCoded,
    open: rows.filter(({ state }) => isOpenInvitation(state)),
    ended: rows.filter(({ state }) => !isOpenInvitation(state)),
    over: rows.filter(({ state, over }) => isOpenInvitation(state) && over).length,
  };
});

/** Ends those whose last day is over. */
export const action = guarded("family-feedback.plan", coreExerciseFromUrl, async (guard) => {
  const { db, actor, stamp, subject, today, done } = guard;
  const ended = await transact(db, (tx) =>
    expireFeedback(tx, { ...stamp, actorId: actor.id }, subject.id, today),
  );
  return done(
    paths.familyFeedback.cycle(subject.id),
    ended === 0
      ? "There was nothing left to end"
      : `${counted(ended, "one", "of them")} ended without an answer`,
  );
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["open"][number];

export default function CycleFeedback() {
  const page = useLoaderData<typeof loader>();
  const { id, title, state, plans, blocks } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          ...(page.seesExercise ? [{ href: paths.exercises.one(id), label: title }] : []),
          { label: "Family feedback" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={title} title="Family feedback" />
        {page.seesExercise ? <ExerciseNav exerciseId={id} state={state} page="feedback" /> : null}
        {plans ? <Moves page={page} /> : null}
        {page.over > 0 ? <Over page={page} /> : null}
        {page.open.length > 0 ? <Open rows={page.open} /> : null}
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} depth={1} />
        ) : (
          <EmptyState title="No family has been asked yet">
            <p className="govuk-body">
              {page.mayAsk
                ? "Choose whose families are asked, and who independent of their case asks them."
                : "A QA lead plans whose families are asked, once the audits are given out."}
            </p>
          </EmptyState>
        )}
        {page.ended.length > 0 ? <Ended rows={page.ended} /> : null}
      </main>
    </>
  );
}

function Moves({ page: { id, mayAsk, notCoded } }: { page: Page }) {
  return (
    <ButtonGroup>
      {mayAsk ? <Button to={paths.familyFeedback.ask(id)}>Ask families</Button> : null}
      <Link to={paths.familyFeedback.words(id)}>
        {notCoded > 0
          ? `Give ${counted(notCoded, "answer")} in own words a theme`
          : "What was said in own words, by theme"}
      </Link>
      <Link to={paths.familyFeedback.forms()}>Feedback forms</Link>
    </ButtonGroup>
  );
}

function Over({ page: { over } }: { page: Page }) {
  return (
    <InsetText>
      The last day for answers is over for {counted(over, "one", "of them")}. Give them more time
      one by one, or end them.
      <Form method="post" className="los-no-print govuk-!-margin-top-3">
        <Button variant="secondary">
          End {over === 1 ? "it" : `all ${over}`} without an answer
        </Button>
      </Form>
    </InsetText>
  );
}

const who = {
  header: "Who",
  rowHeader: true as const,
  cell: (row: Row) => (
    <>
      <Link to={paths.familyFeedback.one(row.id)}>{row.reference}</Link> {feedbackForNames[row.for]}
      {row.second ? " (second)" : ""} of {row.case}
    </>
  ),
};

const Open = ({ rows }: { rows: Row[] }) => (
  <Table
    caption="Still to be asked, or to answer"
    captionSize="m"
    onNarrow="lines"
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      who,
      { header: "How", cell: ({ way }) => feedbackWayNames[way] },
      { header: "Who asks", labelled: true, cell: ({ caller }) => caller },
      {
        header: "Answers by",
        labelled: true,
        cell: ({ answersBy, over }) => `${formatDate(answersBy)}${over ? ": over" : ""}`,
      },
      { header: "State", cell: ({ state }) => <InvitationTag state={state} /> },
    ]}
  />
);

const Ended = ({ rows }: { rows: Row[] }) => (
  <Details summary={`Who answered, and what came of the others (${rows.length})`}>
    <Table
      caption="Who answered, and what came of the others"
      hideCaption
      onNarrow="lines"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        who,
        {
          header: "How",
          cell: ({ way, state }) => (state === "not-appropriate" ? "" : feedbackWayNames[way]),
        },
        { header: "State", cell: ({ state }) => <InvitationTag state={state} /> },
        { header: "Why", cell: ({ why, reason }) => [why, reason].filter(Boolean).join(": ") },
      ]}
    />
  </Details>
);
