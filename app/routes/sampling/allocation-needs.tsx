import { paths } from "~/paths";
import { attainable } from "~/rules/sampling/loads";
import { casesInWords } from "~/rules/sampling/sizes";
import { Link } from "~/ui/link";
import type { AllocationPage } from "./allocate.server";
import { BlockingRules } from "./blocking-rules";

/** What the lead has to see to before anything else: who is stuck, what is left, whose load is uneven. */
export function Needs({ page }: { page: AllocationPage }) {
  const { id, state, blocked, full, placeable, room, total, unallocated, overridden, auditors } =
    page;
  if (auditors.length === 0) {
    return (
      <section aria-labelledby="needs">
        <h2 className="govuk-heading-m" id="needs">
          Needs your attention
        </h2>
        <ul className="los-attention govuk-body">
          <li>
            No auditors take part yet.{" "}
            <Link to={paths.exercises.edit(id)}>Choose who audits in this cycle</Link>
          </li>
        </ul>
      </section>
    );
  }
  const quiet = unallocated === 0 && overridden === 0 && uneven(page).length === 0;
  if (quiet) return null;
  return (
    <section aria-labelledby="needs">
      <h2 className="govuk-heading-m" id="needs">
        Needs your attention
      </h2>
      <ul className="los-attention govuk-body">
        {blocked.count > 0 ? (
          <li>
            <strong>
              {blocked.count === 1
                ? "1 case has a conflict of interest with everyone:"
                : `${blocked.count} cases have a conflict of interest with everyone:`}
            </strong>{" "}
            add an auditor, or override with a reason.
            <ul className="los-stuck">
              {blocked.first.map((one) => (
                <li key={one.id}>
                  {one.reference}, {one.teamName}{" "}
                  {state === "drawn" ? (
                    <Link to={paths.exercises.allocateOne(id, one.id)} hidden={one.reference}>
                      Override with a reason
                    </Link>
                  ) : null}
                  <BlockingRules rules={one.blocked?.rules ?? []} />
                </li>
              ))}
            </ul>
            {blocked.more > 0 ? (
              <Link to={`${paths.exercises.allocate(id, { show: "blocked" })}#cases`}>
                {casesInWords(blocked.more)} more
              </Link>
            ) : null}
          </li>
        ) : null}
        {full > 0 ? (
          <li>
            {casesInWords(full)} can’t be placed: whoever has no conflict of interest is at their
            maximum. Together the auditors take {room} of {total} at most.{" "}
            <Link to={paths.exercises.edit(id)}>Raise a maximum or add an auditor</Link>
          </li>
        ) : null}
        {placeable > 0 ? (
          <li>
            <Link to={`${paths.exercises.allocate(id, { show: "left" })}#cases`}>
              {casesInWords(placeable)} without an auditor
            </Link>{" "}
            that can be allocated
          </li>
        ) : null}
        {overridden > 0 ? (
          <li>
            <Link to={`${paths.exercises.allocate(id, { show: "overridden" })}#cases`}>
              {overridden === 1
                ? "1 conflict of interest overridden"
                : `${overridden} conflicts of interest overridden`}
            </Link>
          </li>
        ) : null}
        {uneven(page).map(({ words, names }) => (
          <li key={words}>
            {words}: {names}
          </li>
        ))}
      </ul>
    </section>
  );
}

const namesShown = 6;

/** Whose number is not the expected one; nothing while nobody has anything. */
function uneven({ auditors, expected: all, unallocated, total }: AllocationPage) {
  if (unallocated === total) return [];
  type Auditor = AllocationPage["auditors"][number];
  const beside = ({ expected }: Auditor) => `${expected} expected`;
  const side = (words: string, members: Auditor[], limit = beside) => {
    if (members.length === 0) return [];
    const names = members
      .slice(0, namesShown)
      .map((one) => `${one.name} ${one.load} (${limit(one)})`);
    const more = members.length > namesShown ? ` and ${members.length - namesShown} more` : "";
    return [{ words, names: `${names.join(", ")}${more}` }];
  };
  const byHowFar = (far: (one: Auditor) => number) =>
    auditors.filter((one) => far(one) > 0).toSorted((a, b) => far(b) - far(a));
  return [
    ...side(
      "Above their most",
      byHowFar(({ load, maximum }) => load - maximum),
      ({ maximum }) => `at most ${maximum}`,
    ),
    ...side(
      "More than expected",
      byHowFar(({ load, expected, maximum }) => (load > maximum ? 0 : load - expected)),
    ),
    // While cases are left, too few is what to expect.
    ...(unallocated > 0
      ? []
      : side(
          "Fewer than expected",
          byHowFar(({ load, expected }) => attainable(expected, { expected: all, total }) - load),
        )),
  ];
}
