import { Form } from "@remix-run/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { paths } from "~/paths";

/** What a search asks for, as its forms post it. */
export type Searched = { words: string; kind?: string; page?: string };

/**
 * What the browser's own history keeps of a search, for as long as the window is open: what is looked
 * for may name a child, so it is posted and stands in no address. Back finds it again by this.
 */
export function useSearched(searched: Searched) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    state: { searched: { ...searched, words: typed ?? searched.words } },
    onInput: ({ target }: FormEvent<HTMLFormElement>) => {
      if (target instanceof HTMLInputElement) setTyped(target.value);
    },
  };
}

/** A form that asks for the same words, of one kind or another page. */
export function SearchAgain({ searched, children }: { searched: Searched; children: ReactNode }) {
  const { words, kind, page } = searched;
  return (
    <Form method="post" action={paths.search()} state={{ searched }}>
      <input type="hidden" name="words" value={words} />
      {kind === undefined ? null : <input type="hidden" name="kind" value={kind} />}
      {page === undefined ? null : <input type="hidden" name="page" value={page} />}
      {children}
    </Form>
  );
}

/** The box in every page's header. */
export function HeaderSearch() {
  const kept = useSearched({ words: "" });
  return (
    <Form
      method="post"
      action={paths.search()}
      className="los-header__search"
      role="search"
      {...kept}
    >
      <label className="govuk-visually-hidden" htmlFor="header-search">
        Search findings, actions and reports
      </label>
      <input
        className="los-header__search-box"
        id="header-search"
        name="words"
        type="search"
        autoComplete="off"
      />
      <button type="submit" className="los-header__search-button">
        Search
      </button>
    </Form>
  );
}
