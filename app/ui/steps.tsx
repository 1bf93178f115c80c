import { Link } from "./link";

export type Step = {
  name: string;
  /** Where the step can be looked at, for those who may. */
  href?: string;
  state: "done" | "current" | "to-come";
  /** Replaces the words of the state ("19 of 28 submitted"). */
  words?: string;
};

const stateWords = { done: "Done", current: "Now", "to-come": "To come" };

/** Where an exercise stands: plan, draw, audit, moderate, report, respond. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="los-steps" aria-label={label}>
      {steps.map(({ name, href, state, words }) => (
        <li
          // An action may be tested again more than once.
          key={`${name} ${href} ${words}`}
          className={`los-steps__item los-steps__item--${state}`}
          aria-current={state === "current" ? "step" : undefined}
        >
          <span className="los-steps__name">{href ? <Link to={href}>{name}</Link> : name}</span>
          <span className="los-steps__state">{words ?? stateWords[state]}</span>
        </li>
      ))}
    </ol>
  );
}
