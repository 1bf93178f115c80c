import { paths } from "~/paths";
import { SubNav } from "./page";

/** With what a thematic audit looks at its cases: questions of its own, or a tool that grades. */
export function ThematicTools({ graded, planned }: { graded: boolean; planned: string }) {
  const from = { planned: planned || undefined };
  return (
    <SubNav
      label="With which tool"
      items={[
        {
          href: paths.exercises.planThematic(from),
          label: "Questions of its own",
          current: !graded,
        },
        {
          href: paths.exercises.planGradedThematic(from),
          label: "An audit tool with grades",
          current: graded,
        },
      ]}
    />
  );
}
