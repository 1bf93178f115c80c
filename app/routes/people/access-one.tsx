import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseForm, settleIntent } from "~/forms/access";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { grantInWords } from "~/rules/access/people";
import { formatInstant } from "~/rules/core/dates";
import { waitingInWords } from "~/rules/home/attention";
import { isOfTeam, whyNotConfirm } from "~/rules/people/access-changes";
import { bringsInWords } from "~/rules/people/same-person";
import { type Guarded, guarded } from "~/server/guard.server";
import { accessFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attemptToTake, overtaken } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { KeptText } from "~/ui/kept-text";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { type Db, transact } from "~db/core/open.server";
import {
  confirmAccess,
  refuseAccess,
  type Settled,
  withdrawAccess,
} from "~db/operations/people/access-settling.server";
import { findBrings } from "~db/operations/people/same-person.server";
import { meantFor, tellBundles, tellChanges } from "~db/overviews/access-words.server";
import { type AccessChange, listPlaceNames } from "~db/people/access-changes.server";
import { findPerson } from "~db/people/people-list.server";
import { ChangesTold, type ChangeTold, endInWords, StateOfChange } from "./access-told";
import { Compare, LiftFollows, WhatFollows } from "./same-person-parts";
import { told } from "./told-record";

export const meta = () => [{ title: "A change of access - Line of Sight" }];

type Asked = Pick<Guarded<{ bundleId: string }>, "db" | "stamp">;

export const loader = guarded("access.confirm", accessFromUrl, async (guard) => {
  const { db, actor, today, subject } = guard;
  const { changes } = subject;
  const waiting = changes.filter(({ state }) => state === "waiting");
  const words = await tellChanges(db, changes);
  const [bundle] = await tellBundles(guard, waiting);
  const first = changes[0];
  const only = changes.length === 1 ? first : undefined;
  const refusals = waiting.map((one) => whyNotConfirm(actor, one));
  return {
    samePerson: only && waiting.length > 0 ? await showSamePerson(guard, only) : null,
    rolesNow: first ? await rolesInWords(db, first.receiverId) : "",
    proposer: first?.proposerName ?? "",
    proposed: first ? formatInstant(new Date(first.proposedAt)) : "",
    age: first ? waitingInWords(first.proposedAt, today) : "",
    changes: changes.map(
      (one, index): ChangeTold => ({
        id: one.id,
        words: words[index] ?? "",
        receiver: one.receiverName,
        email: one.receiverEmail,
        ofTeam: isOfTeam(one.what),
        state: one.state,
        why: one.why,
        settled: one.settledAt
          ? `${one.settlerName ?? "The server"}, ${formatInstant(new Date(one.settledAt))}`
          : null,
        notMine: one.state === "waiting" ? whyNotConfirm(actor, one) : null,
      }),
    ),
    waits: waiting.length,
    mine: refusals.filter((why) => why === null).length,
    whyNot: refusals.find((why) => why !== null) ?? null,
    who: bundle && !bundle.mine ? meantFor(bundle) : null,
    onServer: bundle !== undefined && bundle.confirmers.length === 0 ? subject.bundleId : null,
    own: waiting.some(({ proposedBy }) => proposedBy === actor.id),
  };
});

/** The two records as whoever proposed it saw them, and what follows as things stand now. */
async function showSamePerson({ db, stamp }: Asked, { what, personId }: AccessChange) {
  if (what.kind !== "same-person" && what.kind !== "same-person-lifted") return null;
  const record = await findPerson(db, personId);
  const stays = await findPerson(db, what.staysId);
  if (!record || !stays) return null;
  const names = { record: record.name, stays: stays.name };
  return {
    record: told(record),
    stays: told(stays),
    brings:
      what.kind === "same-person"
        ? bringsInWords(await findBrings(db, stamp, record, stays.id), { ...names, waits: false })
        : null,
  };
}

/** What someone holds, whether or not they are active: "Auditor for everything". */
async function rolesInWords(db: Db, personId: string): Promise<string> {
  const places = await listPlaceNames(db);
  const grants = (await findPerson(db, personId))?.grants ?? [];
  return grants.map((grant) => grantInWords(grant, places)).join(", ") || "None";
}

export const action = guarded("access.confirm", accessFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const intent = await readForm(request, settleIntent);
  if (!intent.ok) return refuse(intent);
  const by = { ...stamp, actorId: actor.id };
  const saved = await attemptToTake(async () => {
    if (intent.value.intent === "withdraw") {
      const count = await transact(db, (tx) => withdrawAccess(tx, by, subject.bundleId));
      if (count === 0) return refuseWith({}, "Look again: nothing of yours waits here any more");
      return done(paths.access.list(), "What you proposed is withdrawn");
    }
    if (intent.value.intent === "refuse") return await refused(guard);
    const settled = await transact(db, (tx) => confirmAccess(tx, by, subject.bundleId));
    if (settled.refusal) return notSettled({}, settled);
    return done(paths.access.one(subject.bundleId), inWords(settled));
  });
  if (saved.ok) return saved.value;
  return overtaken({}, "Look again: someone has settled this at the same moment");
});

