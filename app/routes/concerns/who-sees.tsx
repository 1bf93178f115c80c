/**
 * Tells who raised a concern on whose home page it stands now: those who are told and can sign in.
 * Whom nothing here reaches has to be phoned, and so has someone where there is nobody at all.
 */
import { andList, plural } from "~/rules/core/words";
export function WhoSees({ alerted }: { alerted: { name: string; reached: boolean }[] }) {
  const names = (reached: boolean) =>
    alerted.filter((one) => one.reached === reached).map(({ name }) => name);
  const seeing = names(true);
  const missed = names(false);
  return (
    <>
      {seeing.length > 0 ? (
        <p className="govuk-body">
          {andList(seeing)} can see this on their home pages now. If nobody has called you back,
          phone again.
        </p>
      ) : null}
      {missed.length > 0 ? (
        <p className="govuk-body">
          {andList(missed)} {plural(missed.length, "has", "have")} no account, so this page does not
          reach them: phone them.
        </p>
      ) : null}
      {seeing.length === 0 ? (
        <p className="govuk-body govuk-!-font-weight-bold">
          Nobody who is told can read this here. Phone until you have spoken to someone who acts:
          the manager on duty, or out of hours the emergency duty team.
        </p>
      ) : null}
    </>
  );
}
