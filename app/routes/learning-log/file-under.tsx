import { useActionData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { beginLearningForm, fileUnderForm } from "~/forms/learning";
import { paths } from "~/paths";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

type Offered = {
  likely: { id: string; reference: string; what: string }[];
  others: SelectOption[];
  begin: { what: string; area?: string; theme?: string };
  areas: SelectOption[];
  themes: SelectOption[];
};

/** Files what the page shows at a press under a likely learning; or under any other, or a new one. */
export function FileUnder({ offered }: { offered: Offered }) {
  const { likely, others } = offered;
  const outcome = useActionData<FormOutcome>();
  const begun = outcome?.typed.intent === "begin";
  const none = likely.length === 0 && others.length === 0;
  return (
    <>
      {none ? null : (
        <section aria-labelledby="likely">
          <h2 className="govuk-heading-m" id="likely">
            {likely.length > 0 ? "Have we learnt this before?" : "Nothing like it was found yet"}
          </h2>
          <ul className="los-findings">
            {likely.map(({ id, reference, what }) => (
              <li key={id}>
                <p className="govuk-body govuk-!-margin-bottom-1">
                  <Link to={paths.learning.one(id)}>{what}</Link>
                </p>
                <form method="post">
                  <input type="hidden" name="intent" value="file" readOnly />
                  <input type="hidden" name="learning" value={id} readOnly />
                  <Button variant="secondary">File it under {reference}</Button>
                </form>
              </li>
            ))}
          </ul>
          {others.length > 0 ? (
            <Another others={others} outcome={begun ? undefined : outcome} />
          ) : null}
        </section>
      )}
      <section aria-labelledby="begin">
        <h2 className="govuk-heading-m" id="begin">
          {none ? "What did we learn?" : "Or is it new?"}
        </h2>
        <Begin offered={offered} outcome={begun ? outcome : undefined} />
      </section>
    </>
  );
}

type Outcome = { outcome: FormOutcome | undefined };

function Another({ others, outcome }: Outcome & { others: SelectOption[] }) {
  const form = useGovForm({
    check: (entries) => parseForm(fileUnderForm, entries),
    stored: {},
    outcome,
  });
  return (
    <Details summary="Another one" open={outcome !== undefined}>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="file" readOnly />
        <Select
          {...form.field("learning")}
          label="What we learnt"
          emptyLabel="Choose"
          options={others}
        />
        <Button variant="secondary">File it there</Button>
      </GovFormBody>
    </Details>
  );
}

function Begin({ offered, outcome }: Outcome & { offered: Offered }) {
  const form = useGovForm({
    check: (entries) => parseForm(beginLearningForm, entries),
    stored: offered.begin,
    outcome,
  });
  return (
    <GovFormBody form={form}>
      <input type="hidden" name="intent" value="begin" readOnly />
      <TextArea
        {...form.field("what")}
        label="What we learnt"
        hint="In a sentence that names no child, worker or team"
        rows={3}
        maxLength={600}
      />
      <Select
        {...form.field("theme")}
        label="Theme (optional)"
        emptyLabel="None"
        options={offered.themes}
      />
      <Select
        {...form.field("area")}
        label="Practice area (optional)"
        emptyLabel="None"
        options={offered.areas}
      />
      <Button>File it under a new learning</Button>
    </GovFormBody>
  );
}
