/**
 * Owns the one summary of what is wrong on a page: above its heading, in the order of its fields,
 * whichever form they stand in. The server's answer is in it without scripts too; with them, what
 * the browser's own checks find.
 */
import { useActionData, useMatches } from "@remix-run/react";
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";

export type FieldErrors = Record<string, string>;

/** What a page with fields on other pages gives as its `handle`: where a mistake leads. */
export type ErrorHandle = {
  errorHref?: (name: string, params: Record<string, string | undefined>) => string;
};

/** What each form of the page finds wrong, once scripts run; on a server it is never written to. */
const byForm = new Map<string, FieldErrors>();
let shown: FieldErrors | null = null;
const listeners = new Set<() => void>();

function say(formId: string, errors: FieldErrors | null) {
  if (errors) byForm.set(formId, errors);
  else byForm.delete(formId);
  shown = byForm.size === 0 ? null : inPageOrder(Object.assign({}, ...byForm.values()));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What is said of no field first; what stands on another page last. */
function inPageOrder(errors: FieldErrors): FieldErrors {
  const placed = Object.entries(errors).map((entry) => ({
    entry,
    field: document.getElementById(entry[0]),
  }));
  placed.sort((a, b) => {
    if (a.entry[0] === "" || b.entry[0] === "") return a.entry[0] === "" ? -1 : 1;
    if (!a.field || !b.field) return Number(!a.field) - Number(!b.field);
    return a.field.compareDocumentPosition(b.field) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
  return Object.fromEntries(placed.map(({ entry }) => entry));
}

const useAfterLayout = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** Has the page's summary show what is wrong with this form; the errors are one object till they change. */
export function useSaidOnPage(formId: string, errors: FieldErrors) {
  useAfterLayout(() => {
    say(formId, errors);
    return () => say(formId, null);
  }, [formId, errors]);
}

/** Above the heading; `answered` where a page is asked with a query and its loader finds mistakes. */
export function PageErrors({ answered }: { answered?: FieldErrors }) {
  const summary = useRef<HTMLDivElement>(null);
  const action = useActionData() as { errors?: FieldErrors } | undefined;
  const match = useMatches().at(-1);
  const found = useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
  const errors = found ?? answered ?? action?.errors;
  const entries = Object.entries(errors ?? {});
  const isWrong = entries.length > 0;
  useEffect(() => {
    if (errors && isWrong) summary.current?.focus();
  }, [errors, isWrong]);
  if (!isWrong) return null;
  const { errorHref } = (match?.handle ?? {}) as ErrorHandle;
  const hrefOf = (name: string) => errorHref?.(name, match?.params ?? {}) ?? `#${name}`;
  return (
    // biome-ignore lint/a11y/noAutofocus: GOV.UK moves the focus to the summary; without scripts only this does
    <div className="govuk-error-summary" ref={summary} tabIndex={-1} autoFocus>
      <div role="alert">
        <h2 className="govuk-error-summary__title">There is a problem</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {entries.map(([name, message]) => (
              <li key={name}>{name ? <a href={hrefOf(name)}>{message}</a> : message}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
