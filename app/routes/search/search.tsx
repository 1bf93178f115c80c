import { useActionData, useLoaderData, useLocation, useSubmit } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { searchForm } from "~/forms/search";
import { readSearch } from "~/overviews/search/search.server";
import { termsOf } from "~/rules/search/search";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import type { Searched } from "~/ui/frame/search-form";
import { PageHeading } from "~/ui/page";
import { indexChanges } from "~db/search/indexing.server";
import { listReachable, searchReader } from "~db/search/sight.server";
import { Results, WhatIsFound } from "./results";
import { SearchBox } from "./search-box";

export const meta = () => [{ title: "Search - Line of Sight" }];

export const loader = guarded("search.use", noRecord, async ({ db, actor }) => {
  return { kinds: await listReachable(db, searchReader(actor)) };
});

/** Searching changes nothing; it is posted because what is looked for may name a child. */
export const action = guarded("search.use", noRecord, async ({ request, db, actor }) => {
  const form = await readForm(request, searchForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { words, kind, page } = form.value;
  const complete = await indexChanges(db);
  const found = await readSearch({ db, actor }, { terms: termsOf(words), kind, page });
  return { found: { ...found, words, kind, complete } };
});

/** Back and reloading ask for the page alone: what was searched for is taken from the browser's history. */
function useSearchAgain(isAnswered: boolean) {
  const { state } = useLocation();
  const submit = useSubmit();
  const asked = useRef(false);
  const searched: Searched | undefined = state?.searched;
  useEffect(() => {
    if (isAnswered || asked.current || !searched?.words) return;
    asked.current = true;
    submit({ ...searched }, { method: "post", replace: true, state: { searched } });
  }, [isAnswered, searched, submit]);
}

export default function Search() {
  const { kinds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const found = answer && "found" in answer ? answer.found : null;
  const outcome = answer && "errors" in answer ? answer : undefined;
  useSearchAgain(answer !== undefined);
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title="Search" />
      <SearchBox key={found?.words} words={found?.words ?? ""} outcome={outcome} />
      {found ? (
        <Results key={`${found.words} ${found.kind} ${found.page}`} found={found} />
      ) : (
        <WhatIsFound kinds={kinds} />
      )}
    </main>
  );
}
