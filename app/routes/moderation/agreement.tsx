import { data, type SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readAgreementChoice } from "~/forms/agreement";
import { readAgreement, readAgreementCycles } from "~/overviews/moderation/agreement.server";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import { insideSentence } from "~/rules/core/words";
import { splitNames, splits } from "~/rules/reports/agreement-choices";
import { headlineOf } from "~/rules/reports/agreement-words";
import { calibratedInWords, gapsInWords } from "~/rules/reports/leans-words";
import { overall } from "~/rules/reports/reports";
import { guarded, noRecord } from "~/server/guard.server";
import { GapChart } from "~/ui/charts/gap-chart";
import { ModerationNav } from "~/ui/moderation-nav";
import { Details, EmptyState } from "~/ui/notices";
import { PageHeading, SubNav } from "~/ui/page";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { AgreementChoices } from "./agreement-choices";
import { AgreementFigures } from "./agreement-figures";
import { AgreementLines, LeanLines } from "./agreement-lines";
import { MovementMatrix } from "./movement-matrix";

export const meta = () => [{ title: "Agreement - Line of Sight" }];

export const loader = guarded(
  "moderation.see-agreement",
  noRecord,
  async ({ request, db, actor }) => {
    const known = await readAgreementCycles(db);
    const { value: choice, errors } = readAgreementChoice(new URL(request.url).searchParams, known);
    const { cycles, areas, least } = known;
    const area = areas.find(({ code }) => code === choice.area);
    const facts = {
      nav: moderationPagesFor(actor),
      choice,
      errors,
      least,
      cycles: cycles.map(({ id, title }) => ({ id, title })),
      areas,
      of: area ? `grades of ${insideSentence(area.name)}` : "overall grades",
      about: area?.name ?? "Overall grade",
      leftOut: (await listDoublesFor(db, actor.id)).length > 0,
      ...(await readAgreement(db, known, choice, actor.id)),
    };
    return data(facts, { status: Object.keys(errors).length > 0 ? 400 : 200 });
  },
);

function OverTime({
  page: { about, auditorName, gaps },
}: {
  page: Pick<SerializeFrom<typeof loader>, "about" | "auditorName" | "gaps">;
}) {
  return (
    <GapChart
      title={`Gap per cycle, in grades: ${about}${auditorName ? `, ${auditorName}` : ""}`}
      points={gaps}
      words={gapsInWords(gaps)}
    />
  );
}

export default function AgreementPage() {
  const page = useLoaderData<typeof loader>();
  const { choice, whole } = page;
  const asked = { cycle: choice.cycle, area: choice.area, auditor: choice.auditor };
  const shown = { ...asked, area: choice.area === overall ? "" : choice.area };
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Agreement"
        caption={page.auditorName || undefined}
        errors={page.errors}
        lead={headlineOf(whole, page.of)}
      />
      <ModerationNav pages={page.nav} page="agreement" />
      {page.cycles.length === 0 ? (
        <EmptyState title="No cycle is closed yet">
          <p className="govuk-body">
            Agreement is read from final grades, once a cycle and its moderation are closed.
          </p>
        </EmptyState>
      ) : (
        <>
          {page.leftOut ? (
            <p className="govuk-body">What you are to grade again yourself is left out.</p>
          ) : null}
          <AgreementChoices key={JSON.stringify([choice, page.errors])} {...page} />
          <div className="los-agreement">
            <MovementMatrix table={whole.table} n={whole.n} asked={asked} />
            <AgreementFigures figures={whole} asked={asked} least={page.least} />
          </div>
          {choice.by === "" ? (
            <OverTime page={page} />
          ) : (
            <Details summary="How the gap moved from cycle to cycle">
              <OverTime page={page} />
            </Details>
          )}
          {page.calibrated ? (
            <p className="govuk-body">{calibratedInWords(page.calibrated)}</p>
          ) : null}
          <SubNav
            id="split"
            label="Agreement split"
            items={splits.map((by) => ({
              href: `${paths.moderation.agreement({ ...shown, by })}#split`,
              label: splitNames[by],
              current: by === choice.by,
            }))}
          />
          {choice.by === "" ? (
            <p className="govuk-body-s">Choose a split to see the same figures line by line.</p>
          ) : choice.by === "auditor" ? (
            <LeanLines lines={page.lines} leans={page.leans} least={page.least} shown={shown} />
          ) : (
            <AgreementLines of={splitNames[choice.by].replace("By ", "")} lines={page.lines} />
          )}
        </>
      )}
    </main>
  );
}
