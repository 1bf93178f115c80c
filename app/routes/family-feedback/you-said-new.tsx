import { redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { youSaidForm } from "~/forms/you-said";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { writeYouSaid } from "~db/family-feedback/you-said.server";
import { readRestsOn } from "./rests-on.server";
import { YouSaidFields } from "./you-said-fields";

export const meta = () => [{ title: "Write an entry - You said, we did - Line of Sight" }];

export const loader = guarded("family-feedback.publish", noRecord, async () => null);

export const action = guarded("family-feedback.publish", noRecord, async (guard) => {
  const { request, db, actor, stamp } = guard;
  const form = await readForm(request, youSaidForm);
  if (!form.ok) return refuse(form);
  const rests = await readRestsOn(db, form.value);
  if (!rests.ok) return refuse({ errors: rests.errors, typed: form.typed });
  const id = await transact(db, (tx) =>
    writeYouSaid(tx, { ...stamp, actorId: actor.id }, { ...form.value, ...rests.value }),
  );
  return redirect(paths.youSaid.one(id));
});

export default function NewYouSaid() {
  const form = useGovForm({
    check: (entries) => parseForm(youSaidForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.youSaid.entries()}>You said, we did</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Write an entry" lead="It is a draft until you publish it." />
          <GovFormBody form={form}>
            <YouSaidFields form={form} />
            <ButtonGroup>
              <Button>Save and look at it</Button>
              <Link to={paths.youSaid.entries()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
