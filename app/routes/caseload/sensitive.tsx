import { useActionData, useLoaderData } from "@remix-run/react";
import { sensitiveForm } from "~/forms/caseload";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { caseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { saveSensitive } from "~db/caseload/sensitive-cases.server";

export const meta = () => [{ title: "Sensitive case - Line of Sight" }];

export const loader = guarded("caseload.mark-sensitive", caseFromUrl, async ({ subject }) => ({
  id: subject.id,
  reference: subject.reference,
  sensitive: subject.sensitive,
}));

export const action = guarded("caseload.mark-sensitive", caseFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, sensitiveForm);
  if (!form.ok) return refuse(form);
  const sensitive = form.value.mark === "yes";
  const words = sensitive
    ? `${subject.reference} is marked as sensitive: no draw takes it`
    : `${subject.reference} is no longer marked as sensitive`;
  const { reason } = form.value;
  // Someone else may be faster: then it stands as it was meant to.
  await save(db, (tx) => saveSensitive(tx, stamp, { caseId: subject.id, sensitive, reason }));
  return done(paths.caseload.one(subject.id), words);
});

export default function Sensitive() {
  const { id, reference, sensitive } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(sensitiveForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.caseload.one(id);
  return (
    <>
      <BackLink to={back}>The case</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={reference}
            title={sensitive ? "Take back the mark as sensitive" : "Mark this case as sensitive"}
          />
          <p className="govuk-body">
            {sensitive
              ? "Draws can take this case again, from the next one on."
              : "No draw takes the case from now on, unless whoever draws asks for sensitive cases too. It is counted among those left out. An audit that is drawn already goes on: swap it if the case can’t be audited."}
          </p>
          <GovFormBody form={form}>
            <input type="hidden" name="mark" value={sensitive ? "no" : "yes"} />
            <TextArea
              {...form.field("reason")}
              label={sensitive ? "Why is it not sensitive any more?" : "Why is it sensitive?"}
              hint="Kept in the case’s history, where only QA leads read it. Name nobody of the family."
              rows={3}
              maxLength={1000}
            />
            <ButtonGroup>
              <Button>{sensitive ? "Take back the mark" : "Mark as sensitive"}</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
