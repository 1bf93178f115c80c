import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChain } from "~/overviews/exercises/chain.server";
import { findRoom } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import {
  exerciseKindNames,
  exerciseStateColours,
  exerciseStateNames,
} from "~/rules/exercises/exercises";
import { guarded } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { ExerciseChain } from "~/ui/exercise-chain";
import { ExerciseNav } from "~/ui/exercise-nav";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { ProgressBar } from "~/ui/progress-bar";
import { Steps } from "~/ui/steps";
import { StateTag } from "~/ui/tags";
import type { Exercise } from "~db/exercises/exercises.server";
import { Attention } from "./attention";
import { AuditTable } from "./audit-table";
import { NextMove } from "./next-move";
import { RoomFilters } from "./room-filters";
import { RoomLoads } from "./room-loads";

export const meta = () => [{ title: "Control room - Line of Sight" }];

/** What answers questions has its own pages. */
function homeOf(exercise: Exercise): string {
  if (exercise.state === "planned" || exercise.state === "drawn") {
    return paths.exercises.cases(exercise.id);
  }
  return exercise.state === "auditing"
    ? paths.exercises.grid(exercise.id)
    : paths.exercises.summary(exercise.id);
}

export const loader = guarded("exercises.read", exerciseFromUrl, async (guard) => {
  if (!guard.subject.graded) throw redirect(homeOf(guard.subject));
  const { room, provisional } = await findRoom(guard, new URL(guard.request.url).searchParams);
  await readGradesIn(guard, "list", provisional);
  return { ...room, chain: await readChain(guard, room.id) };
});

export default function ControlRoom() {
  const { chain, ...room } = useLoaderData<typeof loader>();
  const { id, kind, title, state, steps, progress, submitted, total, month, size } = room;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.programme(), label: "Programme" }, { label: title }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`${exerciseKindNames[kind]}, ${month}`}
          title={title}
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <ExerciseNav exerciseId={id} kind={kind} state={state} page="audits" />
        <WithAside
          asideLabel="What needs attention"
          aside={<Attention room={room} />}
          onPhone="after-next"
        >
          <Steps label="Where it stands" steps={steps} />
          {total > 0 && state !== "drawn" ? (
            <ProgressBar words={progress} count={submitted} of={total} />
          ) : (
            <p className="govuk-body">
              {total > 0
                ? `${counted(total, "case")} drawn${total === size ? "" : `, ${size} planned`}`
                : `${counted(size, "case")} to be drawn`}
            </p>
          )}
          <NextMove room={room} />
        </WithAside>
        <ExerciseChain boxes={chain} />
        {total > 0 ? (
          <>
            <h2 className="govuk-heading-m">Audits</h2>
            <RoomLoads room={room} />
            <RoomFilters room={room} />
            <AuditTable room={room} />
          </>
        ) : null}
      </main>
    </>
  );
}
