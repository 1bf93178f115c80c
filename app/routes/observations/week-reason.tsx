import { parseForm } from "~/forms/fields";
import { weekReasonForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";

/** A move of a practice week that asks for a reason. */
export function WeekReason({
  week: { id, theme, version },
  words,
  outcome,
}: {
  week: { id: string; theme: string; version: number };
  words: { title: string; lead: string; label: string; button: string; warning?: boolean };
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(weekReasonForm, entries), outcome });
  const back = paths.practiceWeeks.one(id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={theme} title={words.title} lead={words.lead} />
          <GovFormBody form={form} version={version}>
            <TextArea {...form.field("reason")} label={words.label} rows={3} />
            <ButtonGroup>
              <Button variant={words.warning ? "warning" : "primary"}>{words.button}</Button>
              <Link to={back}>Leave it as it is</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
