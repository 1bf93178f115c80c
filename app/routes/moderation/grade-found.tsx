import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { findEvidence } from "~db/moderation/evidence.server";
import { Actions, Findings } from "./evidence";
import { findGrading } from "./grading.server";
import { GradingPage } from "./grading-page";

export const meta = () => [{ title: "Findings and actions - Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, tool } = guard.subject;
  const { frame } = await findGrading(guard);
  const { findings, actions } = await findEvidence(guard.db, audit.id, tool);
  const named = (all: readonly { code: string; name: string }[]) =>
    Object.fromEntries(all.map(({ code, name }) => [code, name]));
  return {
    frame,
    findings,
    actions,
    areas: named(tool.areas),
    themes: named(tool.themes),
    next: tool.overall
      ? paths.moderation.gradeOverall(audit.id)
      : paths.moderation.quality(audit.id),
  };
});

export default function Found() {
  const { frame, findings, actions, areas, themes, next } = useLoaderData<typeof loader>();
  return (
    <GradingPage frame={frame} title="Findings and actions" current="found">
      <div className="los-grading los-grading--even">
        <div>
          <Findings findings={findings} themes={themes} areas={areas} />
        </div>
        <div>
          <Actions actions={actions} areas={areas} />
        </div>
      </div>
      <Button to={next}>Continue</Button>
    </GradingPage>
  );
}
