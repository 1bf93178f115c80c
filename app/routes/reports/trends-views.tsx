import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { deleteViewForm, saveViewForm } from "~/forms/trends";
import {
  choiceInWords,
  findTrendsOptions,
  readChoiceAmong,
} from "~/overviews/reports/trends.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { mostViews, trendsQuery } from "~/rules/reports/trends-choices";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save, saveUnlessTaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import type { Db } from "~db/core/open.server";
import { addSavedView, listSavedViews, removeSavedView } from "~db/reports/saved-views.server";

export const meta = () => [{ title: "Your views of trends - Line of Sight" }];

/** What a query shows, as an address and in words; null for what can't be shown as it is asked. */
async function viewsAmong(db: Db) {
  const options = await findTrendsOptions(db);
  return (asked: string) => {
    const { value: choice, errors } = readChoiceAmong(options, new URLSearchParams(asked));
    if (Object.keys(errors).length > 0) return null;
    return { query: trendsQuery(choice), words: choiceInWords(choice, options) };
  };
}

export const loader = guarded("trends.save-view", noRecord, async ({ request, db, actor }) => {
  const { search } = new URL(request.url);
  const viewOf = await viewsAmong(db);
  const views = (await listSavedViews(db, actor.id)).map(({ id, name, query }) => ({
    ...{ id, name, path: `${paths.trends()}?${query}` },
    words: viewOf(query)?.words ?? "Some of what it showed is no longer there",
  }));
  return { views, shown: search.length > 1 ? viewOf(search) : null };
});

export const action = guarded("trends.save-view", noRecord, async (guard) => {
  const { request, db, actor, done } = guard;
  const stamp = { ...guard.stamp, actorId: actor.id };
  const views = await listSavedViews(db, actor.id);
  if ((await readIntent(request)) === "delete") {
    const form = await readForm(request, deleteViewForm);
    if (!form.ok) return refuse(form);
    const view = views.find(({ id }) => id === form.value.viewId);
    const saved = view && (await save(db, (tx) => removeSavedView(tx, stamp, view)));
    return done(
      paths.trendsViews(),
      saved?.ok ? "The view is deleted" : "It was deleted already: nothing was changed",
    );
  }
  const form = await readForm(request, saveViewForm);
  if (!form.ok) return refuse(form);
  const { name } = form.value;
  const shown = (await viewsAmong(db))(new URL(request.url).search);
  if (!shown)
    return refuseWith(form.typed, "Open the view on the trends page again, and save it there");
  const query = new URLSearchParams(shown.query).toString();
  const same = views.find((view) => view.name === name);
  const back = `${paths.trends()}?${query}`;
  if (same?.query === query) return done(back, "The view is saved");
  if (same)
    return refuseWith(form.typed, "Choose another name: you have a view with this one", "name");
  if (views.length >= mostViews)
    return refuseWith(form.typed, `Delete a view first: you have ${counted(mostViews, "view")}`);
  const saved = await saveUnlessTaken(db, (tx) => addSavedView(tx, stamp, { name, query }));
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Choose another name: you have just saved a view with this one",
      "name",
    );
  return done(back, "The view is saved");
});

export default function TrendsViews() {
  const { views, shown } = useLoaderData<typeof loader>();
  const back = shown ? paths.trends(shown.query) : paths.trends();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={back}>Trends</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Your views of trends"
            errors={shown ? undefined : outcome?.errors}
            lead="A view keeps what you chose, under a name that you alone see. It always shows the figures as they are."
          />
          {shown ? <SaveView words={shown.words} back={back} /> : null}
        </TwoThirds>
        {views.length === 0 ? (
          <p className="govuk-body">You have saved none yet.</p>
        ) : (
          <Table
            caption="Your views, by name"
            rows={views}
            rowKey={({ id }) => id}
            onNarrow="lines"
            columns={[
              {
                header: "View",
                rowHeader: true,
                cell: ({ name, path }) => <Link to={path}>{name}</Link>,
              },
              { header: "Shows", ownLine: true, cell: ({ words }) => words },
              {
                header: "Delete",
                cell: ({ id, name }) => (
                  <form method="post" action={paths.trendsViews()}>
                    <input type="hidden" name="viewId" value={id} readOnly />
                    <Button name="intent" value="delete" variant="secondary" hidden={name}>
                      Delete
                    </Button>
                  </form>
                ),
              },
            ]}
          />
        )}
      </main>
    </>
  );
}

function SaveView({ words, back }: { words: string; back: string }) {
  const form = useGovForm({
    check: (entries) => parseForm(saveViewForm, entries),
    stored: { name: "" },
    outcome: useActionData<typeof action>(),
  });
  return (
    <GovFormBody form={form}>
      <p className="govuk-body">{words}</p>
      <TextField {...form.field("name")} label="What is this view called?" />
      <ButtonGroup>
        <Button>Save the view</Button>
        <Link to={back}>Cancel</Link>
      </ButtonGroup>
    </GovFormBody>
  );
}
