import { useLoaderData } from "@remix-run/react";
import { toolForm } from "~/forms/tools";
import { paths } from "~/paths";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { versionInWords } from "~/rules/tools/versions";
import { guarded } from "~/server/guard.server";
import { readForm } from "~/server/read-form.server";
import { save, saveUnlessTaken } from "~/server/save.server";
import { toolFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { History } from "~/ui/history";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { addDraft } from "~db/tools/drafts.server";
import { findVersion, listVersions, saveRetired } from "~db/tools/list.server";
import { findToolPage } from "./tool-page.server";
import { Offer, Published, Uses } from "./tool-parts";

export const meta = () => [{ title: "Audit tool - Line of Sight" }];

export const loader = guarded("tools.read", toolFromUrl, findToolPage);

export const action = guarded("tools.edit", toolFromUrl, async (guard) => {
  const { request, db, subject: tool, stamp, done } = guard;
  const form = await readForm(request, toolForm);
  const here = paths.tools.one(tool.id);
  if (!form.ok) return done(here, "Choose what to do: nothing was changed");
  const { intent } = form.value;
  if (intent !== "start") {
    const retired = intent === "retire";
    if (retired !== tool.retired) {
      // Whoever was faster meant the same.
      await save(db, (tx) => saveRetired(tx, stamp, tool, retired));
    }
    const words = retired ? "is no longer offered to new exercises" : "is offered again";
    return done(here, `${tool.name} ${words}`);
  }
  const [latest] = await listVersions(db, tool.id);
  const from = latest ? await findVersion(db, tool.id, latest.id) : null;
  if (!from) return done(here, "There is no published version to start from");
  const saved = await saveUnlessTaken(db, (tx) =>
    addDraft(tx, stamp, tool.id, {
      definition: from.definition,
      basedOnId: from.id,
      from: `version ${versionInWords(from)}`,
    }),
  );
  if (!saved.ok)
    return done(paths.tools.draft(tool.id), "Someone has already begun a draft: this is it");
  return done(
    paths.tools.draft(tool.id),
    `A draft is begun from version ${versionInWords(from)}. Nothing changes for auditors until you publish it`,
  );
});

export default function ToolPage() {
  const page = useLoaderData<typeof loader>();
  const { tool, latest, draft, mayEdit, versions } = page;
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.tools.list(), label: "Audit tools" }, { label: tool.name }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <WithAside
          asideLabel="Versions of this tool"
          aside={
            <>
              <h2 className="govuk-heading-s">Versions</h2>
              {versions.length === 0 ? <p className="govuk-body-s">None published yet.</p> : null}
              <ol className="govuk-list los-versions">
                {versions.map((version) => (
                  <li key={version.id}>
                    <Link to={paths.tools.version(tool.id, version.id)}>
                      Version {version.number}
                    </Link>
                    <div className="los-muted">
                      {version.on}
                      {version.by ? `, ${version.by}` : ""}
                    </div>
                    {version.note ? <p className="govuk-body-s">{version.note}</p> : null}
                    {version.raisedReason ? (
                      <p className="govuk-body-s">
                        Raised to a major version: {version.raisedReason}
                      </p>
                    ) : null}
                    {version.breaks ? (
                      <div>
                        <StateTag colour="purple">Breaks trends</StateTag>
                      </div>
                    ) : null}
                    {version.previousId ? (
                      <Link
                        to={paths.tools.compare(tool.id, {
                          from: version.previousId,
                          to: version.id,
                        })}
                        hidden={`in version ${version.number}`}
                      >
                        What changed
                      </Link>
                    ) : null}
                  </li>
                ))}
              </ol>
            </>
          }
        >
          <PageHeading
            caption={exerciseKindNames[tool.kind]}
            title={tool.name}
            tag={tool.retired ? <StateTag colour="grey">No longer offered</StateTag> : null}
          />
          {draft ? (
            <InsetText>
              <p className="govuk-body">
                A draft of the next version was begun by {draft.by} on {draft.on}.
              </p>
              <Button to={paths.tools.draft(tool.id)}>Go on with the draft</Button>
            </InsetText>
          ) : null}
          {latest ? <Published tool={tool} latest={latest} /> : null}
          {mayEdit && latest && !draft ? (
            <form method="post">
              <ButtonGroup>
                <Button name="intent" value="start">
                  Start a draft
                </Button>
                <Link to={paths.tools.import(tool.id)}>Import a draft from a file</Link>
              </ButtonGroup>
            </form>
          ) : null}
          <Uses page={page} />
          {mayEdit && latest ? <Offer tool={tool} /> : null}
          {page.events.length > 0 ? (
            <Details summary="History of this tool">
              <History events={page.events} none="Nothing yet." />
            </Details>
          ) : null}
        </WithAside>
      </main>
    </>
  );
}
