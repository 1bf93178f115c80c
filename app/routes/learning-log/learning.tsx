import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { attachForm } from "~/forms/attachments";
import { parseForm } from "~/forms/fields";
import { linkActionForm } from "~/forms/learning";
import { readReference } from "~/forms/learning-log";
import { readEvidence } from "~/overviews/learning-log/learning.server";
import { paths } from "~/paths";
import { mayEver, scopeOf } from "~/rules/access/permission";
import { countedUpTo, countedUpToOf } from "~/rules/core/counting";
import { formatDate, formatInstant } from "~/rules/core/dates";
import { eventInWords, reasonOf } from "~/rules/core/event-words";
import { andList, counted } from "~/rules/core/words";
import { learningReference } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { filesSection } from "~/server/files-shown.server";
import { guarded } from "~/server/guard.server";
import { learningFromUrl, standingLearningFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { FilesSection } from "~/ui/files/files-section";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { countActions, listActions } from "~db/learning-log/action-list.server";
import { findActionByReference } from "~db/learning-log/action-record.server";
import { linkAction, listDifferences } from "~db/learning-log/learning-actions.server";
import { ActionTable } from "./action-table";
import { Evidence } from "./evidence";
import { readerOf } from "./log-query.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.reference ?? "Learning"} - Learning log - Line of Sight` },
];

const mostShown = 25;

export const loader = guarded("learning-log.read-learning", learningFromUrl, async (guard) => {
  const { db, actor, subject, today, may } = guard;
  const { access: _, ...learning } = subject;
  const reader = readerOf(actor, scopeOf(actor, "learning-log.read"));
  const { areas, themes } = await listVocabulary(db);
  const above = { learningId: learning.id, level: "above-child" as const };
  const page = { sort: "due" as const, limit: mostShown, offset: 0 };
  const actions = await listActions(db, reader, above, today, page);
  const events = await listEvents(db, `learning:${learning.id}`, 50);
  return {
    learning,
    reference: learningReference(learning.reference),
    areaName: nameOf(areas, learning.area),
    themeName: nameOf(themes, learning.theme),
    today,
    evidence: await readEvidence(db, actor, learning.id),
    actions: actions.map((action) => ({
      ...action,
      areaName: nameOf(areas, action.area),
      themeName: nameOf(themes, action.theme),
    })),
    above: await countActions(db, reader, above, today),
    ofChildren: await countActions(db, reader, { ...above, level: "child" }, today),
    differences: await listDifferences(db, reader, learning.id),
    events: events.map((event) => ({
      id: event.id,
      title: eventInWords(event),
      meta: `${event.actorName ?? "The system"}, ${formatInstant(new Date(event.at))}`,
      at: event.at,
      body: reasonOf(event),
    })),
    filed: await filesSection(
      guard,
      { kind: "learning", id: learning.id },
      {
        mayAdd: may("learning-log.keep-learning") && learning.mergedInto === null,
        whyKept: () => (learning.mergedInto ? "Merged" : null),
      },
    ),
    mayKeep: may("learning-log.keep-learning") && learning.mergedInto === null,
    mayAdd: mayEver(actor, "learning-log.add") && learning.mergedInto === null,
  };
});

/** Says that an action of the log answers it. */
export const action = guarded(
  "learning-log.keep-learning",
  standingLearningFromUrl,
  async (guard) => {
    const { request, db, actor, subject, stamp, done } = guard;
    const form = await readForm(request, linkActionForm);
    if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
    const reader = readerOf(actor, scopeOf(actor, "learning-log.read"));
    const found = await findActionByReference(db, reader, readReference(form.value.reference) ?? 0);
    if (!found)
      return refuseWith(form.typed, "Enter the reference of an action in the log", "reference");
    const saved = await save(db, (tx) => linkAction(tx, stamp, subject.id, found));
    if (!saved.ok) return overtaken(form.typed, "Look at it again: it was merged meanwhile");
    return done(
      paths.learning.one(subject.id),
      `${actionReference(found.reference)} answers ${learningReference(subject.reference)}`,
    );
  },
);

