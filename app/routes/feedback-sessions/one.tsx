import { Form, useLoaderData } from "@remix-run/react";
import { attendForm } from "~/forms/feedback-sessions";
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { paths } from "~/paths";
import { addDays, formatDate } from "~/rules/core/dates";
import { andList, counted } from "~/rules/core/words";
import {
  attendDays,
  isToCome,
  pointKindNames,
  pointKinds,
} from "~/rules/feedback-sessions/feedback-sessions";
import { learningReference } from "~/rules/learning-log/learning";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded, refusal } from "~/server/guard.server";
import { readForm } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { transact } from "~db/core/open.server";
import { isSaidToHaveCome, listCame, setCame } from "~db/feedback-sessions/attendance.server";
import { listPoints } from "~db/feedback-sessions/points.server";
import type { FeedbackSession } from "~db/feedback-sessions/sessions.server";
import { SessionTag } from "./session-tag";

export const meta = () => [{ title: "Feedback session - Line of Sight" }];

/** From its day on, for some weeks, unless it is cancelled. */
const canSayWasThere = ({ state, heldOn }: FeedbackSession, today: string): boolean =>
  (state === "shared" || state === "held") &&
  heldOn <= today &&
  today <= addDays(heldOn, attendDays);

export const loader = guarded("feedback-sessions.read", sessionFromUrl, async (guard) => {
  const { db, subject, actor, today, may } = guard;
  const { id, state, heldOn, startsAt, place, ledBy, cancelledReason, others } = subject;
  const runs = may("feedback-sessions.run");
  const [came, points, wasThere, briefing] = await Promise.all([
    listCame(db, id),
    state === "held" ? listPoints(db, id) : [],
    isSaidToHaveCome(db, id, actor.id),
    subject.briefing ?? readBriefing(db, subject, today).then(({ report }) => report),
  ]);
  const teams = new Map<string, number>();
  for (const { teamName } of came)
    if (teamName) teams.set(teamName, (teams.get(teamName) ?? 0) + 1);
  return {
    ...{ id, state, heldOn, startsAt, place, ledBy, cancelledReason, others, runs, wasThere },
    lead: briefing.lead,
    blocks: briefing.blocks,
    maySay: canSayWasThere(subject, today),
    isPast: heldOn <= today,
    came: came.length,
    teams: [...teams].map(([name, count]) => ({ name, count })),
    /** Who it was by name is the leads' to know. */
    names: runs ? came.map(({ name, teamName }) => ({ name, teamName })) : [],
    points: pointKinds
      .map((kind) => ({
        kind,
        name: pointKindNames[kind],
        said: points
          .filter((one) => one.kind === kind)
          .map(({ id: pointId, text, sourceId, learning }) => ({
            ...{ id: pointId, text, sourceId },
            learning: learning && {
              id: learning.id,
              words: `${learningReference(learning.reference)} ${learning.what}`,
            },
          })),
      }))
      .filter(({ said }) => said.length > 0),
  };
});

export const action = guarded("feedback-sessions.attend", sessionFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, attendForm);
  if (!form.ok || !canSayWasThere(subject, today))
    throw refusal(409, {
      title: "This can’t be said now",
      because: `Whoever was there can say so from the day of the session, for ${attendDays} days. Ask the QA lead to enter it.`,
    });
  const there = form.value.intent === "there";
  await transact(db, (tx) =>
    setCame(tx, { ...stamp, actorId: actor.id }, subject.id, {
      came: there ? [actor.id] : [],
      not: there ? [] : [actor.id],
    }),
  );
  return done(
    paths.feedbackSessions.one(subject.id),
    there ? "You were there" : "You were not there",
  );
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Session() {
  const page = useLoaderData<typeof loader>();
  const { state, runs } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.feedbackSessions.list(), label: "Feedback sessions" },
          { label: formatDate(page.heldOn) },
        ]}
      />
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading
          title={`Feedback session of ${formatDate(page.heldOn)}`}
          tag={<SessionTag state={state} />}
        />
        {state === "cancelled" ? (
          <InsetText>It does not take place: {page.cancelledReason}</InsetText>
        ) : null}
        {state === "planned" ? (
          <InsetText>
            Only QA leads see this page until the briefing is sent. It tells what came up to today,
            and is kept as it is when you send it.
          </InsetText>
        ) : null}
        {isToCome(state) ? (
          <p className="govuk-body">
            {[page.startsAt, page.place].filter(Boolean).join(", ")}. Led by {page.ledBy}.
          </p>
        ) : null}
        {runs ? <Moves page={page} /> : null}
        {page.maySay ? <WasThere wasThere={page.wasThere} /> : null}
        {state === "held" ? <Said page={page} /> : null}
        {state === "held" ? (
          <Details summary="The briefing as it was sent">
            <Briefing page={page} />
          </Details>
        ) : (
          <>
            <h2 className="govuk-heading-l">Briefing</h2>
            <Briefing page={page} />
          </>
        )}
      </main>
    </>
  );
}