async function refused({ request, db, subject, stamp, done }: Guarded<{ bundleId: string }>) {
  const form = await readForm(request, refuseForm);
  if (!form.ok) return refuse(form);
  const settled = await transact(db, (tx) =>
    refuseAccess(tx, stamp, subject.bundleId, form.value.why),
  );
  if (settled.refusal) return notSettled(form.value, settled);
  return done(paths.access.list(), "It is refused, and whoever proposed it is told why");
}

/** Nothing of it was this person's to settle, or all of it was settled before. */
const notSettled = (typed: { why?: string }, { refusal, left }: Settled) =>
  left === 0 ? overtaken(typed, refusal ?? "") : refuseWith(typed, refusal ?? "");

function inWords({ confirmed, lapsed, left }: Settled): string {
  return [
    confirmed === 1 ? "Confirmed: it holds from now on" : null,
    confirmed > 1 ? `${confirmed} changes are confirmed and hold from now on` : null,
    lapsed.length > 0 ? `${lapsed.length} can no longer be made: ${lapsed[0]}` : null,
    left > 0 ? `${left} about yourself still wait for someone else` : null,
  ]
    .filter(Boolean)
    .join(". ");
}

/** Who gains by a single change, what they hold, and how it ended. */
const aboutOne = (one: ChangeTold, rolesNow: string) => [
  ...(one.ofTeam
    ? []
    : [
        {
          key: one.receiver,
          value: one.email ? `Signs in as ${one.email}` : "Has no email address",
        },
        { key: "Roles now", value: rolesNow },
      ]),
  ...(one.settled ? [{ key: <StateOfChange state={one.state} />, value: endInWords(one) }] : []),
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AccessOne() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const why = answer && "typed" in answer ? answer.typed.why : undefined;
  const only = page.changes.length === 1 ? page.changes[0] : undefined;
  return (
    <>
      <BackLink to={paths.access.list()}>Access that waits</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={only?.words ?? `${page.changes.length} changes of access`}
            caption={page.waits > 0 ? `Access, ${page.age}` : "Access, settled"}
          />
          <SummaryList
            rows={[
              { key: "Proposed by", value: `${page.proposer}, ${page.proposed}` },
              ...(only ? aboutOne(only, page.rolesNow) : []),
            ]}
          />
          {page.samePerson ? <SamePerson {...page.samePerson} /> : null}
          {only ? null : <ChangesTold changes={page.changes} />}
          {page.who ? (
            <InsetText>{`Waits for ${page.who}. ${page.own ? "Whoever proposes a change does not confirm it." : (page.whyNot ?? "")}`}</InsetText>
          ) : null}
          {page.onServer ? (
            <p className="govuk-body">
              On the server, this confirms it: <code>scripts/access confirm {page.onServer}</code>
            </p>
          ) : null}
          {page.mine === 0 && why ? <KeptText texts={[String(why)]} /> : null}
          {page.mine > 0 ? (
            <Settle mine={page.mine} of={page.waits} ofTeam={only?.ofTeam ?? false} />
          ) : null}
          {page.own ? (
            <form method="post">
              <input type="hidden" name="intent" value="withdraw" />
              <Button variant="secondary">Withdraw what you proposed</Button>
            </form>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

function SamePerson({ record, stays, brings }: NonNullable<Page["samePerson"]>) {
  return (
    <>
      <Compare record={record} stays={stays} />
      {brings ? <WhatFollows brings={brings} /> : <LiftFollows stays={stays.name} />}
    </>
  );
}

/** Confirm, or refuse with a reason. */
function Settle({ mine, of, ofTeam }: { mine: number; of: number; ofTeam: boolean }) {
  const answer = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => {
      const given = [...entries];
      const refusing = given.some(([name, value]) => name === "intent" && value === "refuse");
      return refusing ? parseForm(refuseForm, given) : { ok: true };
    },
    outcome: answer && "errors" in answer ? answer : undefined,
  });
  return (
    <GovFormBody form={form}>
      <p className="govuk-body">
        {ofTeam
          ? "Confirm only what you know to be right: the team changes at once, and they are told."
          : "Confirm only what you know to be right: they get it at once, and are told."}
      </p>
      <Button name="intent" value="confirm">
        {of === 1 ? "Confirm" : mine === of ? `Confirm all ${of}` : `Confirm ${mine} of ${of}`}
      </Button>
      <Details summary="Refuse it instead" open={form.errors.why !== undefined}>
        <TextArea
          {...form.field("why")}
          label="Why?"
          hint="Whoever proposed it reads this"
          rows={3}
        />
        <Button name="intent" value="refuse" variant="warning">
          Refuse
        </Button>
      </Details>
    </GovFormBody>
  );
}
