import { useLoaderData } from "@remix-run/react";
import { readObservationFigures } from "~/overviews/observations/figures.server";
import { guarded, noRecord } from "~/server/guard.server";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { ObservationsNav } from "./observations-nav";
import { observationsMay } from "./state.server";

export const meta = () => [{ title: "How many observations - Line of Sight" }];

export const loader = guarded("observations.see-figures", noRecord, async (guard) => {
  const { db, scope, today } = guard;
  return {
    figures: await readObservationFigures(db, scope, { today }),
    may: observationsMay(guard),
  };
});

export default function ObservationFigures() {
  const { figures, may } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title="How many observations" lead={figures.lead} />
      <ObservationsNav current="figures" may={may} />
      {figures.blocks.length > 0 ? (
        <Blocks blocks={figures.blocks} depth={1} />
      ) : (
        <EmptyState title="Nothing was observed in the last twelve months" />
      )}
    </main>
  );
}
