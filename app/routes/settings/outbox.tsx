import { useActionData, useLoaderData } from "@remix-run/react";
import { outboxFilters, outboxIntent } from "~/forms/messages";
import { paths } from "~/paths";
import { countedUpTo, countedUpToOf } from "~/rules/core/counting";
import { formatInstant } from "~/rules/core/dates";
import { outboxSubjectOf, outboxTextOf } from "~/rules/messages/mail-text";
import { canTryAgain, messageStateNames, messageStates } from "~/rules/messages/outbox";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { FilterLayout } from "~/ui/filter-layout";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addMessage } from "~db/messages/outbox.server";
import {
  countMessages,
  listDigestContents,
  listMessages,
  tryAgain,
} from "~db/overviews/outbox-list.server";
import { MailSetUp } from "./mail-set-up";
import { Messages } from "./outbox-messages";

export const meta = () => [{ title: "Outbox - Line of Sight" }];

const pageSize = 25;

export const loader = guarded("outbox.read", noRecord, async ({ request, db, context, actor }) => {
  const url = new URL(request.url);
  const chosen = outboxFilters.parse(Object.fromEntries(url.searchParams));
  const { count, messages } = await listMessages(db, actor.id, chosen, chosen.page, pageSize);
  const publicUrl = context.mail?.publicUrl ?? url.origin;
  const contents = await listDigestContents(
    db,
    actor.id,
    messages.filter(({ kind }) => kind === "digest").map(({ id }) => id),
  );
  const counts = await countMessages(db, actor.id);
  return {
    chosen,
    count,
    counts,
    stuck: counts.failed + counts["no-address"],
    mail: context.mail ?? null,
    ownAddress: actor.email,
    messages: messages.map((message) => ({
      id: message.id,
      name: message.name,
      urgent: message.urgent,
      state: message.state,
      made: formatInstant(new Date(message.madeAt)),
      attempts: message.attempts,
      problem: message.problem,
      subject: outboxSubjectOf(message),
      text: outboxTextOf(message.name, message, contents.get(message.id) ?? [], publicUrl),
      again: canTryAgain(message.state),
    })),
  };
});

export const action = guarded("outbox.send", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, outboxIntent);
  if (!form.ok) return refuse(form);
  if (form.value.intent === "test") {
    const message = { to: actor.id, kind: "test", key: newId(), link: paths.account() } as const;
    await transact(db, (tx) => addMessage(tx, stamp, message));
    return done(paths.outbox(), "A test message to you is in the outbox");
  }
  const id = form.value.intent === "retry" ? form.value.messageId : null;
  const count = await transact(db, (tx) => tryAgain(tx, stamp, id));
  return done(
    paths.outbox(),
    count === 0
      ? "Nothing needed to be tried again"
      : count === 1
        ? "1 message is tried again"
        : `${count} messages are tried again`,
  );
});

export default function Outbox() {
  const { chosen, count, counts, stuck, mail, ownAddress, messages } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { page, ...filters } = chosen;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.settings(), label: "Settings" }, { label: "Outbox" }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Outbox"
          lead="Every message to a member of staff: what it says, and what became of it."
        />
        {answer ? <p className="govuk-error-message">Choose a message and try again.</p> : null}
        <MailSetUp mail={mail} ownAddress={ownAddress} waiting={counts.waiting} stuck={stuck} />
        <FilterLayout
          action={paths.outbox()}
          clearHref={paths.outbox()}
          chosen={[
            ...(filters.state
              ? [
                  {
                    label: messageStateNames[filters.state],
                    removeHref: paths.outbox({ ...filters, state: "" }),
                  },
                ]
              : []),
            ...(filters.search
              ? [{ label: filters.search, removeHref: paths.outbox({ ...filters, search: "" }) }]
              : []),
          ]}
          filters={
            <>
              <Select
                key={`state-${filters.state}`}
                id="state"
                name="state"
                label="State"
                emptyLabel="All states"
                options={messageStates.map((state) => ({
                  value: state,
                  label: `${messageStateNames[state]} (${countedUpTo(counts[state])})`,
                }))}
                defaultValue={filters.state}
              />
              <TextField
                key={`search-${filters.search}`}
                id="search"
                name="search"
                label="To"
                hint="Part of a name"
                defaultValue={filters.search}
                spellCheck={false}
              />
            </>
          }
        >
          {messages.length === 0 ? (
            <EmptyState title="No message is like this">
              <p className="govuk-body">
                Messages appear here as audits are allocated, dates come near and concerns are
                raised.
              </p>
            </EmptyState>
          ) : (
            <Messages caption={`${countedUpToOf(count, "message")}`} messages={messages} />
          )}
          <Pagination
            page={page}
            pages={Math.ceil(count / pageSize)}
            hrefFor={(n) => paths.outbox({ ...filters, page: String(n) })}
          />
        </FilterLayout>
      </main>
    </>
  );
}
