import { useEffect, useRef, useState } from "react";
import { paths } from "~/paths";
import { formatTime } from "~/rules/core/dates";
import { type Left, type Shown, type Watch, watchSession } from "./watch-session";

type Props = { personId: string; session: Left & { idleMinutes: number } };

/**
 * Says before the session ends that it will, and covers the page once it has: what was typed stays
 * beneath, and nobody who passes by reads it. Without scripts the session ends all the same, and
 * what is sent afterwards is carried through signing in.
 */
export function SessionWarning({ personId, session }: Props) {
  const [shown, setShown] = useState<Shown>({ state: "fine" });
  const watch = useRef<Watch | null>(null);
  useEffect(() => {
    const current = watchSession({ personId, left: session, show: setShown });
    watch.current = current;
    return current.stop;
  }, [personId, session]);
  if (shown.state === "soon") {
    return <Soon shown={shown} goOn={() => void watch.current?.goOn()} />;
  }
  if (shown.state === "ended") {
    const look = async () => watch.current?.look();
    return <Ended {...shown} idleMinutes={session.idleMinutes} look={look} />;
  }
  return null;
}

function Soon({ shown, goOn }: { shown: Extract<Shown, { state: "soon" }>; goOn: () => void }) {
  return (
    <section className="los-session-warning" aria-label="Signing out" role="alert">
      <div className="govuk-width-container los-session-warning__row">
        <p className="govuk-body los-session-warning__words">
          <strong>You will be signed out at {formatTime(shown.at)}.</strong>{" "}
          {shown.extends
            ? "Nothing has happened here for a while. What you typed stays on this page."
            : "Twelve hours are over then. Save what you are writing; what you send later is kept while you sign in again."}
        </p>
        {shown.extends ? (
          <button type="button" className="govuk-button govuk-button--secondary" onClick={goOn}>
            Stay signed in
          </button>
        ) : null}
      </div>
    </section>
  );
}

function Ended({
  someoneElse,
  idleMinutes,
  look,
}: {
  someoneElse: boolean;
  idleMinutes: number;
  look: () => Promise<void>;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="los-signed-out"
      aria-labelledby="signed-out-title"
      // The page beneath is not to be uncovered by a key.
      onCancel={(event) => event.preventDefault()}
    >
      <h2 className="govuk-heading-l" id="signed-out-title">
        {someoneElse ? "Someone else is signed in now" : "You’ve been signed out"}
      </h2>
      <p className="govuk-body">
        {someoneElse
          ? "Another account was signed in to in this browser. What you typed is kept beneath, and is not saved in their name."
          : `That happens when nothing is done for ${idleMinutes} minutes, and after twelve hours. What you typed is kept beneath.`}
      </p>
      <p className="govuk-body">
        <a
          className="govuk-link"
          href={paths.signIn(paths.signedIn())}
          target="_blank"
          rel="noreferrer"
        >
          Sign in again (opens in a new tab)
        </a>
        , then come back here.
      </p>
      <button
        type="button"
        className="govuk-button"
        onClick={() => {
          void look().then(() => setAsked(true));
        }}
      >
        Go on
      </button>
      <p className="govuk-body" role="status">
        {asked ? "Not signed in yet: sign in in the other tab first." : ""}
      </p>
    </dialog>
  );
}
