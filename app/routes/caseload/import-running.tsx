import { Form } from "@remix-run/react";
import { progressInWords, type RunningState } from "~/rules/caseload/states";
import { Button } from "~/ui/button";
import { ProgressBar } from "~/ui/progress-bar";

type Props = { state: RunningState; done: number; total: number | null; version: number };

/** How far the server is, which goes on whether or not someone looks. */
export function ImportRunning({ state, done, total, version }: Props) {
  const early = state === "reading" || state === "comparing";
  return (
    <>
      <div className="govuk-!-margin-bottom-6">
        <ProgressBar
          words={progressInWords(state, done, total)}
          count={done}
          of={Math.max(total ?? 0, done, 1)}
        />
      </div>
      <p className="govuk-body">
        You can leave this page and come back: the work goes on, and this page shows how far it is.
        {early ? " Nothing is changed before you confirm." : ""}
      </p>
      {early ? (
        <Form method="post">
          <input type="hidden" name="version" value={version} readOnly />
          <Button name="intent" value="stop" variant="secondary">
            Stop and discard
          </Button>
        </Form>
      ) : null}
    </>
  );
}
