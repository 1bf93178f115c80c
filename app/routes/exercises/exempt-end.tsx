import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { type Find, guarded } from "~/server/guard.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type Exemption, endExemption, listExemptions } from "~db/people/exemptions.server";
import { auditorFromUrl, type NamedAuditor } from "./auditor.server";

export const meta = () => [{ title: "Take back an exemption - Line of Sight" }];

const exemptionFromUrl: Find<NamedAuditor & { exemption: Exemption }> = async (finding) => {
  const auditor = await auditorFromUrl(finding);
  if (!auditor) return null;
  const own = await listExemptions(finding.db, auditor.id);
  const exemption = own.find(({ id }) => id === finding.params.exemptionId);
  return exemption && exemption.endedAt === null ? { ...auditor, exemption } : null;
};

export const loader = guarded("programme.exempt", exemptionFromUrl, async ({ subject }) => ({
  id: subject.id,
  name: subject.name,
  from: formatDate(subject.exemption.fromOn),
  to: formatDate(subject.exemption.toOn),
}));

export const action = guarded("programme.exempt", exemptionFromUrl, async (guard) => {
  const { db, stamp, subject, done } = guard;
  const saved = await save(db, (tx) => endExemption(tx, stamp, subject.id, subject.exemption));
  if (!saved.ok) return overtaken({}, "It was taken back by someone else meanwhile");
  return done(paths.planned.auditor(subject.id), "The exemption is taken back");
});

export default function ExemptEnd() {
  const { id, name, from, to } = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  const back = paths.planned.auditor(id);
  return (
    <>
      <BackLink to={back}>{name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={name}
            title="Take back this exemption?"
            lead={`From ${from} to ${to}. As much is expected of them again, the days before today included.`}
          />
          <GovFormBody form={form}>
            <ButtonGroup>
              <Button variant="warning">Take it back</Button>
              <Link to={back}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
