import type { GradesChanged } from "~/overviews/moderation/grade-changes.server";
import { Table } from "~/ui/table";
import { GradeTag } from "~/ui/tags";

/** Grades that changed since they could first be read: from what to what, when and by whom. */
export function ReadChanges({
  changed,
  areas,
}: {
  changed: GradesChanged[];
  areas: { code: string; name: string }[];
}) {
  if (changed.length === 0) return null;
  const nameOf = (code: string) =>
    code === "overall" ? "Overall" : (areas.find((one) => one.code === code)?.name ?? code);
  return (
    <section aria-labelledby="grades-changed">
      <h2 className="govuk-heading-m" id="grades-changed">
        Grades that changed
      </h2>
      {changed.map(({ why, on, changes }) => (
        <Table
          key={`${on} ${why}`}
          caption={`${why} on ${on}`}
          rows={changes}
          rowKey={({ area }) => area}
          onNarrow="keep"
          columns={[
            { header: "Practice area", rowHeader: true, cell: ({ area }) => nameOf(area) },
            { header: "Before", cell: ({ from }) => <GradeTag judgement={from} /> },
            { header: "After", cell: ({ to }) => <GradeTag judgement={to} /> },
          ]}
        />
      ))}
    </section>
  );
}
