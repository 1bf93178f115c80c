import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { logFilters } from "~/forms/learning-log";
import { deleteViewForm, saveViewForm } from "~/forms/trends";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { mostViews } from "~/rules/reports/trends-choices";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save, saveUnlessTaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { addSavedView, listSavedViews, removeSavedView } from "~db/reports/saved-views.server";

export const meta = () => [{ title: "Your views of the learning log - Line of Sight" }];

/** What the log was asked for, without what it does not know and without its page; "" for all. */
function askedOf(request: Request): string {
  const { searchParams } = new URL(request.url);
  const { page: _, ...known } = logFilters.parse(Object.fromEntries(searchParams));
  const given = Object.entries(known).filter(([key, value]) => value && searchParams.has(key));
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}

export const loader = guarded(
  "learning-log.save-view",
  noRecord,
  async ({ request, db, actor }) => {
    const views = await listSavedViews(db, actor.id, "log");
    return {
      shown: askedOf(request),
      views: views.map(({ id, name, query }) => ({
        ...{ id, name, path: `${paths.log.list()}?${query}` },
      })),
    };
  },
);

export const action = guarded("learning-log.save-view", noRecord, async (guard) => {
  const { request, db, actor, done } = guard;
  const stamp = { ...guard.stamp, actorId: actor.id };
  const views = await listSavedViews(db, actor.id, "log");
  if ((await readIntent(request)) === "delete") {
    const form = await readForm(request, deleteViewForm);
    if (!form.ok) return refuse(form);
    const view = views.find(({ id }) => id === form.value.viewId);
    const saved = view && (await save(db, (tx) => removeSavedView(tx, stamp, view)));
    return done(
      paths.log.views(),
      saved?.ok ? "The view is deleted" : "It was deleted already: nothing was changed",
    );
  }
  const form = await readForm(request, saveViewForm);
  if (!form.ok) return refuse(form);
  const query = askedOf(request);
  const taken = "Choose another name: you have a view with this one";
  if (query === "") return refuseWith(form.typed, "Choose filters in the log, and save it there");
  if (views.some(({ name }) => name === form.value.name))
    return refuseWith(form.typed, taken, "name");
  if (views.length >= mostViews)
    return refuseWith(form.typed, `Delete a view first: you have ${counted(mostViews, "view")}`);
  const { name } = form.value;
  const saved = await saveUnlessTaken(db, (tx) =>
    addSavedView(tx, stamp, { name, query, page: "log" }),
  );
  if (!saved.ok) return overtaken(form.typed, taken, "name");
  return done(`${paths.log.list()}?${query}`, "The view is saved");
});

export default function SavedViews() {
  const { views, shown } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const back = shown ? `${paths.log.list()}?${shown}` : paths.log.list();
  return (
    <>
      <BackLink to={back}>Learning log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Your views of the learning log"
            errors={shown ? undefined : outcome?.errors}
            lead="A view keeps the filters you chose, under a name that you alone see."
          />
          {shown ? <SaveView back={back} /> : null}
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
              {
                header: "Delete",
                cell: ({ id, name }) => (
                  <form method="post" action={paths.log.views()}>
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

function SaveView({ back }: { back: string }) {
  const form = useGovForm({
    check: (entries) => parseForm(saveViewForm, entries),
    stored: { name: "" },
    outcome: useActionData<typeof action>(),
  });
  return (
    <GovFormBody form={form}>
      <TextField {...form.field("name")} label="What is this view called?" />
      <ButtonGroup>
        <Button>Save the view</Button>
        <Link to={back}>Cancel</Link>
      </ButtonGroup>
    </GovFormBody>
  );
}
