import { paths } from "~/paths";
import type { StartingStep, StepKey } from "~/rules/home/getting-started";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";

/** Where each step is done: those of a cycle once there is one. */
const hrefOf = (key: StepKey, cycleId: string | null): string => {
  const ofCycle = (page: (id: string) => string) =>
    cycleId === null ? paths.exercises.planCore() : page(cycleId);
  const hrefs: Record<StepKey, string> = {
    teams: paths.people.teams(),
    staff: paths.people.import(),
    invite: paths.people.invitations(),
    tool: paths.tools.list(),
    caseload: paths.caseload.import(),
    plan: ofCycle(paths.exercises.edit),
    draw: ofCycle(paths.exercises.draw),
    allocate: ofCycle(paths.exercises.allocate),
    release: ofCycle(paths.exercises.release),
  };
  return hrefs[key];
};

/** The steps of a new installation to its first audit cycle, with where each stands. */
export function GettingStarted({
  steps,
  cycleId,
}: {
  steps: StartingStep[];
  cycleId: string | null;
}) {
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <section aria-labelledby="getting-started">
      <h2 className="govuk-heading-m" id="getting-started">
        Getting started
      </h2>
      <p className="govuk-body">
        {done} of {steps.length} steps to your first audit cycle are done. This list goes once the
        cycle is released.
      </p>
      <TaskList
        id="getting-started"
        tasks={steps.map(({ key, title, open, hint, state, whose }) => ({
          title,
          href: open ? hrefOf(key, cycleId) : undefined,
          hint: whose && state !== "done" ? `${hint}. For ${whose}` : hint,
          status:
            state === "done" ? (
              "Done"
            ) : state === "later" ? (
              "Cannot start yet"
            ) : (
              <StateTag colour={whose ? "grey" : "blue"}>To do</StateTag>
            ),
          cannotStart: state === "later",
        }))}
      />
    </section>
  );
}
