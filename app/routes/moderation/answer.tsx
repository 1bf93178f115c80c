import { useActionData, useLoaderData } from "@remix-run/react";
import { lookShown } from "~/overviews/moderation/second-look.server";
import { paths } from "~/paths";
import { isWaitingLook, someoneNewInWords } from "~/rules/moderation/second-look";
import type { Judgement } from "~/rules/tools/grades";
import { gradedAreas } from "~/rules/tools/tools";
import { type Guarded, guarded } from "~/server/guard.server";
import { readIntent } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { lookedAtFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findDecided, type ModeratedAudit } from "~db/moderation/moderations.server";
import { findPanellist, listWhoCount } from "~db/moderation/panel.server";
import { listFirstTakers, type SecondLook } from "~db/moderation/second-looks.server";
import { record, take } from "./answer.server";
import { AnswerForm } from "./answer-form";
import { AnsweredLook, lookTag } from "./answered-look";
import { TakeAnswer } from "./take-answer";

export const meta = () => [{ title: "Answer a second look - Line of Sight" }];

const capability = "moderation.answer-second-look";

export const loader = guarded(capability, lookedAtFromUrl, async (guard) => {
  const { request, db, subject, may } = guard;
  const { audit, moderation, tool, look } = subject;
  await readGradesIn(guard, "audit", [{ auditId: audit.id, round: moderation.round }]);
  const judged = await findDecided(db, subject);
  const stood = look.stoodBefore ?? judged.final;
  const waits = isWaitingLook(look.state);
  const change = new URL(request.url).searchParams.get("change") === "yes";
  const isOpen = look.state === "asked" || (change && look.state === "recorded");
  const made = (by: Record<string, { judgement: Judgement }>, code: string) =>
    by[code]?.judgement ?? null;
  return {
    auditId: audit.id,
    reference: audit.caseReference,
    exerciseTitle: audit.exerciseTitle,
    auditorName: audit.auditorName ?? "its auditor",
    look: lookShown(look, subject, judged.final),
    waits,
    backTo: may("moderation.queue") ? paths.moderation.queue() : paths.home(),
    rows: [...gradedAreas(tool), { code: "overall", name: "Overall" }].map(({ code, name }) => ({
      code,
      name,
      auditor: made(judged.auditor, code),
      moderator: made(judged.moderator, code),
      stands: made(stood, code),
    })),
    panel: waits ? await readPanel(guard) : null,
    write: isOpen
      ? {
          tool,
          written: await writtenSoFar(guard, writtenAt(guard, "second-look-answer", look.id), {
            url: paths.written(paths.moderation.answer(audit.id)),
            version: look.version,
          }),
        }
      : null,
    /** What stands in the form: as recorded, or as the grades stand. */
    recorded: look.answer,
  };
});

export const action = guarded(capability, lookedAtFromUrl, async (guard) =>
  (await readIntent(guard.request)) === null
    ? record(guard)
    : take(guard, guard.may("moderation.decide-alone", guard.subject.access)),
);

/** Who has taken the answer, who else could, and what the reader may do with it. */
async function readPanel({
  db,
  subject,
  actor,
  today,
  may,
}: Guarded<ModeratedAudit & { look: SecondLook }>) {
  const { audit, look } = subject;
  const { moderationId, parts } = look;
  const counting =
    (await listWhoCount(db, [{ moderationId, auditId: audit.id }], today)).get(moderationId) ?? [];
  const first = await listFirstTakers(db, moderationId);
  const own = await findPanellist(db, audit.id, actor.id, today);
  const isNew = ({ id }: { id: string }) => !first.includes(id);
  const took = (id: string) => parts.some(({ personId }) => personId === id);
  const free = counting.filter(({ id }) => id !== actor.id && !took(id));
  const fresh = counting.filter(isNew);
  return {
    someoneNew: someoneNewInWords(fresh.map(({ name }) => name)),
    parts: parts.map(({ name, part }) => ({ name, part })),
    took: took(actor.id),
    counts: own.counts,
    because: own.because,
    others: free.map(({ name }) => name),
    mayAlone: may("moderation.decide-alone", subject.access),
  };
}

export default function AnswerSecondLook() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { auditId, look, panel, write } = page;
  return (
    <>
      <BackLink to={page.backTo}>
        {page.backTo === paths.home() ? "Your work" : "Moderation"}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exerciseTitle}
            title={`Second look at ${page.reference}`}
            tag={lookTag(look)}
          />
          <AnsweredLook look={write ? { ...look, answer: null } : look} />
          <p className="govuk-body">
            <Link to={paths.moderation.compare(auditId)}>Read the reasons for every grade</Link>,
            and what was found.
          </p>
          {panel ? <p className="govuk-body">{panel.someoneNew}</p> : null}
          {write ? (
            <AnswerForm
              {...write}
              rows={page.rows}
              recorded={page.recorded}
              version={look.version}
              outcome={outcome}
            />
          ) : panel ? (
            <TakeAnswer auditId={auditId} version={look.version} panel={panel} outcome={outcome} />
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}
