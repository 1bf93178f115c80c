import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { shareObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import {
  missingToShare,
  observationPointNames,
  observationTitle,
  pointsIn,
} from "~/rules/observations/observations";
import { guarded } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import {
  findObservation,
  type Observation,
  shareObservation,
} from "~db/observations/observations.server";
import { isTiedToObserved } from "~db/observations/ties.server";
import { ObservationWords } from "./observation-words";
import { changedElsewhere, refuseMove } from "./state.server";
import { toldOf } from "./told.server";

export const meta = () => [{ title: "Check before it is shared - Observation - Line of Sight" }];

const isOut = "This observation can’t be shared";

const missingOf = (one: Observation): string[] =>
  Object.values(missingToShare({ ...one, observed: one.observed.map(({ id }) => id) }));

export const loader = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { db, subject } = guard;
  const { id, version, kind, observedOn, teamName, about } = subject;
  return {
    ...{ id, version, teamName, about, title: observationTitle(kind, observedOn) },
    told: await toldOf(guard),
    points: [
      { name: observationPointNames.strength, lines: pointsIn(subject.strengths) },
      { name: observationPointNames.develop, lines: pointsIn(subject.toDevelop) },
    ],
    names: subject.observed.map(({ name }) => name),
    missing: missingOf(subject),
    isTied: await isTiedToObserved(db, subject),
  };
});

export const action = guarded("observations.write", observationFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const here = paths.observations.one(subject.id);
  const shared = "It is shared with whoever you observed, and they are told";
  // Pressed twice: it is out.
  if (subject.state === "shared") return done(here, shared);
  refuseMove(guard, "share", isOut);
  const form = await readForm(request, shareObservationForm);
  if (!form.ok) return refuse(form);
  const missing = missingOf(subject);
  if (missing.length > 0) return refuse({ errors: { "": missing.join(". ") }, typed: form.typed });
  const isTied = await isTiedToObserved(db, subject);
  if (isTied && !form.value.conflictReason)
    return refuse({
      errors: { conflictReason: "Enter why it was right that you observed" },
      typed: form.typed,
    });
  const saved = await save(db, (tx) =>
    shareObservation(tx, { ...stamp, actorId: actor.id }, subject, {
      version: form.value.version,
      conflictReason: isTied ? form.value.conflictReason : "",
    }),
  );
  if (!saved.ok && (await findObservation(db, subject.id))?.state !== "shared")
    return overtaken(form.typed, changedElsewhere);
  return done(here, shared);
});

export default function ShareObservation() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(shareObservationForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.observations.write(page.id);
  return (
    <>
      <BackLink to={back}>Write on</BackLink>
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${page.title}${page.about ? `: ${page.about}` : ""}, ${page.teamName}`}
            title="Check and share"
            lead={
              page.names.length > 0
                ? `${andList(page.names)} will read this, and whoever manages them. It stays as it is once it is shared.`
                : undefined
            }
          />
          {page.missing.length > 0 ? (
            <InsetText>
              <p className="govuk-body">Before you can share it:</p>
              <ul className="govuk-list govuk-list--bullet">
                {page.missing.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </InsetText>
          ) : null}
          {page.points
            .filter(({ lines }) => lines.length > 0)
            .map(({ name, lines }) => (
              <section key={name}>
                <h2 className="govuk-heading-m">{name}</h2>
                <ul className="govuk-list govuk-list--bullet">
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
            ))}
          <ObservationWords told={page.told} />
          {page.missing.length > 0 ? (
            <Button to={back}>Go on writing</Button>
          ) : (
            <GovFormBody form={form} version={page.version}>
              {page.isTied ? (
                <>
                  <WarningText>
                    You have declared a conflict of interest with someone you observed, or with this
                    case.
                  </WarningText>
                  <TextArea
                    {...form.field("conflictReason")}
                    label="Why was it right that you observed?"
                    hint="It is shown with the observation."
                    rows={3}
                  />
                </>
              ) : null}
              <ButtonGroup>
                <Button>Share it</Button>
                <Link to={back}>Change it first</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
