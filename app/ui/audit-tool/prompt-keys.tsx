import { type KeyboardEvent, useEffect, useState } from "react";
import { Details } from "../notices";

const answers: Record<string, string> = {
  y: "yes",
  p: "partly",
  n: "no",
  a: "not-applicable",
};
const kept = "los-prompt-keys";

/** Whether this browser keeps what a person likes; private windows may not. */
const remembered = (): string | null => {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
};

function remember(on: boolean): void {
  try {
    localStorage.setItem(kept, on ? "on" : "off");
  } catch {
    // It holds for this page then.
  }
}

const promptsIn = (group: Element): HTMLElement[] =>
  [...group.querySelectorAll<HTMLElement>(".los-prompt")].filter((prompt) => !prompt.hidden);

const focusOn = (prompt: HTMLElement | undefined) =>
  (
    prompt?.querySelector<HTMLElement>("input:checked") ??
    prompt?.querySelector<HTMLElement>("input, select, textarea")
  )?.focus();

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !["radio", "checkbox"].includes(target.type));

/** What a key does while the focus is in the prompts: one letter answers, one goes on. */
function press(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
  const prompt = (target as Element).closest<HTMLElement>(".los-prompt");
  const prompts = promptsIn(currentTarget);
  const at = prompt ? prompts.indexOf(prompt) : -1;
  if (key === "j" || key === "k") {
    focusOn(prompts[at + (key === "j" ? 1 : -1)]);
  } else if (prompt) {
    const radios = [...prompt.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    const radio = /^[1-9]$/.test(key)
      ? radios[Number(key) - 1]
      : radios.find(({ value }) => value === answers[key]);
    if (!radio) return;
    radio.focus();
    radio.click();
  } else return;
  event.preventDefault();
}

/** The shortcuts of a group of prompts: what to put on the group, and the help that stands in it. */
export function usePromptKeys() {
  // Null until the scripts run: without them there are no shortcuts to explain.
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => setOn(remembered() !== "off"), []);
  const change = (wanted: boolean) => {
    setOn(wanted);
    remember(wanted);
  };
  return {
    onKeyDown: on ? press : undefined,
    help: on === null ? null : <KeysHelp on={on} onChange={change} />,
  };
}

const keys = [
  ["y", "Yes"],
  ["p", "Partly"],
  ["n", "No"],
  ["a", "Not applicable"],
  ["1 to 9", "The first to the ninth answer of a list"],
  ["j", "Next question"],
  ["k", "Question before"],
] as const;

function KeysHelp({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <div className="los-no-print">
      <Details summary={`Keyboard shortcuts${on ? "" : ": off"}`}>
        <p className="govuk-body">
          They work while an answer of one of these questions has the focus, and nowhere else.
        </p>
        <dl className="los-keys">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <button
          type="button"
          className="govuk-button govuk-button--secondary"
          onClick={() => onChange(!on)}
        >
          Turn shortcuts {on ? "off" : "on"}
        </button>
      </Details>
    </div>
  );
}
