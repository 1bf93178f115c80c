import type { ReactNode } from "react";
import { paths } from "~/paths";
import type { SaveQueue, Trouble } from "~/rules/core/save-queue";

/** Why saving does not go on, kept in view until it does. The words are said once, aloud too. */
export function SaveTrouble({ id, queue }: { id: string; queue: SaveQueue | null }) {
  const trouble = queue?.trouble;
  return (
    <div className="los-save-trouble los-no-print" id={id} tabIndex={-1} role="alert">
      {trouble ? <TroubleWords trouble={trouble} /> : null}
    </div>
  );
}

const kept = "What you typed is kept on this page";

function TroubleWords({ trouble }: { trouble: Trouble }) {
  switch (trouble.kind) {
    case "unreachable":
      return (
        <Words title="You’re not connected">
          {kept} and will be saved when the connection is back. Keep this page open.
        </Words>
      );
    case "signed-out":
      return (
        <Words title="You’ve been signed out">
          {kept}.{" "}
          <a
            className="govuk-link govuk-link--inverse"
            href={paths.signIn(paths.signedIn())}
            target="_blank"
            rel="noreferrer"
          >
            Sign in again in a new tab
          </a>{" "}
          and come back: it is then saved by itself.
        </Words>
      );
    case "other-person":
      return (
        <Words title="Someone else is signed in now">
          {trouble.words} {kept}. Sign out there, sign in again as yourself and come back.
        </Words>
      );
    case "closed":
      return (
        <Words title="This can’t be saved any more">
          {trouble.words} {kept} until you leave it: copy what you still need.
        </Words>
      );
  }
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="los-save-trouble__words">
      <p className="los-save-trouble__title">{title}</p>
      <p className="los-save-trouble__text">{children}</p>
    </div>
  );
}
