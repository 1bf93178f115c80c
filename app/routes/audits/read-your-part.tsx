import { paths } from "~/paths";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";

export type Part = {
  isFinal: boolean;
  reflected: boolean;
  /** Until when facts may be corrected, in words; null once that is over. */
  corrections: string | null;
  /** What became of the corrections sent so far; null while none was. */
  corrected: string | null;
  /** Whether they have said if the reflective conversation took place. */
  talked: boolean;
  actions: { id: string; reference: string; due: string | null }[];
};

const toDo = <StateTag>To do</StateTag>;

/** What the practitioner has to do, or may, with an audit of their work: each with the way there. */
export function YourPart({ auditId, part }: { auditId: string; part: Part }) {
  const href = paths.audits.reflect(auditId);
  const ofTheAudit = part.isFinal
    ? [
        {
          title: "Comment, and say whether you and the auditor discussed it",
          href,
          status: part.talked ? "Done" : toDo,
        },
      ]
    : [
        {
          title: "Your reflection",
          hint: "What you are proud of, would do differently, and what would have helped",
          href,
          status: part.reflected ? "Written" : toDo,
        },
        ...(part.corrections || part.corrected
          ? [
              {
                title: part.corrections ? "Correct a fact that is wrong" : "Your corrections",
                hint: part.corrections ? `Until ${part.corrections}` : undefined,
                href: paths.audits.corrections(auditId),
                status: part.corrected ?? "If there is one",
              },
            ]
          : []),
      ];
  return (
    <section className="los-no-print" aria-labelledby="your-part">
      <h2 className="govuk-heading-m" id="your-part">
        Your part
      </h2>
      <TaskList
        id="your-part"
        tasks={[
          ...ofTheAudit,
          ...part.actions.map(({ id, reference, due }) => ({
            title: `Your action ${reference}`,
            hint: due ?? undefined,
            href: paths.log.one(id),
            status: toDo,
          })),
        ]}
      />
    </section>
  );
}
