import { useEffect, useRef } from "react";
import type { Result, SearchPage } from "~/overviews/search/search.server";
import { andList, sentenceCase } from "~/rules/core/words";
import type { Piece } from "~/rules/search/marks";
import {
  foundInWords,
  mostFound,
  type SearchKind,
  searchKindNames,
  sumOf,
} from "~/rules/search/search";
import { SearchAgain } from "~/ui/frame/search-form";
import { Link } from "~/ui/link";
import { EmptyState, InsetText } from "~/ui/notices";
import { StateTag } from "~/ui/tags";

export type Found = SearchPage & { words: string; kind: SearchKind | null; complete: boolean };

const inSentence = (kinds: readonly SearchKind[]): string =>
  andList(kinds.map((kind) => searchKindNames[kind].many.toLowerCase()));

/** What this person can find at all. */
export function WhatIsFound({ kinds }: { kinds: readonly SearchKind[] }) {
  return (
    <p className="govuk-body">
      You can find {inSentence(kinds)}, as far as you may open them.
      {kinds.includes("finding") ? " Findings of an audit are found once it is final." : ""}
    </p>
  );
}

export function Results({ found }: { found: Found }) {
  const { kinds, kind, words, page, pages, results, complete } = found;
  const all = sumOf(kinds);
  const chosen = kinds.find((one) => one.kind === kind) ?? all;
  const heading = useRef<HTMLHeadingElement>(null);
  // Said to whoever does not see it; after the frame, which moves the focus to a new page's beginning.
  useEffect(() => {
    const soon = setTimeout(() => heading.current?.focus({ preventScroll: true }));
    return () => clearTimeout(soon);
  }, []);
  return (
    <section aria-labelledby="results">
      <h2 className="govuk-heading-m los-search__count" id="results" tabIndex={-1} ref={heading}>
        {inHeading(chosen, kind, words)}
      </h2>
      {complete ? null : (
        <InsetText>
          Many records have changed just now and are still being added to the search. Search again
          in a minute to find them all.
        </InsetText>
      )}
      {all.count === 0 ? (
        <NothingFound kinds={kinds.map((one) => one.kind)} />
      ) : (
        <>
          <Kinds found={found} />
          {chosen.more ? (
            <p className="govuk-body">
              The first {mostFound} of a kind are listed. Add a word to find fewer.
            </p>
          ) : null}
          <ol className="los-search__results">
            {results.map((one) => (
              <OneResult key={`${one.kind} ${one.id}`} {...one} />
            ))}
          </ol>
          <Pages {...{ page, pages, words, kind }} />
        </>
      )}
    </section>
  );
}

function inHeading(counted: ReturnType<typeof sumOf>, kind: SearchKind | null, words: string) {
  const { one, many } = kind ? searchKindNames[kind] : { one: "Result", many: "Results" };
  if (counted.count === 0) return `Nothing found for “${words}”`;
  const name = (counted.count === 1 ? one : many).toLowerCase();
  const count = foundInWords(counted);
  return `${sentenceCase(count)} ${name} for “${words}”`;
}

function NothingFound({ kinds }: { kinds: readonly SearchKind[] }) {
  return (
    <EmptyState title="No record that you may open has all these words">
      <p className="govuk-body">Check the spelling, or look for fewer words or a beginning.</p>
      <WhatIsFound kinds={kinds} />
    </EmptyState>
  );
}

/** How many of each kind there are; one press shows those alone. */
function Kinds({ found: { kinds, kind, words } }: { found: Found }) {
  const chips = [
    { kind: "", name: "All", counted: sumOf(kinds), isChosen: kind === null },
    ...kinds
      .filter(({ count }) => count > 0)
      .map((one) => ({
        kind: one.kind,
        name: searchKindNames[one.kind].many,
        counted: one,
        isChosen: one.kind === kind,
      })),
  ];
  return (
    <ul className="los-search__kinds" aria-label="Kinds of result">
      {chips.map((chip) => (
        <li key={chip.kind}>
          <SearchAgain searched={{ words, kind: chip.kind }}>
            <button type="submit" className="los-search__kind" aria-pressed={chip.isChosen}>
              {chip.name} ({foundInWords(chip.counted)})
            </button>
          </SearchAgain>
        </li>
      ))}
    </ul>
  );
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, marked }, at) =>
    // Pieces have no names; they stand in their order.
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
  );
}

function OneResult({ kind, title, snippet, href, of, on, state }: Result) {
  return (
    <li className="los-search__result">
      <h3 className="los-search__title">
        <Link to={href}>
          <Marked pieces={title} />
        </Link>
      </h3>
      {snippet.length > 0 ? (
        <p className="los-search__snippet">
          <Marked pieces={snippet} />
        </p>
      ) : null}
      <p className="los-search__facts">
        <span>
          {[searchKindNames[kind].one, ...of].join(" · ")} ·{" "}
          <span className="los-nowrap">{on}</span>
        </span>
        {state ? <StateTag colour={state.colour}>{state.words}</StateTag> : null}
      </p>
    </li>
  );
}

function Pages({
  page,
  pages,
  words,
  kind,
}: Pick<Found, "page" | "pages" | "words"> & { kind: SearchKind | null }) {
  if (pages <= 1) return null;
  const to = (number: number, label: string) => (
    <SearchAgain searched={{ words, kind: kind ?? "", page: String(number) }}>
      <button type="submit" className="govuk-button govuk-button--secondary">
        {label}
        <span className="govuk-visually-hidden"> page of results</span>
      </button>
    </SearchAgain>
  );
  return (
    <nav className="los-search__pages" aria-label="Pages of results">
      {page > 1 ? to(page - 1, "Previous") : null}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages ? to(page + 1, "Next") : null}
    </nav>
  );
}