export default function OneLearning() {
  const data = useLoaderData<typeof loader>();
  const { learning, evidence, actions, above, ofChildren, differences } = data;
  const { mergedInto, splitFrom } = learning;
  return (
    <>
      <BackLink to={paths.learning.list()}>What we learnt</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title={learning.what} caption={`Learning ${data.reference}`} size="m" />
        {mergedInto ? (
          <InsetText>
            Merged into{" "}
            <Link to={paths.learning.one(mergedInto.id)}>
              {learningReference(mergedInto.reference)}: {mergedInto.what}
            </Link>
            . What was filed here is filed there.
          </InsetText>
        ) : null}
        <SummaryList
          rows={[
            { key: "Found", value: foundInWords(evidence) },
            ...(data.themeName ? [{ key: "Theme", value: data.themeName }] : []),
            ...(data.areaName ? [{ key: "Practice area", value: data.areaName }] : []),
            ...(splitFrom
              ? [
                  {
                    key: "Divided from",
                    value: (
                      <Link to={paths.learning.one(splitFrom.id)}>
                        {learningReference(splitFrom.reference)}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {data.mayKeep ? (
          <ButtonGroup>
            <Link to={paths.learning.edit(learning.id)}>Change its words</Link>
            <Link to={paths.learning.merge(learning.id)}>Merge it into another</Link>
            {evidence.count > 0 ? (
              <Link to={paths.learning.divide(learning.id)}>Divide it</Link>
            ) : null}
          </ButtonGroup>
        ) : null}
        <h2 className="govuk-heading-m">What answers it</h2>
        {above === 0 ? (
          <p className="govuk-body">
            No action above the level of a child that you can see answers it.
          </p>
        ) : (
          <ActionTable actions={actions} today={data.today} />
        )}
        {above > mostShown || ofChildren > 0 ? (
          <p className="govuk-body">
            {above > mostShown ? (
              <>
                <Link to={paths.log.list({ learning: learning.id, level: "above-child" })}>
                  See all {countedUpTo(above)}
                </Link>
                .{" "}
              </>
            ) : null}
            {ofChildren > 0 ? (
              <Link to={paths.log.list({ learning: learning.id, level: "child" })}>
                {countedUpToOf(ofChildren, "action for one child", "actions for one child")}
              </Link>
            ) : null}
          </p>
        ) : null}
        {data.mayAdd ? (
          <Button to={paths.log.add({ learning: learning.id })} variant="secondary">
            Add an action
          </Button>
        ) : null}
        {data.mayKeep ? <LinkAction /> : null}
        {differences.length > 0 ? (
          <>
            <h2 className="govuk-heading-m">What difference it made</h2>
            <ul className="los-findings">
              {differences.map(({ id, reference, impact, verifiedOn }) => (
                <li key={id}>
                  <p className="govuk-body govuk-!-margin-bottom-1 los-as-typed">{impact}</p>
                  <p className="los-findings__about">
                    <Link to={paths.log.one(id)}>{actionReference(reference)}</Link>
                    {verifiedOn ? `, verified ${formatDate(verifiedOn)}` : ""}
                  </p>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <h2 className="govuk-heading-m">Where it was found</h2>
        {evidence.count === 0 ? <p className="govuk-body">Nothing is filed under it.</p> : null}
        <Evidence exercises={evidence.exercises} sources={evidence.sources} />
        <FilesSection {...data.filed} check={(entries) => parseForm(attachForm, entries)} />
        <Details summary="History">
          <Timeline items={data.events} />
        </Details>
      </main>
    </>
  );
}

/** "7 findings of 3 exercises and 1 other source, 4 November 2023 to 12 March 2024". */
function foundInWords({
  count,
  findings,
  exercises,
  sources,
  first,
  last,
}: ReturnType<typeof useLoaderData<typeof loader>>["evidence"]): string {
  if (count === 0 || first === null || last === null) return "Nothing is filed under it";
  const of = [
    ...(findings > 0
      ? [`${counted(findings, "finding")} of ${counted(exercises.length, "exercise")}`]
      : []),
    ...(sources.length > 0 ? [counted(sources.length, "other source")] : []),
  ];
  const latest = count > findings + sources.length ? "The latest: " : "";
  const when = first === last ? formatDate(first) : `${formatDate(first)} to ${formatDate(last)}`;
  return `${latest}${andList(of)}, ${when}`;
}

function LinkAction() {
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(linkActionForm, entries),
    stored: { reference: "" },
    outcome,
  });
  return (
    <Details summary="An action in the log answers it" open={outcome !== undefined}>
      <GovFormBody form={form}>
        <TextField
          {...form.field("reference")}
          label="Reference of the action"
          hint="Like A-0042"
          width={10}
        />
        <Button variant="secondary">Link the action</Button>
      </GovFormBody>
    </Details>
  );
}
