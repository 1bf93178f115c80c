import { useLoaderData } from "@remix-run/react";
import {
  collectHeadline,
  collectLoads,
  collectModerating,
  countOverdue,
} from "~/overviews/home/figures.server";
import { collectConcerns } from "~/overviews/home/open-concerns.server";
import { collectForAbsent } from "~/overviews/home/standing-in.server";
import { collectExercises, collectWork } from "~/overviews/home/work.server";
import { paths } from "~/paths";
import { holds } from "~/rules/access/people";
import { inOwnRight, mayEver, scopeOf } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { countAttention } from "~/rules/home/attention";
import { seesSteps, startingSteps } from "~/rules/home/getting-started";
import { groupWork } from "~/rules/home/work-list";
import { guarded, noRecord } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { AttentionList } from "~/ui/attention-list";
import { EmptyState } from "~/ui/notices";
import { PageHeading, WithAside } from "~/ui/page";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import { findStartingFacts } from "~db/overviews/getting-started.server";
import { listSubmittedAudits } from "~db/overviews/submitted-audits.server";
import { listLatestEditions } from "~db/reports/editions.server";
import { GettingStarted } from "./getting-started";
import { Headline } from "./headline";
import { Moderating } from "./moderating";
import { OpenConcerns } from "./open-concerns";
import { OpenExercises } from "./open-exercises";
import { OwnLoads } from "./own-loads";
import { Published } from "./published";
import { StandingIn } from "./standing-in";
import { StartingPoints } from "./starting-points";
import { SubmittedAudits } from "./submitted-audits";
import { WorkList } from "./work-list";

export const meta = () => [{ title: "Your work - Line of Sight" }];

/** Of what was published, who reads nothing else is shown so many. */
const published = { limit: 5, skip: 0 };

export const loader = guarded("home.read", noRecord, async (guard) => {
  const { db, today, may, context } = guard;
  // One's own list first; what waits for someone absent stands apart.
  const actor = inOwnRight(guard.actor);
  const own = { ...guard, actor, may: (one: Capability) => mayEver(actor, one) };
  const readable = scopeOf(actor, "audits.read");
  const manages = holds(actor, "team-manager") || holds(actor, "service-manager");
  const server = {
    sendsMail: context.mail != null,
    scansFiles: context.scansFiles ?? false,
    now: context.clock.system(),
  };
  const [concerns, attention, work, exercises, submitted, headline, overdue, starting] =
    await Promise.all([
      collectConcerns(guard),
      gatherAttention(db, actor, { exerciseId: null, today, server }),
      collectWork(own),
      collectExercises(own),
      manages && !readable.everything ? listSubmittedAudits(db, readable) : [],
      holds(actor, "leader") ? collectHeadline(db) : null,
      holds(actor, "leader") ? countOverdue(guard) : null,
      seesSteps(actor) ? findStartingFacts(db) : null,
    ]);
  const onlyScrutiny =
    actor.grants.length > 0 && actor.grants.every(({ role }) => role === "scrutiny");
  await readGradesIn(
    guard,
    "list",
    submitted
      .filter(({ overall, state }) => overall !== null && state !== "final")
      .map(({ id: auditId, round }) => ({ auditId, round })),
  );
  return {
    name: actor.name,
    today,
    concerns,
    attention,
    starting: starting && {
      steps: startingSteps(starting, actor),
      cycleId: starting.cycle?.id ?? null,
    },
    groups: groupWork(work.items, today),
    more: work.more,
    absent: await collectForAbsent(guard),
    moderating: holds(actor, "moderator") ? await collectModerating(db, actor.id) : [],
    loads: may("audits.write") ? await collectLoads(db, actor.id) : [],
    ownYear: paths.planned.auditor(actor.id),
    exercises,
    submitted: submitted.map(({ submittedAt, round: _round, ...audit }) => ({
      ...audit,
      submittedOn: dateInLondon(new Date(submittedAt)),
    })),
    headline,
    overdue,
    may: {
      lean: may("moderation.see-own-lean"),
      ownAudits: may("audits.list-own"),
      trends: may("trends.read"),
      log: may("learning-log.read"),
      handOver: may("people.hand-over"),
      people: may("people.manage"),
      settings: may("settings.manage"),
      programme: may("programme.read"),
      planSample: may("exercises.plan-dip-sample"),
      teams: may("reports.read-team"),
      caseload: may("caseload.import"),
      reAudits: may("re-audits.manage"),
    },
    onlyScrutiny,
    published: onlyScrutiny ? await listLatestEditions(db, ["publication"], published) : [],
    hasWork: ["leader", "scrutiny", "administrator"].every((role) => !holds(actor, role as never)),
  };
});

export default function Home() {
  const {
    name,
    today,
    concerns,
    attention,
    starting,
    groups,
    more,
    absent,
    loads,
    ownYear,
    moderating,
    exercises,
    submitted,
    headline,
    overdue,
    may,
    onlyScrutiny,
    published,
    hasWork,
  } = useLoaderData<typeof loader>();
  const nothing =
    !starting && [groups, attention, concerns, absent].every((list) => list.length === 0);
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={hasWork || !nothing ? "Your work" : "Home"}
        caption={`${name}, ${formatDate(today)}`}
      />
      <OpenConcerns concerns={concerns} />
      <WithAside
        asideLabel="More"
        onPhone="below"
        aside={
          <>
            <OpenExercises exercises={exercises} />
            <Moderating cycles={moderating} today={today} />
            <StartingPoints may={may} />
          </>
        }
      >
        {attention.length > 0 ? (
          <section aria-labelledby="needs-attention">
            <h2 className="govuk-heading-m" id="needs-attention">
              Needs your attention{" "}
              <span className="govuk-!-font-weight-regular">({countAttention(attention)})</span>
            </h2>
            <AttentionList rows={attention} place="shown" />
          </section>
        ) : null}
        {starting ? <GettingStarted {...starting} /> : null}
        <WorkList groups={groups} more={more} today={today} />
        <StandingIn absent={absent} concerns={concerns} today={today} />
        {headline ? <Headline figures={headline} overdue={overdue} /> : null}
        <OwnLoads loads={loads} ownYear={ownYear} />
        <SubmittedAudits audits={submitted} />
        {onlyScrutiny ? (
          <Published editions={published} />
        ) : nothing && !headline ? (
          <EmptyState title="Nothing is waiting for you">
            {hasWork
              ? "Whatever is next for you will appear here with its date, and nothing is late."
              : "Start from one of the pages under “Go to”."}
          </EmptyState>
        ) : null}
      </WithAside>
    </main>
  );
}
