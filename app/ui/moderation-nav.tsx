import { paths } from "~/paths";
import type { ModerationPage } from "~/rules/access/navigation";
import { SubNav } from "./page";

const hrefs: Record<ModerationPage, string> = {
  queue: paths.moderation.queue(),
  meetings: paths.moderation.meetings(),
  calibration: paths.calibration.list(),
  agreement: paths.moderation.agreement(),
  register: paths.register.list(),
  doubles: paths.doubleAudits.list(),
};

/** The pages under Moderation, those that the reader may open; none where it is one alone. */
export function ModerationNav({
  pages,
  page,
}: {
  pages: readonly { page: ModerationPage; label: string }[];
  page: ModerationPage;
}) {
  if (pages.length < 2) return null;
  return (
    <SubNav
      label="Moderation"
      items={pages.map(({ page: key, label }) => ({
        href: hrefs[key],
        label,
        current: key === page,
      }))}
    />
  );
}
