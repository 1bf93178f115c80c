import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { sameReferenceForm } from "~/forms/same-number";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import { ageInWords, cohortNames, workerInWords } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { saveNumberAnswer } from "~db/operations/people/same-numbers-said.server";
import { findNumberGroup, type NumberGroup } from "~db/people/same-numbers.server";
import { listCasesToTell } from "~db/people/same-numbers-facts.server";

export const meta = () => [{ title: "Is it one child? - Line of Sight" }];

const groupFromUrl: Find<Guardable & { group: NumberGroup }> = async ({ db, params }) => {
  const group = await findNumberGroup(db, "case", params.caseId ?? "");
  return group && { group, access: councilWide };
};

export const loader = guarded("caseload.import", groupFromUrl, async ({ db, subject }) => {
  const { ids, settled } = subject.group;
  const cases = await listCasesToTell(db, ids);
  return {
    version: settled?.version ?? 0,
    settled: settled && { answer: settled.answer, meantId: settled.meantId ?? "" },
    cases,
  };
});

const changed =
  "Look at the cases again: someone has said it, or one was changed, since you opened this page";

export const action = guarded("caseload.import", groupFromUrl, async (guard) => {
  const { request, db, stamp, subject, today, done } = guard;
  const form = await readForm(request, sameReferenceForm);
  if (!form.ok) return refuse(form);
  const { version, answer, other, kept } = form.value;
  const { group } = subject;
  const typed = { answer, other, kept };
  if (version !== (group.settled?.version ?? 0)) return refuseWith(typed, changed);
  const meant = answer === "same" ? kept : other;
  if (meant !== "" && !group.ids.includes(meant)) {
    return refuseWith(typed, "Choose one of these cases", answer === "same" ? "kept" : "other");
  }
  const said = { answer, meantId: meant || null };
  const saved = await save(db, (tx) =>
    saveNumberAnswer(tx, stamp, { kind: "case", group, said, today }),
  );
  if (!saved.ok) return overtaken(typed, changed);
  return done(
    paths.caseload.references(),
    answer === "same"
      ? "It is one child: imports go on with the case you chose, and the other is closed"
      : "They are different children: imports keep them apart",
  );
});

export default function Reference() {
  const { cases, settled, version } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(sameReferenceForm, entries),
    stored: {
      answer: settled?.answer ?? "",
      other: settled?.answer === "different" ? settled.meantId : "",
      kept: settled?.answer === "same" ? settled.meantId : "",
    },
    outcome: useActionData<typeof action>(),
  });
  const options = cases.map(({ id, reference }) => ({ value: id, label: reference }));
  return (
    <>
      <BackLink to={paths.caseload.references()}>References that are nearly the same</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={`Are ${cases.map(({ reference }) => reference).join(" and ")} one child?`}
        />
        <Table
          caption="What tells them apart"
          captionSize="m"
          compact
          rows={cases}
          rowKey={(row) => row.id}
          columns={[
            {
              header: "Reference",
              rowHeader: true,
              cell: (row) => <Link to={paths.caseload.one(row.id)}>{row.reference}</Link>,
            },
            { header: "Cohort", cell: (row) => cohortNames[row.cohort] },
            { header: "Age", nowrap: true, cell: (row) => ageInWords(row.age, row.unborn) },
            { header: "Family", cell: (row) => row.familyReference ?? "None" },
            { header: "Team", cell: (row) => row.team ?? "None" },
            { header: "Worker", cell: (row) => workerInWords(row.worker) },
            { header: "Opened", nowrap: true, cell: (row) => formatDate(row.openedOn) },
            {
              header: "Closed",
              nowrap: true,
              cell: (row) => (row.closedOn ? formatDate(row.closedOn) : "Open"),
            },
            { header: "Audits", numeric: true, cell: (row) => row.audits },
          ]}
        />
        <TwoThirds>
          <GovFormBody form={form} version={version}>
            <Radios
              {...form.field("answer")}
              legend="Look at both in the case system, then say"
              legendSize="m"
              options={[
                {
                  value: "different",
                  label: "They are different children",
                  hint: "A file means the one whose reference it spells exactly",
                  conditional: (
                    <Radios
                      {...form.field("other")}
                      legend="Which one does a file mean that spells it another way?"
                      legendSize="s"
                      small
                      options={[
                        { value: "", label: "Neither: refuse the row each time" },
                        ...options,
                      ]}
                    />
                  ),
                },
                {
                  value: "same",
                  label: "They are one child, recorded twice",
                  hint: "The other case is closed today, so that no draw takes the child twice. Its audits stay with it, and a different answer later opens it again",
                  conditional: (
                    <Radios
                      {...form.field("kept")}
                      legend="Which case do imports go on with?"
                      legendSize="s"
                      small
                      options={options}
                    />
                  ),
                },
              ]}
            />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={paths.caseload.references()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
