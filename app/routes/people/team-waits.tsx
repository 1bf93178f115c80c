import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";

type Bundle = { href: string; title: string; context: string };

/** What of a team's change waits for a second person; nothing where nothing does. */
export function TeamWaits({ bundles }: { bundles: readonly Bundle[] }) {
  return bundles.map(({ href, title, context }) => (
    <InsetText key={href}>
      <Link to={href}>{title}</Link>
      <div>{context}, for a second person to confirm</div>
    </InsetText>
  ));
}
