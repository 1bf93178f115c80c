import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { giveCasesForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises/exercises";
import { agenciesOf, councilAgency, isAgreed, reviewingNames } from "~/rules/samples/reviewing";
import { guarded } from "~/server/guard.server";
import { readIntent, refuseWith } from "~/server/read-form.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listSampleReviewers } from "~db/samples/cases.server";
import { unscopedReviewersToChoose } from "~db/samples/choices.server";
import { listReviewedCases } from "~db/samples/parts.server";
import { AskedOf } from "./asked-of";
import { questionsOf } from "./grid.server";
import { navOf } from "./nav.server";
import { AddReviewer, Chair, RemoveReviewer } from "./reviewer-forms";
import { addOne, findToName, giveSome, nameOne, removeOne, saveAsked } from "./reviewers.server";
import { SampleNav } from "./sample-nav";

export const meta = () => [{ title: "Reviewers - Line of Sight" }];

export const loader = guarded("exercises.manage", answeredSampleFromUrl, async (guard) => {
  const { db, subject, today, may } = guard;
  const reviewers = await listSampleReviewers(db, subject.id);
  const cases = await listReviewedCases(db, subject, today);
  const agencies = agenciesOf(reviewers);
  const questions = await questionsOf(db, subject);
  const outside = reviewers.some(({ agency }) => agency !== councilAgency);
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    version: subject.version,
    reviewing: subject.reviewing,
    open: subject.state === "drawn" || subject.state === "auditing",
    reviewers: reviewers.map(({ id, name, roleText, agency }) => ({
      ...{ id, name, roleText },
      agency: outside ? agency : null,
      cases: cases.filter(({ reviewerIds }) => reviewerIds.includes(id)).length,
    })),
    cases: cases.map(({ auditId, reference, parts }) => ({
      ...{ auditId, reference },
      personId: parts[0]?.personId ?? "",
    })),
    toName: await findToName(db, reviewers),
    asked:
      isAgreed(subject.reviewing) &&
      subject.releasedAt === null &&
      // One agency alone is asked everything, unless its questions were for others before.
      (agencies.length > 1 || questions.some((one) => one.agencies))
        ? { agencies, questions }
        : null,
    chair: {
      id: subject.chairId ?? "",
      /** Named, and not here any more in a role that chairs. */
      gone: subject.access.people.chair?.length === 0,
      choices: (await unscopedReviewersToChoose(db)).map(({ id, name, jobTitle }) => ({
        value: id,
        label: jobTitle ? `${name}, ${jobTitle}` : name,
      })),
    },
    mayInvite: may("people.invite-partner"),
    nav: navOf(guard),
  };
});

export const action = guarded("exercises.manage", answeredSampleFromUrl, async (guard) => {
  const { state } = guard.subject;
  if (state !== "drawn" && state !== "auditing") {
    return refuseWith({}, "Change the plan instead, or leave it: this exercise is not under way");
  }
  const intent = await readIntent(guard.request);
  if (intent === "give") return giveSome(guard);
  if (intent === "remove") return removeOne(guard);
  if (intent === "add") return addOne(guard);
  if (intent === "chair") return nameOne(guard);
  if (intent === "asked") return saveAsked(guard);
  return refuseWith({}, "Choose what to do about the reviewers");
});

export default function Reviewers() {
  const shown = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const [asked] = useSearchParams();
  const of = (intent: string) => (outcome?.typed.intent === intent ? outcome : undefined);
  const { id, title, state, open, reviewers, reviewing } = shown;
  const leaving = reviewers.find(
    (one) => one.id === (of("remove")?.typed.personId ?? asked.get("remove")),
  );
  const outside = reviewers.some(({ agency }) => agency !== null);
  return (
    <>
      <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title="Reviewers"
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="reviewers" {...shown.nav} />
        {outcome?.errors[""] ? <p className="govuk-error-message">{outcome.errors[""]}</p> : null}
        {leaving && open ? (
          <RemoveReviewer id={id} person={leaving} outcome={of("remove")} />
        ) : null}
        <Table
          caption={`Reviewed ${reviewingNames[reviewing].toLowerCase()}`}
          captionSize="m"
          compact
          onNarrow="lines"
          rows={reviewers}
          rowKey={(row) => row.id}
          columns={[
            { header: "Name", rowHeader: true, cell: (row) => row.name },
            { header: "Role here", cell: (row) => row.roleText || "Not said" },
            ...(outside
              ? [{ header: "Agency", cell: (row: (typeof reviewers)[number]) => row.agency }]
              : []),
            { header: "Cases", numeric: true, labelled: true, cell: (row) => row.cases },
            ...(open && reviewers.length > 1
              ? [
                  {
                    header: "Remove",
                    hideHeader: true,
                    cell: (row: (typeof reviewers)[number]) => (
                      <Link
                        to={`${paths.exercises.reviewers(id)}?remove=${row.id}`}
                        hidden={row.name}
                      >
                        Remove
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {open && reviewing === "apart" ? <GiveCases {...shown} outcome={of("give")} /> : null}
        {shown.asked ? <AskedOf {...shown} {...shown.asked} outcome={of("asked")} /> : null}
        {open && isAgreed(reviewing) ? <Chair {...shown} outcome={of("chair")} /> : null}
        {open ? <AddReviewer {...shown} outcome={of("add")} /> : null}
      </main>
    </>
  );
}

function GiveCases({
  version,
  reviewers,
  cases,
  outcome,
}: {
  version: number;
  reviewers: { id: string; name: string }[];
  cases: { auditId: string; reference: string; personId: string }[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(giveCasesForm, entries),
    stored: {
      reviewer: Object.fromEntries(cases.map(({ auditId, personId }) => [auditId, personId])),
    },
    outcome,
  });
  return (
    <section aria-labelledby="give">
      <h2 className="govuk-heading-m" id="give">
        Who reviews which case
      </h2>
      <p className="govuk-body">
        Cases left open are shared out evenly when you release them, to nobody who has declared a
        conflict of interest.
      </p>
      <GovFormBody form={form} version={version}>
        <input type="hidden" name="intent" value="give" />
        <div className="los-search">
          {cases.map(({ auditId, reference }) => (
            <Select
              key={auditId}
              {...form.field(`reviewer.${auditId}`)}
              label={reference}
              options={reviewers.map(({ id, name }) => ({ value: id, label: name }))}
              emptyLabel="Nobody yet"
            />
          ))}
        </div>
        <Button variant="secondary">Save who reviews what</Button>
      </GovFormBody>
    </section>
  );
}
