import { paths } from "~/paths";
import { SubNav } from "~/ui/page";

const pages = {
  actions: { href: paths.log.list(), label: "Actions" },
  learnt: { href: paths.learning.list(), label: "What we learnt" },
  themes: { href: paths.learning.themes(), label: "Themes over time" },
  "good-practice": { href: paths.learning.goodPractice(), label: "Good practice" },
  sessions: { href: paths.feedbackSessions.list(), label: "Feedback sessions" },
  "you-said": { href: paths.youSaid.all(), label: "You said, we did" },
  "to-file": { href: paths.learning.toFile(), label: "To file" },
};
export type LogPage = keyof typeof pages;

/** The pages of the learning log; what is to be filed for those who file. */
export function LogNav({ current, mayKeep }: { current: LogPage; mayKeep: boolean }) {
  return (
    <SubNav
      label="Learning log"
      items={Object.entries(pages)
        .filter(([page]) => mayKeep || page !== "to-file")
        .map(([page, item]) => ({ ...item, current: page === current }))}
    />
  );
}
