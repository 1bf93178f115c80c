import { useActionData, useLoaderData } from "@remix-run/react";
import { pointForm, samePersonSearch } from "~/forms/people";
import { paths } from "~/paths";
import { bringsInWords, pointWaits, whyNotPoint } from "~/rules/same-person";
import { type Guarded, guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findGivingFacts } from "~db/access-giving.server";
import { transact } from "~db/open.server";
import { findPerson, listPeople, type Person } from "~db/people-list.server";
import { findBrings, liftOrPropose, pointOrPropose } from "~db/same-person.server";
import { Conflict } from "~db/versions.server";
import { onceConfirmed } from "./giving.server";
import { Choose, Lift, Preview } from "./same-person-parts";
import { told } from "./told-record";

export const meta = () => [{ title: "The same person - Line of Sight" }];

const shown = 20;

export const loader = guarded("people.manage", personFromUrl, async (guard) => {
  const { request, db, subject, actor, context } = guard;
  const { search, stays: staysId } = samePersonSearch.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  );
  const stays = staysId ? await findPerson(db, staysId) : null;
  const problem = stays ? whyNotPoint(subject, stays, actor.id) : null;
  const filters = { search: search || subject.name, role: "", teamId: "", state: "all" } as const;
  const { people } = stays
    ? { people: [] }
    : await listPeople(db, filters, 1, shown, context.clock.system());
  return {
    record: told(subject),
    sameAs: subject.sameAsId ? { id: subject.sameAsId, name: subject.sameAs ?? "" } : null,
    search: search || subject.name,
    found: people.filter(({ id, sameAs }) => id !== subject.id && sameAs === null),
    stays: stays ? told(stays) : null,
    problem,
    brings: stays && !problem ? await tellWhatFollows(guard, stays) : [],
  };
});

async function tellWhatFollows({ db, stamp, subject, actor }: Guarded<Person>, stays: Person) {
  const brings = await findBrings(db, stamp, subject, stays.id);
  const { alone } = await findGivingFacts(db, actor.id);
  const names = { record: subject.name, stays: stays.name };
  return bringsInWords(brings, { ...names, waits: pointWaits(brings, alone) });
}

export const action = guarded("people.manage", personFromUrl, async (guard: Guarded<Person>) => {
  const { request, db, subject, stamp, actor, done } = guard;
  const lifting = (await readIntent(request)) === "lift";
  const form = await readForm(request, pointForm);
  if (!form.ok) return refuse(form);
  const { stays: staysId, why } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const step = await transact(db, (tx) =>
    lifting
      ? liftOrPropose(tx, by, { recordId: subject.id, why })
      : pointOrPropose(tx, by, { recordId: subject.id, staysId, why }),
  ).catch((error): Awaited<ReturnType<typeof liftOrPropose>> => {
    if (!(error instanceof Conflict)) throw error;
    return { ok: false, message: "Look again: somebody has changed this at the same moment" };
  });
  if (!step.ok) return refuseWith(form.value, step.message);
  const words = lifting
    ? `${subject.name} is a person of their own again`
    : `${subject.name} is recorded as another record of the person who stays`;
  return done(paths.people.one(subject.id), step.waits ? `${words} ${onceConfirmed}` : words);
});

export default function SamePerson() {
  const { record, sameAs, stays, problem, brings, search, found } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.people.one(record.id)}>{record.name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        {sameAs ? (
          <TwoThirds>
            <PageHeading
              title={`Is ${record.name} not the same person after all?`}
              lead={`This is another record of ${sameAs.name}. Nothing was rewritten, so it can be given back exactly as it was.`}
            />
            <Lift record={record} sameAs={sameAs} outcome={outcome} />
          </TwoThirds>
        ) : stays ? (
          <TwoThirds>
            <PageHeading title={`Are ${record.name} and ${stays.name} one person?`} />
            <Preview
              record={record}
              stays={stays}
              problem={problem}
              brings={brings}
              outcome={outcome}
            />
          </TwoThirds>
        ) : (
          <>
            <PageHeading
              title={`Who is ${record.name} the same person as?`}
              lead="Choose the person who stays. This one then counts as another record of theirs."
            />
            <Choose record={record} search={search} found={found} />
          </>
        )}
      </main>
    </>
  );
}