function Briefing({ page: { id, lead, blocks } }: { page: Page }) {
  return (
    <>
      <p className="los-lead">{lead}</p>
      <FileLinks hrefFor={(file) => paths.feedbackSessions.file(id, file)} />
      <Blocks blocks={blocks} depth={1} />
    </>
  );
}

function Moves({ page: { id, state, isPast } }: { page: Page }) {
  if (state === "cancelled") return null;
  return (
    <ButtonGroup>
      {state === "planned" ? (
        <>
          <Button to={paths.feedbackSessions.send(id)}>Send the briefing</Button>
          <Button to={paths.feedbackSessions.briefing(id)} variant="secondary">
            Introduce it, or leave lines out
          </Button>
        </>
      ) : null}
      {state === "shared" && isPast ? (
        <Button to={paths.feedbackSessions.held(id)}>Say that it was held</Button>
      ) : null}
      {isToCome(state) ? (
        <Link to={paths.feedbackSessions.change(id)}>Change when and where</Link>
      ) : (
        <Button to={paths.feedbackSessions.say(id)}>Write down what was said</Button>
      )}
    </ButtonGroup>
  );
}

function WasThere({ wasThere }: { wasThere: boolean }) {
  return (
    <Form method="post" className="los-no-print">
      <input type="hidden" name="intent" value={wasThere ? "not-there" : "there"} />
      <ButtonGroup>
        <Button variant="secondary">
          {wasThere ? "I was not there after all" : "I was there"}
        </Button>
        {wasThere ? (
          <span className="govuk-body">You are recorded as having been there.</span>
        ) : null}
      </ButtonGroup>
    </Form>
  );
}

type SaidOne = Page["points"][number]["said"][number];

/** What was learnt of it; while it is filed under nothing, its lead files it or writes it anew. */
function Becomes({ id, one, runs }: { id: string; one: SaidOne; runs: boolean }) {
  if (one.learning)
    return (
      <div className="govuk-body-s govuk-!-margin-bottom-0">
        Learning: <Link to={paths.learning.one(one.learning.id)}>{one.learning.words}</Link>
      </div>
    );
  if (!runs) return null;
  return (
    <div className="govuk-body-s govuk-!-margin-bottom-0 los-no-print">
      <Link to={paths.learning.source(one.sourceId)} hidden={one.text}>
        File it
      </Link>{" "}
      or{" "}
      <Link to={paths.feedbackSessions.point(id, one.id)} hidden={one.text}>
        change it
      </Link>
    </div>
  );
}

function Said({ page }: { page: Page }) {
  const { id, runs, points, came, others, teams, names } = page;
  const all = came + others;
  return (
    <div className="los-side-by-side">
      <section>
        <h2 className="govuk-heading-m">What was said</h2>
        {points.length === 0 ? (
          <p className="govuk-body">Nothing is written down yet.</p>
        ) : (
          points.map(({ kind, name, said }) => (
            <div key={kind}>
              <h3 className="govuk-heading-s">{name}</h3>
              <ul className="govuk-list govuk-list--bullet">
                {said.map((one) => (
                  <li key={one.id}>
                    {one.text}
                    <Becomes id={id} one={one} runs={runs} />
                  </li>
                ))}
              </ul>
            </div>
          ))
        )}
      </section>
      <section>
        <h2 className="govuk-heading-m">Who came</h2>
        <p className="govuk-body">
          {all === 0
            ? "Nobody is recorded yet."
            : `${counted(all, "person", "people")}${teams.length > 0 ? ` of ${counted(teams.length, "team")}` : ""}${others > 0 ? `, with ${counted(others, "other")}` : ""}.`}
        </p>
        {names.length > 0 ? (
          <Details summary="By team">
            <ul className="govuk-list govuk-list--bullet">
              {teams.map(({ name, count }) => (
                <li key={name}>
                  {name} ({count}):{" "}
                  {andList(names.filter((one) => one.teamName === name).map((one) => one.name))}
                </li>
              ))}
              {names.some(({ teamName }) => teamName === null) ? (
                <li>
                  Of no team:{" "}
                  {andList(
                    names.filter(({ teamName }) => teamName === null).map(({ name }) => name),
                  )}
                </li>
              ) : null}
            </ul>
          </Details>
        ) : null}
        {runs ? (
          <ul className="govuk-list los-no-print">
            <li>
              <Link to={paths.feedbackSessions.attendance(id)}>Tick who came</Link>
            </li>
            <li>
              <Link to={paths.feedbackSessions.held(id)}>How many others came</Link>
            </li>
          </ul>
        ) : null}
      </section>
    </div>
  );
}
