import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import { shadeOf } from "~/rules/reports/agreement";
import { judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { Link } from "~/ui/link";

/** What auditors gave against what became final: how each grade moved, darker for more of them. */
export function MovementMatrix({
  table,
  n,
  asked,
}: {
  /** Pairs by the auditor's grade (rows) and the final one, best first. */
  table: readonly (readonly number[])[];
  n: number;
  /** What the figures are of, for the audits behind a cell. */
  asked: Record<string, string>;
}) {
  return (
    <table className="los-movement">
      <caption className="govuk-table__caption govuk-table__caption--s">
        How grades moved: the auditor’s down, the panel’s across
      </caption>
      <thead>
        <tr>
          <th scope="col">Auditor</th>
          {grades.map((grade) => (
            <th key={grade} scope="col">
              {judgementNames[grade]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grades.map((own, row) => (
          <tr key={own}>
            <th scope="row">{judgementNames[own]}</th>
            {grades.map((final, column) => {
              const count = table[row]?.[column] ?? 0;
              const shade = shadeOf(count, n);
              const heat = shade === null ? "" : ` los-heat--${shade}`;
              const same = row === column ? " los-movement__same" : "";
              return (
                <td key={final} className={`los-heat${heat}${same}`}>
                  {count === 0 ? (
                    "0"
                  ) : (
                    <Link
                      className="los-movement__link"
                      to={paths.moderation.pairs({ ...asked, own, final })}
                      hidden={`${plural(count, "audit", "audits")} from ${judgementNames[own]} to ${judgementNames[final]}`}
                    >
                      {count}
                    </Link>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
