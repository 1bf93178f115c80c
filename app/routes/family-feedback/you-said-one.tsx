import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { publishYouSaidForm, withdrawYouSaidForm } from "~/forms/you-said";
import { withoutNames } from "~/overviews/family-feedback/names-told.server";
import { paths } from "~/paths";
import { dateInLondon, formatDate, formatInstant } from "~/rules/core/dates";
import { eventInWords, reasonOf } from "~/rules/core/event-words";
import {
  mayBeWorded,
  youSaidStateColours,
  youSaidStateNames,
} from "~/rules/family-feedback/you-said";
import { learningReference } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { youSaidFromUrl } from "~/server/family-feedback-subjects.server";
import { type Guardable, type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details, InsetText, WarningText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { publishYouSaid, withdrawYouSaid, type YouSaid } from "~db/family-feedback/you-said.server";
import { SaidEntry } from "./said-entry";

export const meta = () => [{ title: "You said, we did: an entry - Line of Sight" }];

const changedElsewhere =
  "Look at it again: someone else changed it after you opened this page. Read it before you go on";

export const loader = guarded(
  "family-feedback.publish",
  youSaidFromUrl,
  async ({ db, subject }) => {
    const { access: _, learningReference: l, actionReference: a, ...entry } = subject;
    return {
      ...entry,
      isOut: !mayBeWorded(entry.state),
      learning:
        entry.learningId && l !== null
          ? { id: entry.learningId, words: learningReference(l) }
          : null,
      action:
        entry.actionId && a !== null ? { id: entry.actionId, words: actionReference(a) } : null,
      when: entry.publishedAt ? formatDate(dateInLondon(new Date(entry.publishedAt))) : null,
      named: mayBeWorded(entry.state)
        ? await withoutNames(db, [entry.said, entry.did, entry.changed])
        : [],
      events: (await listEvents(db, `you-said:${entry.id}`)).map((event) => ({
        id: event.id,
        at: event.at,
        by: event.actorName ?? "Line of Sight",
        title: eventInWords(event),
        reason: reasonOf(event),
      })),
    };
  },
);

type Entry = Guarded<YouSaid & Guardable>;

export const action = guarded("family-feedback.publish", youSaidFromUrl, async (guard) => {
  if ((await readIntent(guard.request)) === "withdraw") return withdraw(guard);
  const { request, db, actor, stamp, subject, done } = guard;
  const here = paths.youSaid.one(subject.id);
  const words = "It is published: everyone can read it";
  // Pressed twice: it is out.
  if (subject.state === "published") return done(here, words);
  const form = await readForm(request, publishYouSaidForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    publishYouSaid(tx, { ...stamp, actorId: actor.id }, subject, form.value.version),
  );
  return saved.ok ? done(here, words) : overtaken(form.typed, changedElsewhere);
});

async function withdraw({ request, db, actor, stamp, subject, done }: Entry) {
  const form = await readForm(request, withdrawYouSaidForm);
  const typed = { ...form.typed, intent: "withdraw" };
  if (!form.ok) return refuse({ ...form, typed });
  const saved = await save(db, (tx) =>
    withdrawYouSaid(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(typed, changedElsewhere);
  return done(paths.youSaid.one(subject.id), "It is withdrawn: nobody reads it any more");
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function YouSaidOne() {
  const page = useLoaderData<typeof loader>();
  const { learning, action: done } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.youSaid.entries(), label: "You said, we did" },
          { label: "An entry" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={page.isOut ? "An entry" : "The entry as everyone would read it"}
            tag={
              <StateTag colour={youSaidStateColours[page.state]}>
                {youSaidStateNames[page.state]}
              </StateTag>
            }
          />
          {page.withdrawnReason ? (
            <InsetText>It was withdrawn: {page.withdrawnReason}</InsetText>
          ) : null}
          <SaidEntry entry={page} when={page.isOut ? page.when : null} />
          {learning || done ? (
            <p className="govuk-body">
              Not shown: it rests on{" "}
              {learning ? <Link to={paths.learning.one(learning.id)}>{learning.words}</Link> : null}
              {learning && done ? " and " : null}
              {done ? <Link to={paths.log.one(done.id)}>{done.words}</Link> : null}.
            </p>
          ) : null}
          {page.isOut ? <Withdraw page={page} /> : <Publish page={page} />}
          <Details summary="History">
            <Timeline
              items={page.events.map(({ id, at, by, title, reason }) => ({
                id,
                title,
                at,
                meta: `${by}, ${formatInstant(new Date(at))}`,
                body: reason ? <p className="govuk-body">Reason: {reason}</p> : undefined,
              }))}
            />
          </Details>
        </TwoThirds>
      </main>
    </>
  );
}

function Publish({ page }: { page: Page }) {
  const form = useGovForm({
    check: (entries) => parseForm(publishYouSaidForm, entries),
    outcome: useActionData<FormOutcome>(),
  });
  return (
    <>
      {page.named.length > 0 ? (
        <>
          <WarningText>Something in it looks like a name, a team or a case.</WarningText>
          <p className="govuk-body">Without it, it would read:</p>
          {page.named.map((text) => (
            <InsetText key={text}>{text}</InsetText>
          ))}
        </>
      ) : null}
      <GovFormBody form={form} version={page.version}>
        <Checkboxes
          {...form.list("read")}
          legend="Publish"
          hideLegend
          options={[
            {
              value: "yes",
              label: "A child can understand it, and nothing in it tells who said it",
            },
          ]}
        />
        <ButtonGroup>
          <Button>Publish it</Button>
          <Link to={paths.youSaid.edit(page.id)}>Change it</Link>
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}

function Withdraw({ page }: { page: Page }) {
  const outcome = useActionData<FormOutcome>();
  const form = useGovForm({
    check: (entries) => parseForm(withdrawYouSaidForm, entries),
    outcome,
  });
  return (
    <Details summary="Withdraw it" open={outcome !== undefined}>
      <GovFormBody form={form} version={page.version}>
        <input type="hidden" name="intent" value="withdraw" />
        <TextArea
          {...form.field("reason")}
          label="Why is it withdrawn?"
          hint="Nobody reads it any more. You can change it and publish it again."
          rows={2}
        />
        <Button variant="warning">Withdraw it</Button>
      </GovFormBody>
    </Details>
  );
}
