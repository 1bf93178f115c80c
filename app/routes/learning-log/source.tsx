import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate, formatInstant } from "~/rules/core/dates";
import { learningReference, learningSourceNames } from "~/rules/learning-log/learning";
import { guarded } from "~/server/guard.server";
import { sourceFromUrl } from "~/server/learning-subjects.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { FileUnder } from "./file-under";
import { answerFiling, offerLearning } from "./file-under.server";

export const meta = () => [{ title: "A source of learning - Learning log - Line of Sight" }];

export const loader = guarded(
  "learning-log.read-source",
  sourceFromUrl,
  async ({ db, subject, may }) => {
    const { access: _, filed, ...source } = subject;
    const { areas, themes } = await listVocabulary(db);
    const says = { text: source.says ?? "", area: source.area, theme: source.theme };
    const files = may("learning-log.keep-learning") && filed === null;
    return {
      source,
      areaName: nameOf(areas, source.area),
      themeName: nameOf(themes, source.theme),
      filed: filed && { id: filed.id, reference: learningReference(filed.reference) },
      offered: files ? await offerLearning(db, says) : null,
    };
  },
);

export const action = guarded("learning-log.keep-learning", sourceFromUrl, async (guard) =>
  answerFiling(guard, { sourceId: guard.subject.id }),
);

export default function Source() {
  const { source, areaName, themeName, filed, offered } = useLoaderData<typeof loader>();
  const row = (key: string, value: string) => (value ? [{ key, value }] : []);
  return (
    <>
      <BackLink to={paths.learning.list()}>What we learnt</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={learningSourceNames[source.kind]} caption="A source of learning" />
          <p className="govuk-body los-as-typed">{source.says}</p>
          <SummaryList
            rows={[
              { key: "Date", value: formatDate(source.saidOn) },
              ...row("Called", source.sourceReference),
              {
                key: "About",
                value: source.teamName ?? source.serviceName ?? "The whole council",
              },
              ...row("Theme", themeName),
              ...row("Practice area", areaName),
              {
                key: "Entered",
                value: `${source.enteredBy ? `${source.enteredBy}, ` : ""}${formatInstant(new Date(source.enteredAt))}`,
              },
            ]}
          />
          {filed ? (
            <p className="govuk-body">
              It is filed under <Link to={paths.learning.one(filed.id)}>{filed.reference}</Link>.
            </p>
          ) : null}
          {filed === null && offered === null ? (
            <InsetText>Waiting for a QA lead or service manager to file it.</InsetText>
          ) : null}
          {offered ? <FileUnder offered={offered} /> : null}
        </TwoThirds>
      </main>
    </>
  );
}
