import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { publishForm } from "~/forms/tools";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { counted, plural } from "~/rules/core/words";
import { compareTools, partsOf } from "~/rules/tools/compare-tools";
import {
  breaksTrends,
  nextVersion,
  proposeVersion,
  settleLevel,
  versionInWords,
} from "~/rules/tools/versions";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { saveUnlessTaken } from "~/server/save.server";
import { draftFromUrl } from "~/server/tool-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { WithAside } from "~/ui/page";
import { findVersion, listUses, listVersions } from "~db/tools/list.server";
import { publishDraft } from "~db/tools/publishing.server";
import { ChangeList } from "./change-list";
import { type Drafted, findProblems } from "./draft.server";
import { DraftPage } from "./draft-frame";

export const meta = () => [{ title: "Publish an audit tool - Line of Sight" }];

/** What publishing the draft as it stands would mean. */
async function weigh(guard: Guarded<Drafted>) {
  const { db, subject } = guard;
  const [newest] = await listVersions(db, subject.id);
  const published = newest ? await findVersion(db, subject.id, newest.id) : null;
  const { definition } = subject.draft;
  const changes = published ? compareTools(published.definition, definition) : [];
  return {
    published,
    changes,
    problems: await findProblems(guard),
    proposal: proposeVersion(changes, published),
  };
}

export const loader = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { db, subject } = guard;
  const { published, changes, problems, proposal } = await weigh(guard);
  if (problems.length > 0 || proposal.level === null) throw redirect(paths.tools.draft(subject.id));
  const uses = await listUses(db, subject.id);
  return {
    toolId: subject.id,
    toolName: subject.name,
    draftId: subject.draft.id,
    version: subject.draft.version,
    core: subject.kind === "core",
    published: published && { id: published.id, number: versionInWords(published) },
    level: proposal.level,
    reasons: proposal.reasons,
    next: versionInWords(proposal.next),
    raised: published && versionInWords(nextVersion(published, "major")),
    breaks: breaksTrends(proposal.level, published),
    parts: partsOf(changes),
    planned: uses
      .filter(({ state }) => state === "planned")
      .map(({ exerciseId, title, month }) => ({
        id: exerciseId,
        title,
        month: formatMonth(month),
      })),
    running: uses.filter(({ state }) => state !== "planned" && state !== "closed").length,
  };
});

export const action = guarded("tools.edit", draftFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, publishForm);
  if (!form.ok) return refuse(form);
  const { version, note, raise, reason } = form.value;
  const typed = { note, reason, raise: raise ? "yes" : "" };
  const { published, problems, proposal } = await weigh(guard);
  if (problems[0]) return refuseWith(typed, problems[0].message);
  if (proposal.level === null) return refuseWith(typed, "Change something first: nothing is new");
  const settled = settleLevel(proposal.level, { raised: raise, reason });
  if (!settled.ok) return refuseWith(typed, settled.message, "reason");
  const wasRaised = settled.level !== proposal.level;
  const number = published ? nextVersion(published, settled.level) : proposal.next;
  const saved = await saveUnlessTaken(db, (tx) =>
    publishDraft(tx, stamp, subject.draft, {
      version,
      number,
      note,
      raisedReason: wasRaised ? reason : "",
    }),
  );
  if (!saved.ok) {
    const words =
      "Look at the draft again before you publish it: someone changed it after this page was opened";
    return refuse({ errors: { "": words }, typed });
  }
  return done(
    paths.tools.one(subject.id),
    `Version ${versionInWords(number)} is published. New exercises use it; those already under way keep the version they have`,
  );
});

export default function Publish() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(publishForm, entries),
    stored: {},
    outcome: useActionData<typeof action>(),
  });
  const { published, level } = page;
  return (
    <DraftPage toolId={page.toolId} toolName={page.toolName} title={`Publish version ${page.next}`}>
      <WithAside asideLabel="What follows" aside={<Follows page={page} />} onPhone="below">
        {published ? (
          <InsetText>
            <p className="govuk-body">
              {level === "major"
                ? `This is a new major version, after ${published.number}, because what is graded changes:`
                : `This is a minor version, after ${published.number}.`}
            </p>
            {level === "major" ? (
              <ul className="govuk-list govuk-list--bullet">
                {page.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            ) : (
              <p className="govuk-body">
                {page.reasons.join(". ")}, so figures before and after can be compared and trends
                run on.
              </p>
            )}
          </InsetText>
        ) : null}
        {page.breaks ? (
          <WarningText>Trends will show a break from the first cycle that uses it.</WarningText>
        ) : null}
        <GovFormBody form={form} version={page.version}>
          <TextArea
            {...form.field("note")}
            label="What should auditors know about it?"
            labelSize="s"
            hint="A sentence or two, kept beside the version. Leave it empty if there is nothing to say."
            rows={3}
          />
          {level === "minor" ? (
            <Checkboxes
              {...form.list("raise")}
              legend="Does the new wording change what is graded?"
              legendSize="s"
              options={[
                {
                  value: "yes",
                  label: `This changes what is graded: publish it as version ${page.raised}`,
                  hint: "Trends will show a break from the first cycle that uses it.",
                  conditional: <TextArea {...form.field("reason")} label="Why it does" rows={2} />,
                },
              ]}
            />
          ) : null}
          <ButtonGroup>
            <Button>Publish</Button>
            <Link to={paths.tools.draft(page.toolId)}>Go on with the draft</Link>
          </ButtonGroup>
        </GovFormBody>
        {page.parts.length > 0 ? (
          <>
            <hr className="govuk-section-break govuk-section-break--l govuk-section-break--visible" />
            <ChangeList parts={page.parts} />
          </>
        ) : null}
      </WithAside>
    </DraftPage>
  );
}

function Follows({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  return (
    <>
      <h2 className="govuk-heading-s">What follows</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>The published version can’t be changed any more, only followed by another.</li>
        <li>New exercises are offered this version.</li>
        {page.core ? (
          <li>
            Trends don’t join the figures of different tools: cycles that use this one stand apart
            from those that use another.
          </li>
        ) : null}
        {page.running > 0 ? (
          <li>
            {counted(page.running, "exercise", "exercises")} already drawn or under way{" "}
            {plural(page.running, "keeps its", "keep their")} version.
          </li>
        ) : null}
      </ul>
      {page.planned.length > 0 ? (
        <>
          <p className="govuk-body-s">
            Planned with an earlier version. To use the new one, change the plan:
          </p>
          <ul className="govuk-list">
            {page.planned.map(({ id, title, month }) => (
              <li key={id}>
                <Link to={paths.exercises.edit(id)}>{title}</Link>, {month}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="govuk-body-s">
        <Link to={paths.tools.preview(page.toolId, page.draftId)}>Preview it once more</Link>
      </p>
    </>
  );
}
