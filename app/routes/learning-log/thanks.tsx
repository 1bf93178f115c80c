import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { answerThanksForm } from "~/forms/good-practice";
import { paths } from "~/paths";
import { dateOf, formatDate } from "~/rules/core/dates";
import {
  movesOf,
  type Standing,
  type ThanksMove,
  thanksStateColours,
  thanksStateNames,
} from "~/rules/learning-log/good-practice";
import { type Guarded, guarded } from "~/server/guard.server";
import { thanksFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import type { Thanks } from "~db/learning-log/good-practice.server";
import { moveThanks } from "~db/learning-log/thanks-deeds.server";

export const meta = () => [{ title: "Thanks - Line of Sight" }];

const standingOf = ({ actor, subject, may }: Guarded<Thanks>): Standing => ({
  isWorker: subject.workerId === actor.id,
  managesTeam: may("learning-log.agree-thanks", subject.access),
  runs: may("learning-log.keep-good-practice", subject.access),
});

export const loader = guarded("learning-log.read-thanks", thanksFromUrl, async (guard) => {
  const { db, subject, may } = guard;
  const { areas, themes } = await listVocabulary(db);
  const { access: _, ...thanks } = subject;
  const who = standingOf(guard);
  return {
    thanks,
    isWorker: who.isWorker,
    about: [nameOf(areas, thanks.area), nameOf(themes, thanks.theme)].filter(Boolean).join(" · "),
    moves: may("learning-log.answer-thanks", subject.access) ? movesOf(thanks.state, who) : [],
  };
});

const doneWords: Record<ThanksMove, string> = {
  ask: "They are asked",
  consent: "Thank you. Your manager is asked as well before anyone else reads it",
  agree: "It is in the collection of good practice",
  decline: "It is not shared with anyone else",
  withdraw: "It is withdrawn from the collection",
};

export const action = guarded("learning-log.answer-thanks", thanksFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, answerThanksForm);
  if (!form.ok) return refuse(form);
  const { version, move, named } = form.value;
  const late = "This was answered a moment ago. Read how it stands now";
  if (!movesOf(subject.state, standingOf(guard)).includes(move)) return overtaken(form.typed, late);
  const saved = await save(db, (tx) => moveThanks(tx, stamp, { ...subject, version }, move, named));
  if (!saved.ok) return overtaken(form.typed, late);
  return done(paths.learning.thanks(subject.id), doneWords[move]);
});

const buttons: Record<ThanksMove, { label: string; variant?: "secondary" | "warning" }> = {
  ask: { label: "Ask them" },
  consent: { label: "Yes, share it" },
  agree: { label: "Agree to share it" },
  decline: { label: "Don’t share it", variant: "secondary" },
  withdraw: { label: "Withdraw it from the collection", variant: "warning" },
};

export default function ThanksPage() {
  const { thanks, isWorker, about, moves } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(answerThanksForm, entries),
    stored: {},
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.learning.goodPractice()}>Good practice</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={isWorker ? "Thanks to you" : thanks.teamName}
            title={isWorker ? `${thanks.givenBy} thanks you` : `Thanks to ${thanks.workerName}`}
            tag={
              thanks.state === "thanked" ? undefined : (
                <StateTag colour={thanksStateColours[thanks.state]}>
                  {thanksStateNames[thanks.state]}
                </StateTag>
              )
            }
          />
          <blockquote className="govuk-inset-text los-as-typed govuk-!-margin-top-0">
            {thanks.thanks}
          </blockquote>
          <p className="govuk-hint">
            {isWorker ? "" : `${thanks.givenBy}, `}
            {formatDate(dateOf(thanks.givenAt))}
            {about ? ` · ${about}` : ""}
          </p>
          {thanks.entry ? (
            <>
              <h2 className="govuk-heading-m">How others would read it</h2>
              <p className="govuk-body los-as-typed">{thanks.entry}</p>
              <WhereItStands thanks={thanks} isWorker={isWorker} />
            </>
          ) : null}
          {moves.length > 0 ? (
            <GovFormBody form={form} version={thanks.version}>
              {moves.includes("consent") ? (
                <Checkboxes
                  {...form.list("named")}
                  legend="Your name"
                  hideLegend
                  small
                  options={[{ value: "yes", label: "With my name beside it" }]}
                />
              ) : null}
              <ButtonGroup>
                {moves.map((move) => (
                  <Button key={move} variant={buttons[move].variant} name="move" value={move}>
                    {buttons[move].label}
                  </Button>
                ))}
              </ButtonGroup>
            </GovFormBody>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["thanks"];

/** Who has still to agree, and what can be done later. */
function WhereItStands({ thanks, isWorker }: { thanks: Shown; isWorker: boolean }) {
  const { state, workerName, workerIsHere, named } = thanks;
  const who = isWorker ? "you" : workerName;
  const words: Partial<Record<typeof state, string>> = {
    asked: isWorker
      ? "May it be shared with everyone who works here? Your manager is asked after you. You can withdraw it later."
      : workerIsHere
        ? `It waits for ${workerName}’s answer.`
        : `${workerName} no longer works here and can’t answer: it can’t be shared.`,
    consented: `${isWorker ? "You" : workerName} agreed, ${named ? "with" : "without"} ${isWorker ? "your" : "their"} name. The manager of the team is asked as well.`,
    shared: `Everyone who works here can read it, ${named ? `with ${who === "you" ? "your" : "their"} name` : "without a name"}. ${isWorker ? "You" : "The worker"} or the manager can withdraw it at any time.`,
    declined: "It is not shared.",
    withdrawn: "It was shared, and is no longer.",
  };
  return words[state] ? <InsetText>{words[state]}</InsetText> : null;
}
