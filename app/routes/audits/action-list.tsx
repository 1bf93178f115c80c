import { paths } from "~/paths";
import { Link } from "~/ui/link";

type Listed = {
  id: string;
  reference: string;
  what: string;
  successMeasure: string;
  ownerName: string | null;
  due: string;
  area: string | null;
};

/** The actions so far, each to change or remove. */
export function ActionList({
  auditId,
  actions,
  areas,
}: {
  auditId: string;
  actions: Listed[];
  areas: { value: string; label: string }[];
}) {
  const areaName = (code: string | null) => areas.find(({ value }) => value === code)?.label;
  return (
    <>
      {actions.map(({ id, reference, what, successMeasure, ownerName, due, area }) => (
        <div key={id} className="los-found">
          <p className="govuk-body los-as-written">{what}</p>
          <p className="govuk-body-s los-as-written">You will know by: {successMeasure}</p>
          <p className="govuk-body-s">
            {[reference, ownerName, `by ${due}`, areaName(area)].filter(Boolean).join(" · ")}
          </p>
          <p className="govuk-body-s los-found__deeds los-no-print">
            <Link
              to={`${paths.audits.actions(auditId, { edit: id })}#action`}
              hidden={`action ${reference}`}
            >
              Change
            </Link>
            <Link
              to={`${paths.audits.actions(auditId, { remove: id })}#removal`}
              hidden={`action ${reference}`}
            >
              Remove
            </Link>
          </p>
        </div>
      ))}
    </>
  );
}
