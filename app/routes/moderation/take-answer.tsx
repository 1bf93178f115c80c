import { parseForm } from "~/forms/fields";
import { takeForm } from "~/forms/second-look";
import { paths } from "~/paths";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";

type Panel = {
  parts: { name: string; part: "recorded" | "confirmed" }[];
  took: boolean;
  counts: boolean;
  because: string;
  others: string[];
  mayAlone: boolean;
};

const waitsFor = (names: readonly string[]): string =>
  names.length === 0
    ? "It waits for someone else, and nobody else of the panel can confirm it."
    : `It waits for one of: ${names.slice(0, 6).join(", ")}${names.length > 6 ? " and others" : ""}.`;

/** Who takes the answer: two, each by their own sign-in. */
export function TakeAnswer({
  auditId,
  version,
  panel,
  outcome,
}: {
  auditId: string;
  version: number;
  panel: Panel;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(takeForm, entries),
    stored: { intent: "confirm" },
    outcome,
  });
  const alone = panel.mayAlone && panel.counts && panel.others.length === 0;
  return (
    <section aria-labelledby="who-takes-it">
      <h2 className="govuk-heading-m" id="who-takes-it">
        Who takes this answer
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {panel.parts.map(({ name, part }) => (
          <li key={name}>
            {name} {part === "recorded" ? "recorded it" : "confirmed it"}
          </li>
        ))}
      </ul>
      <GovFormBody form={form} version={version}>
        {!panel.counts ? (
          <p className="govuk-body">
            You may speak on this case and don’t count for this answer. {panel.because}
          </p>
        ) : panel.took || alone ? (
          <p className="govuk-body">{waitsFor(panel.others)}</p>
        ) : null}
        {alone ? (
          <TextArea
            {...form.field("aloneReason")}
            label="Why you decide this alone"
            hint="Name no child and no worker. To be two, ask a colleague from another service to join."
            rows={3}
            maxLength={1000}
          />
        ) : null}
        <ButtonGroup>
          {alone ? (
            <Button name="intent" value="alone">
              Answer alone
            </Button>
          ) : null}
          {panel.counts && !panel.took && !alone ? (
            <Button name="intent" value="confirm">
              Confirm this answer
            </Button>
          ) : null}
          <Link to={paths.moderation.answer(auditId, { change: "yes" })}>
            Record another answer
          </Link>
          {panel.mayAlone ? (
            <Link to={paths.moderation.panel(auditId)}>Ask a colleague to join</Link>
          ) : null}
        </ButtonGroup>
      </GovFormBody>
    </section>
  );
}
