import { changedInWords, isYou } from "~/rules/core/changed-elsewhere";
import type { Theirs } from "~/rules/core/save-queue";

type Keep = "mine" | "theirs" | "both";

/** A field that someone else changed meanwhile: both versions, and the choice between them. */
export function TwoVersions({
  id,
  label,
  theirs,
  mine,
  inWords,
  isText,
  onChoose,
}: {
  id: string;
  label: string;
  theirs: Theirs;
  mine: string;
  /** What a stored value is called: the name of a grade for its code. */
  inWords: (value: string) => string;
  isText: boolean;
  onChoose: (keep: Keep) => void;
}) {
  const version = (title: string, value: string) => (
    <div className="los-two-versions__version">
      <dt className="govuk-heading-s">{title}</dt>
      <dd className="los-as-written">{inWords(value) || "Left empty"}</dd>
    </div>
  );
  const button = (keep: Keep, words: string, look = " govuk-button--secondary") => (
    <button type="button" className={`govuk-button${look}`} onClick={() => onChoose(keep)}>
      {words}
      <span className="govuk-visually-hidden"> for {label}</span>
    </button>
  );
  const own = isYou(theirs.by);
  return (
    <div className="los-two-versions" id={`${id}-versions`}>
      <p className="govuk-body" role="alert">
        <strong>{changedInWords(theirs)}.</strong> Yours is in the field and is not saved yet.
        Choose which to keep.
      </p>
      <dl className="los-two-versions__both">
        {version(own ? "Saved on the other page" : `${theirs.by}’s`, theirs.value)}
        {version(own ? "Here" : "Mine", mine)}
      </dl>
      <div className="govuk-button-group">
        {button("mine", "Keep mine", "")}
        {button("theirs", "Use theirs")}
        {isText && theirs.value && mine ? button("both", "Put both in the field") : null}
      </div>
    </div>
  );
}
