import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { withdrawConflictForm } from "~/forms/independence";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import {
  barsInWords,
  type DeclaredConflict,
  withWhom,
} from "~/rules/independence/declared-conflicts";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { findDeclared, withdrawDeclared } from "~db/independence/declared-conflicts.server";

export const meta = () => [{ title: "Withdraw a conflict of interest - Line of Sight" }];

/** One that was withdrawn is gone from here; whoever declared it goes on seeing it. */
const declaredFromUrl: Find<DeclaredConflict> = async ({ db, params }) => {
  const one = params.declaredId ? await findDeclared(db, params.declaredId) : null;
  return one?.withdrawn ? null : one;
};

export const loader = guarded("conflicts.withdraw", declaredFromUrl, async ({ subject }) => ({
  person: subject.personName,
  whom: withWhom(subject),
  bars: barsInWords[subject.with],
  note: subject.note,
  on: formatDate(subject.declaredAt.slice(0, 10)),
}));

export const action = guarded("conflicts.withdraw", declaredFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, withdrawConflictForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) => withdrawDeclared(tx, stamp, subject, form.value.reason));
  if (!saved.ok)
    return done(paths.conflicts.list(), "Someone has just withdrawn it, so nothing was changed");
  return done(
    paths.conflicts.list(),
    `The conflict of interest is withdrawn. ${subject.personName} is told`,
  );
});

export default function Withdraw() {
  const { person, whom, bars, note, on } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(withdrawConflictForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.conflicts.list();
  return (
    <>
      <BackLink to={back}>Declared conflicts of interest</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={person} title="Withdraw a conflict of interest" />
          <SummaryList
            rows={[
              { key: "With", value: whom },
              { key: "Keeps them from", value: bars },
              { key: "Why", value: note },
              { key: "Declared", value: on },
            ]}
          />
          <p className="govuk-body">
            {person} can be offered this work again, is told, and can declare it again.
          </p>
          <GovFormBody form={form}>
            <TextArea
              {...form.field("reason")}
              label="Why is it withdrawn?"
              hint={`${person} reads this. Don’t name the child or the family.`}
              rows={3}
            />
            <ButtonGroup>
              <Button>Withdraw it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
