import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { type Settlement, settleConflictForm } from "~/forms/independence";
import { paths } from "~/paths";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits/audits";
import { formatInstant } from "~/rules/core/dates";
import { sentenceCase } from "~/rules/core/words";
import { isReleased } from "~/rules/exercises/exercises";
import {
  conflictRulesInWords,
  mayStand,
  noticedInWords,
  type Part,
} from "~/rules/independence/independence";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { decideAgain, moderateAgain, takeBack } from "~db/operations/independence/anew.server";
import {
  findOpenConflict,
  letStand,
  type OpenConflict,
} from "~db/operations/independence/settling.server";

export const meta = () => [{ title: "Settle a conflict of interest - Line of Sight" }];

/** One that was settled meanwhile is gone; both ids have to belong together. */
const openConflict: Find<OpenConflict> = async ({ db, params }) => {
  const open = params.conflictId ? await findOpenConflict(db, params.conflictId) : null;
  return open?.exerciseId === params.exerciseId ? open : null;
};

/** What can be done about it in the state it is in. */
function waysOf({ part, auditState, exerciseState, rules }: OpenConflict): Settlement[] {
  const back = part === "auditor" && (auditState === "submitted" || auditState === "selected");
  const closed = exerciseState === "closed";
  const decided = auditState === "settled" && !closed;
  const again =
    part === "moderator" && (auditState === "committed" || auditState === "panel" || decided);
  // Nobody moderates again in a closed cycle, so that what can't stand there would wait for ever.
  const stands = mayStand(rules) || (part === "moderator" && closed);
  return [
    ...(back ? (["take-back"] as const) : []),
    ...(again ? (["moderate-again"] as const) : []),
    ...(part === "taker" ? (["decide-again"] as const) : []),
    ...(stands ? (["stands"] as const) : []),
  ];
}

/** Where the work is given to someone else as any work is; null where that takes a settlement. */
function elsewhere(open: OpenConflict): { href: string; words: string } | null {
  const { part, auditState, exerciseId, auditId, exerciseState } = open;
  if (part === "taker") return null;
  if (part === "moderator") {
    return auditState === "selected"
      ? { href: paths.exercises.moderator(exerciseId, auditId), words: "Choose another moderator" }
      : null;
  }
  if (!isReleased(exerciseState)) {
    const href = paths.exercises.allocateOne(exerciseId, auditId);
    return { href, words: "Choose another auditor, or override with a reason" };
  }
  const href = paths.exercises.changeAudits(exerciseId, { do: "reallocate", audit: auditId });
  return isOpenToAuditor(auditState) ? { href, words: "Give it to another auditor" } : null;
}

/** A leader who settles it in place of a QA lead has no control room to go back to. */
const backOf = ({ exerciseId }: OpenConflict, readsExercises: boolean) =>
  readsExercises ? paths.exercises.one(exerciseId) : paths.home();

export const loader = guarded("audits.settle-conflict", openConflict, async ({ subject, may }) => ({
  back: backOf(subject, may("exercises.read")),
  exerciseTitle: subject.exerciseTitle,
  reference: subject.caseReference,
  teamName: subject.teamName,
  part: subject.part,
  personName: subject.personName,
  rules: sentenceCase(conflictRulesInWords(subject.rules, subject.part)),
  state: auditStateNames[subject.auditState],
  noticed: `${sentenceCase(noticedInWords[subject.noticedBecause])}, ${formatInstant(new Date(subject.noticedAt))}`,
  // Before the release nothing is under way that could stand: the allocation is changed instead.
  ways: isReleased(subject.exerciseState) ? waysOf(subject) : [],
  elsewhere: may("exercises.read") ? elsewhere(subject) : null,
}));

export const action = guarded("audits.settle-conflict", openConflict, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, settleConflictForm);
  if (!form.ok) return refuse(form);
  const { how, reason } = form.value;
  if (!isReleased(subject.exerciseState) || !waysOf(subject).includes(how)) {
    return refuseWith(
      form.value,
      "Choose again: the audit has moved on since you opened this page",
    );
  }
  const settle = settling[how];
  const saved = await save(db, (tx) => settle(tx, stamp, subject, reason));
  if (!saved.ok)
    return overtaken(
      form.value,
      "Look at this audit again: someone has just changed it, or is grading it",
    );
  return done(backOf(subject, guard.may("exercises.read")), doneWords[how](subject));
});

const settling = {
  stands: letStand,
  "take-back": takeBack,
  "moderate-again": moderateAgain,
  "decide-again": decideAgain,
};

const doneWords: Record<Settlement, (open: OpenConflict) => string> = {
  stands: ({ caseReference }) => `The work on ${caseReference} stands. The report names it`,
  "take-back": ({ caseReference }) => `${caseReference} is taken back. Give it to another auditor`,
  "moderate-again": ({ caseReference }) =>
    `The grades on ${caseReference} are set aside. Choose another moderator`,
  "decide-again": ({ caseReference }) =>
    `The decision on ${caseReference} waits for two people to take it again`,
};

const optionOf: Record<Settlement, { label: string; hint: string }> = {
  "take-back": {
    label: "Take it back, to be gone on with by someone else",
    hint: "All that was written goes to the new auditor, who grades anew. The grades so far stay in the history",
  },
  "moderate-again": {
    label: "Have it moderated again by someone else",
    hint: "The committed grades are set aside and stay in the history. The new moderator grades blind",
  },
  "decide-again": {
    label: "Have it decided again by two other people",
    hint: "What was recorded stays to be read. It counts once two people have taken it who may decide",
  },
  stands: {
    label: "Let it stand",
    hint: "The audit becomes final as any other. The cycle’s report names it with your reason",
  },
};

const partNames: Record<Part, string> = {
  auditor: "Auditor",
  moderator: "Moderator",
  taker: "Took the panel’s decision",
};

export default function SettleConflict() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(settleConflictForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const { back, ways } = page;
  /** There is nothing to choose between. */
  const only = ways.length === 1 ? ways[0] : undefined;
  return (
    <>
      <BackLink to={back}>{back === paths.home() ? "Home" : "The cycle"}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.exerciseTitle} title="Settle a conflict of interest" />
          <SummaryList
            rows={[
              { key: "Case", value: `${page.reference}, ${page.teamName}` },
              { key: partNames[page.part], value: page.personName },
              { key: "What counts against it", value: page.rules },
              { key: "Noticed", value: page.noticed },
              { key: "The audit is", value: page.state },
            ]}
          />
          <p className="govuk-body">
            What was written is kept. The audit can’t become final until this is settled.
          </p>
          {page.elsewhere ? (
            <p className="govuk-body">
              <Link to={page.elsewhere.href}>{page.elsewhere.words}</Link>
              {page.ways.length > 0 ? ", or settle it here:" : ""}
            </p>
          ) : null}
          {page.ways.length === 0 ? null : (
            <GovFormBody form={form}>
              {only ? (
                <>
                  <h2 className="govuk-heading-m">{optionOf[only].label}</h2>
                  <p className="govuk-body">{optionOf[only].hint}.</p>
                  <input type="hidden" name="how" value={only} />
                </>
              ) : (
                <Radios
                  {...form.field("how")}
                  legend="What is to happen?"
                  legendSize="m"
                  options={page.ways.map((way) => ({ value: way, ...optionOf[way] }))}
                />
              )}
              <TextArea {...form.field("reason")} label="Why" labelSize="s" rows={3} />
              <ButtonGroup>
                <Button>Settle it</Button>
                <Link to={back}>Not now</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
