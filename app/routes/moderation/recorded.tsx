import type { SerializeFrom } from "@remix-run/node";
import { parseForm } from "~/forms/fields";
import { confirmForm } from "~/forms/panel";
import type { readPanel } from "~/overviews/moderation/panel.server";
import { paths } from "~/paths";
import { agreed, type Compared } from "~/rules/moderation/comparison";
import type { QualityAnswered } from "~/rules/moderation/quality";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { AuditQuality } from "./audit-quality";
import { ReadComparison } from "./comparison";

type Panel = NonNullable<SerializeFrom<Awaited<ReturnType<typeof readPanel>>>>;

/** What the panel decides: recorded and waiting for someone, taken, final or sent back. */
export function Recorded({
  auditId,
  rows,
  version,
  panel,
  outcome,
  you,
  names,
  answered,
}: {
  auditId: string;
  rows: Compared[];
  version: number;
  panel: Panel;
  outcome: FormOutcome | undefined;
  you: "moderator" | undefined;
  names: { auditor: string | null; moderator: string | null };
  answered: QualityAnswered[];
}) {
  return (
    <>
      {panel.confirm ? null : (
        <>
          {outcome?.errors[""] ? <InsetText>{outcome.errors[""]}</InsetText> : null}
          <p className="govuk-body">
            Decided on {panel.at} by {panel.takenBy}.
          </p>
          {panel.state === "taken" ? (
            <InsetText>
              The audit is final once its corrections are done ({panel.waits || "today"}). Where a
              fact turns out wrong, the panel is asked to take its decision again.
            </InsetText>
          ) : null}
        </>
      )}
      {panel.outcome === "returned" ? (
        <>
          <h2 className="govuk-heading-m">What the auditor must correct</h2>
          <p className="govuk-body los-written">{panel.reason}</p>
          {panel.dueOn ? <p className="govuk-body">By {panel.dueOn}.</p> : null}
        </>
      ) : null}
      <h2 className="govuk-heading-m">Is the practice graded rightly?</h2>
      <ReadComparison rows={rows} alike={agreed} you={you} names={names} />
      <h2 className="govuk-heading-m">Apart from its grades: is the audit itself sound?</h2>
      <AuditQuality answered={answered} />
      {panel.feedback ? (
        <>
          <h2 className="govuk-heading-m">Feedback to the auditor</h2>
          <p className="govuk-body los-written">{panel.feedback}</p>
        </>
      ) : null}
      {panel.state === "recorded" && panel.themes.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Themes for the whole service</h2>
          <ul className="govuk-list govuk-list--bullet">
            {panel.themes.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
      {panel.confirm ? (
        <Confirm
          auditId={auditId}
          version={version}
          panel={panel}
          confirm={panel.confirm}
          outcome={outcome}
        />
      ) : null}
    </>
  );
}

const recordedWords = {
  confirmed: "What is recorded confirms the auditor’s overall grade.",
  upgraded: "What is recorded gives a better overall grade than the auditor.",
  downgraded: "What is recorded gives a lower overall grade than the auditor.",
  returned: "What is recorded returns the audit to its auditor.",
};

const partWords = {
  recorded: "recorded it",
  confirmed: "confirmed it",
  present: "was there, by the one who recorded it",
  "not-there": "says that they were not there",
};

function Confirm({
  auditId,
  version,
  panel,
  confirm,
  outcome,
}: {
  auditId: string;
  version: number;
  panel: Panel;
  confirm: NonNullable<Panel["confirm"]>;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(confirmForm, entries),
    stored: { intent: "confirm" },
    outcome,
  });
  const alone = confirm.mayAlone && confirm.counts && confirm.others.length === 0;
  return (
    <section aria-labelledby="who-takes-it" className="los-confirm">
      <h2 className="govuk-heading-m" id="who-takes-it">
        Who takes this decision
      </h2>
      <p className="govuk-body">
        {recordedWords[panel.outcome]} It counts once two people of the panel have taken it, each by
        their own sign-in.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {panel.parts.map(({ name, part, on }) => (
          <li key={name}>
            {name} {partWords[part]}, {on}
          </li>
        ))}
        {panel.parts.length === 0 ? (
          <li>Nobody yet: a fact turned out wrong, so it has to be taken again.</li>
        ) : null}
      </ul>
      <GovFormBody form={form} version={version}>
        {confirm.took || !confirm.counts || alone ? (
          <p className="govuk-body">
            {confirm.counts
              ? confirm.took
                ? waitsFor(confirm.others)
                : "Nobody else of the panel can confirm it."
              : `You may speak on this case and don’t count for its decision. ${confirm.because}`}
          </p>
        ) : null}
        {alone ? (
          <TextArea
            {...form.field("aloneReason")}
            label="Why you decide this alone"
            hint="The cycle’s report names you and this reason; name no child and no worker. To be two, ask a colleague from another service to join."
            rows={3}
            maxLength={1000}
          />
        ) : null}
        <ButtonGroup>
          {alone ? (
            <Button name="intent" value="alone">
              Decide alone
            </Button>
          ) : null}
          {confirm.counts && !confirm.took && !alone ? (
            <Button name="intent" value="confirm">
              Confirm this decision
            </Button>
          ) : null}
          {confirm.named ? (
            <Button variant="secondary" name="intent" value="not-there">
              I was not there
            </Button>
          ) : null}
          <Link to={paths.moderation.compare(auditId, { change: "yes" })}>
            Record another decision
          </Link>
          {confirm.mayAlone ? (
            <Link to={paths.moderation.panel(auditId)}>Ask a colleague to join</Link>
          ) : null}
        </ButtonGroup>
      </GovFormBody>
    </section>
  );
}

const waitsFor = (names: readonly string[]): string =>
  names.length === 0
    ? "It waits for someone else, and nobody else of the panel can confirm it. The QA lead is told."
    : `It waits for one of ${names.length === 1 ? "" : `${names.length}: `}${names.slice(0, 6).join(", ")}${names.length > 6 ? " and others" : ""}.`;
