import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { findBarred, keepOpened } from "~/server/reading.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findGradedRound } from "~db/moderation/grades-read.server";

export const meta = () => [{ title: "Before you open an audit - Line of Sight" }];

/** Only while opening it would cost someone something; else the audit itself. */
export const loader = guarded("audits.read", submittedAuditFromUrl, async (guard) => {
  const { db, subject, actor } = guard;
  const round = subject.state === "final" ? null : await findGradedRound(db, subject.id);
  const barred = round === null ? [] : await findBarred(guard, round);
  if (barred.length === 0) throw redirect(paths.audits.read(subject.id));
  return {
    id: subject.id,
    exerciseId: subject.exerciseId,
    reference: subject.caseReference,
    exercise: subject.exerciseTitle,
    you: barred.includes(actor.id),
    others: (actor.standsInFor ?? [])
      .filter(({ personId }) => barred.includes(personId))
      .map(({ name }) => name),
    toRoom: guard.may("exercises.read"),
  };
});

export const action = guarded("audits.read", submittedAuditFromUrl, async (guard) => {
  const { db, subject } = guard;
  const round = subject.state === "final" ? null : await findGradedRound(db, subject.id);
  if (round !== null) await keepOpened(guard, round);
  return redirect(paths.audits.read(subject.id));
});

export default function BeforeOpening() {
  const { id, exerciseId, reference, exercise, you, others, toRoom } =
    useLoaderData<typeof loader>();
  const who = [...(you ? ["you"] : []), ...others];
  const neither = who.length > 1 ? `neither ${who.join(" nor ")} can` : `${who[0]} can’t`;
  return (
    <>
      <BackLink to={toRoom ? paths.exercises.one(exerciseId) : paths.home()}>
        {toRoom ? exercise : "Your work"}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={exercise} title={`Before you open the audit of ${reference}`} />
          <WarningText>If you open this {neither} moderate it.</WarningText>
          <p className="govuk-body">
            It shows the auditor’s grades and reasons. A moderator grades without having seen them,
            so whoever has read them is not asked any more. That you opened it is kept.
          </p>
          <p className="govuk-body">
            Its <Link to={paths.audits.history(id)}>history</Link> shows no grade.
          </p>
          <form method="post">
            <ButtonGroup>
              <Button>Open this audit</Button>
              <Link to={toRoom ? paths.exercises.one(exerciseId) : paths.home()}>
                Leave it closed
              </Link>
            </ButtonGroup>
          </form>
        </TwoThirds>
      </main>
    </>
  );
}
