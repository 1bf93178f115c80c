import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { learningReference } from "~/rules/learning-log/learning";
import { guarded } from "~/server/guard.server";
import { findingFromUrl } from "~/server/learning-subjects.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { listFiledUnder } from "~db/learning-log/learning.server";
import { FileUnder } from "./file-under";
import { answerFiling, offerLearning } from "./file-under.server";

export const meta = () => [{ title: "File a finding - Learning log - Line of Sight" }];

export const loader = guarded(
  "learning-log.keep-learning",
  findingFromUrl,
  async ({ db, subject }) => {
    const { finding, exercise, href } = subject;
    const { areas, themes } = await listVocabulary(db);
    const text = finding.text ?? "";
    const filed = (await listFiledUnder(db, [finding.id])).get(finding.id) ?? null;
    return {
      finding: { text, kind: finding.kind, audit: finding.audit },
      about: [
        nameOf(areas, finding.area),
        nameOf(themes, finding.theme),
        finding.caseCount === null ? "" : `in ${counted(finding.caseCount, "case")}`,
      ].filter(Boolean),
      exercise: { title: exercise.title, href },
      filed: filed && { id: filed.id, reference: learningReference(filed.reference) },
      offered: await offerLearning(db, { text, area: finding.area, theme: finding.theme }),
    };
  },
);

export const action = guarded("learning-log.keep-learning", findingFromUrl, async (guard) =>
  answerFiling(guard, { findingId: guard.subject.finding.id }),
);

export default function FileFinding() {
  const { finding, about, exercise, filed, offered } = useLoaderData<typeof loader>();
  const { audit } = finding;
  return (
    <>
      <BackLink to={paths.learning.list()}>What we learnt</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="File a finding"
            caption={finding.kind === "strength" ? "A strength" : "An area for development"}
          />
          <InsetText>
            <p className="govuk-body los-as-typed">{finding.text}</p>
            <p className="los-findings__about">
              {exercise.href ? <Link to={exercise.href}>{exercise.title}</Link> : exercise.title}
              {audit ? (
                <>
                  {" · "}
                  <Link to={paths.audits.read(audit.id)}>Audit of {audit.caseReference}</Link>
                </>
              ) : null}
              {about.map((words) => ` · ${words}`).join("")}
            </p>
          </InsetText>
          {filed ? (
            <p className="govuk-body">
              It is filed under <Link to={paths.learning.one(filed.id)}>{filed.reference}</Link>. To
              move it, divide that.
            </p>
          ) : (
            <FileUnder offered={offered} />
          )}
        </TwoThirds>
      </main>
    </>
  );
}
