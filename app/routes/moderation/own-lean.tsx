import { useLoaderData } from "@remix-run/react";
import { readOwnLean } from "~/overviews/moderation/agreement.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { agreedInWords } from "~/rules/reports/agreement-words";
import {
  calibratedInWords,
  gapsInWords,
  isTold,
  leanInNumbers,
  leanInWords,
  ownAreaInWords,
  ownLeanInWords,
} from "~/rules/reports/leans-words";
import { guarded, noRecord } from "~/server/guard.server";
import { GapChart } from "~/ui/charts/gap-chart";
import { LeanAxis, LeanStrip } from "~/ui/charts/lean-strip";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { GradeTag } from "~/ui/tags";
import { findToolVersion } from "~db/exercises/exercises.server";

export const meta = () => [{ title: "Your grades and the panel’s - Line of Sight" }];

export const loader = guarded("moderation.see-own-lean", noRecord, async ({ db, actor }) => {
  const { toolVersionId, areas, ...own } = await readOwnLean(db, actor.id);
  const tool = toolVersionId ? await findToolVersion(db, toolVersionId) : null;
  return {
    ...own,
    areas: areas.map(({ between, ...area }) => {
      const words = ownAreaInWords({ ...area, between });
      const described = tool?.definition.areas.find(({ code }) => code === area.code)?.descriptors;
      return {
        ...area,
        words,
        // The two descriptors that the difference lies between, where there is one to work on.
        look:
          words && between && described
            ? between.map((grade) => ({ grade, text: described[grade] }))
            : [],
      };
    }),
  };
});

export default function OwnLean() {
  const { own, least, cycles, gaps, areas, calibrated } = useLoaderData<typeof loader>();
  const told = areas.filter(({ words }) => words !== "");
  const enough = own !== undefined && isTold(own, least);
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Your grades and the panel’s" lead={ownLeanInWords(own, least)} />
        {own?.lean && enough ? (
          <p className="los-lean-own">
            <LeanAxis />
            <LeanStrip
              {...own.lean}
              sure={own.named !== null}
              words={`Your lean: ${leanInNumbers(own)}`}
            />
            <span className="los-standing">
              {leanInNumbers(own)} grades; minus is more generous. A filled dot is more than chance
              explains.
            </span>
          </p>
        ) : null}
        <p className="govuk-body">
          From the last {counted(cycles, "closed cycle")}, allowing for the team, the cohort and the
          cycle, and for audits being moderated because of their grade
          {own && own.calibrations > 0
            ? "; in calibrations your grade is set beside everyone else’s of the same case"
            : ""}
          . You and the QA lead see this, nobody else; it is here to help you grade, and ranks
          nobody.
        </p>
        {calibrated ? <p className="govuk-body">{calibratedInWords(calibrated)}</p> : null}
        {told.map(({ code, words, look }) => (
          <section key={code} aria-label={words}>
            <h2 className="govuk-heading-s">{words}</h2>
            {look.length > 0 ? (
              <div className="los-descriptors">
                {look.map(({ grade, text }) => (
                  <div key={grade} className="los-descriptor">
                    <p className="govuk-!-margin-bottom-2">
                      <GradeTag judgement={grade} />
                    </p>
                    <p className="govuk-body-s los-as-written">{text || "Not described yet."}</p>
                  </div>
                ))}
              </div>
            ) : null}
          </section>
        ))}
        {areas.length > 0 ? (
          <Table
            caption="By practice area"
            captionSize="m"
            rows={areas}
            rowKey={({ code }) => code}
            onNarrow="lines"
            compact
            columns={[
              { header: "Practice area", rowHeader: true, cell: ({ name }) => name },
              {
                header: "The same grade",
                numeric: true,
                labelled: true,
                cell: ({ figures: { same, few } }) => agreedInWords(same, few),
              },
              {
                header: "Better than the panel",
                numeric: true,
                labelled: true,
                cell: ({ figures: { generous } }) => agreedInWords(generous, true),
              },
              {
                header: "Worse than the panel",
                numeric: true,
                labelled: true,
                cell: ({ figures: { harsh } }) => agreedInWords(harsh, true),
              },
              {
                header: "Lean",
                ownLine: true,
                cell: ({ lean }) => leanInWords(lean, least),
              },
            ]}
          />
        ) : null}
        {enough ? (
          <GapChart
            title="Your gap per cycle, in grades: overall"
            points={gaps}
            words={gapsInWords(gaps)}
          />
        ) : null}
      </main>
    </>
  );
}
