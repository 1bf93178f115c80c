import { useActionData, useLoaderData } from "@remix-run/react";
import { pointForm, samePersonSearch, twoPersonsForm } from "~/forms/people";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { bringsInWords, ownRecord, pointWaits, whyNotPoint } from "~/rules/people/same-person";
import { type Guarded, guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { findGivingFacts } from "~db/operations/people/access-giving.server";
import {
  findBrings,
  findLiftWaits,
  liftOrPropose,
  pointOrPropose,
} from "~db/operations/people/same-person.server";
import { findPerson, type Person, unscopedPeople } from "~db/people/people-list.server";
import { findSaidTwo, saveTwoPeople } from "~db/people/recorded-twice.server";
import { findNumberGroup } from "~db/people/same-numbers.server";
import { onceConfirmed } from "./giving.server";
import { Choose, Lift, Preview, TwoPeople, Unsaid } from "./same-person-parts";
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
    : await unscopedPeople(db, filters, 1, shown, context.clock.system());
  return {
    record: told(subject),
    sameAs: subject.sameAsId
      ? {
          id: subject.sameAsId,
          name: subject.sameAs ?? "",
          waits: await findLiftWaits(db, subject, actor.id),
        }
      : null,
    search: search || subject.name,
    found: people.filter(({ id, sameAs }) => id !== subject.id && sameAs === null),
    stays: stays ? told(stays) : null,
    problem,
    brings: stays && !problem ? await tellWhatFollows(guard, stays) : [],
    two: stays && !subject.sameAsId && !stays.sameAsId ? await tellTwo(guard, stays) : null,
  };
});

async function tellWhatFollows({ db, stamp, subject, actor }: Guarded<Person>, stays: Person) {
  const brings = await findBrings(db, stamp, subject, stays.id);
  const { alone } = await findGivingFacts(db, actor.id);
  const names = { record: subject.name, stays: stays.name };
  return bringsInWords(brings, { ...names, waits: pointWaits(brings, alone) });
}

/** Whether someone said that they are two people, and where numbers are told apart instead. */
async function tellTwo({ db, subject, actor }: Guarded<Person>, stays: Person) {
  const said = await findSaidTwo(db, [subject.id, stays.id]);
  const group = await findNumberGroup(db, "person", subject.id);
  return {
    said: said && `${said.by ?? "Someone"}, ${formatDate(dateInLondon(new Date(said.at)))}`,
    byNumber: group?.ids.includes(stays.id) ?? false,
    own: [subject.id, stays.id].includes(actor.id),
  };
}

/** They are two people, or are to be looked at again. */
async function sayTwo(guard: Guarded<Person>, two: boolean) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, twoPersonsForm);
  if (!form.ok) return refuse(form);
  const stays = await findPerson(db, form.value.stays);
  if (!stays || stays.id === subject.id || stays.sameAsId || subject.sameAsId) {
    return refuseWith(
      form.value,
      "Choose someone else to compare with: one of them is no person of their own",
    );
  }
  const ids = [subject.id, stays.id] as const;
  if (ids.includes(actor.id)) return refuseWith(form.value, ownRecord);
  await transact(db, (tx) => saveTwoPeople(tx, stamp, { ids, two }));
  const both = `${subject.name} and ${stays.name}`;
  return two
    ? done(paths.people.recordedTwice(), `${both} are two people`)
    : done(paths.people.samePerson(subject.id, { stays: stays.id }), `${both} are listed again`);
}

export const action = guarded("people.manage", personFromUrl, async (guard: Guarded<Person>) => {
  const { request, db, subject, stamp, actor, done } = guard;
  const intent = await readIntent(request);
  if (intent === "two" || intent === "again") return sayTwo(guard, intent === "two");
  const lifting = intent === "lift";
  const form = await readForm(request, pointForm);
  if (!form.ok) return refuse(form);
  const { stays: staysId, why } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const saved = await save(db, (tx) =>
    lifting
      ? liftOrPropose(tx, by, { recordId: subject.id, why })
      : pointOrPropose(tx, by, { recordId: subject.id, staysId, why }),
  );
  if (!saved.ok) {
    return overtaken(form.value, "Look again: someone has changed this at the same moment");
  }
  const step = saved.value;
  if (!step.ok) return refuseWith(form.value, step.message);
  const words = lifting
    ? `${subject.name} is a person of their own again`
    : `${subject.name} is recorded as another record of the person who stays`;
  return done(paths.people.one(subject.id), step.waits ? `${words} ${onceConfirmed}` : words);
});

export default function SamePerson() {
  const { record, sameAs, stays, problem, brings, two, search, found } =
    useLoaderData<typeof loader>();
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
            {two ? <TwoPeople record={record} stays={stays} two={two} /> : null}
          </TwoThirds>
        ) : (
          <>
            <PageHeading
              title={`Who is ${record.name} the same person as?`}
              lead="Choose the person who stays. This one then counts as another record of theirs."
            />
            <Unsaid outcome={outcome} />
            <Choose record={record} search={search} found={found} />
          </>
        )}
      </main>
    </>
  );
}
