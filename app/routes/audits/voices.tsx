import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { voiceFields } from "~/forms/audit-draft";
import { asTyped } from "~/forms/autosave";
import { paths } from "~/paths";
import { contentFromAnswers, fieldNames } from "~/rules/audits/content";
import type { ToolDefinition, VoiceKind } from "~/rules/tools/tools";
import { draftOf, readEntries } from "~/server/drafts.server";
import { guarded } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { DraftBody, SaveButtons, useDraft } from "~/ui/autosave/draft-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { listAnswers, valuesOf } from "~db/audits/answers.server";
import { findReflection } from "~db/audits/reflections.server";
import { listSaidByFamily } from "~db/family-feedback/said.server";
import { mayReflect } from "~db/people/reflecting.server";
import { AuditPage } from "./audit-page";
import { FamilySaid } from "./family-said";
import { VoiceFieldset } from "./voice-fieldset";
import { findOpenTool, findWriting, saveDraft } from "./writing.server";

export const meta = () => [{ title: "Voices - Audit - Line of Sight" }];

const mostParents = 9;
const parentKey = /^parent-[1-9]$/;

const smallChild = ({ age, unborn }: { age: number | null; unborn: boolean }) =>
  unborn ? ("unborn" as const) : age !== null && age < 2 ? ("baby" as const) : null;

/** The voices on the page: those asked for or begun, and one more parent when it was asked for. */
function voicesShown(tool: ToolDefinition, values: Record<string, string>, add: string | null) {
  const voices = contentFromAnswers(values, tool).voices.map(({ key, kind }) => ({ key, kind }));
  if (add && parentKey.test(add) && tool.voices.includes("parent")) {
    const shown = voices.findLastIndex(({ kind }) => kind === "parent");
    if (!voices.some(({ key }) => key === add)) {
      voices.splice(shown + 1, 0, { key: add, kind: "parent" });
    }
  }
  return voices;
}

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, answers, values, audit } = await findWriting(guard);
  const add = new URL(guard.request.url).searchParams.get("add");
  const voices = voicesShown(tool, values, add);
  const reflection = await findReflection(guard.db, audit.id);
  const removing = new URL(guard.request.url).searchParams.get("remove");
  return {
    frame,
    voices,
    removing: removing && parentKey.test(removing) ? removing : null,
    childAge: smallChild(audit),
    said: await listSaidByFamily(guard.db, audit.id, { isWorker: false }),
    reflected: reflection !== null,
    mayReflect: await mayReflect(guard.db, audit.workerId),
    mayAdd: voices.filter(({ kind }) => kind === "parent").length < mostParents,
    draft: draftOf(voiceFields(voices.map(({ key }) => key)), answers, guard.today),
  };
});

/** The keys of the voices a form holds, as far as the tool asks for such voices. */
function keysPosted(form: FormData, tool: ToolDefinition): string[] {
  const keys = form.getAll("voice").filter((key) => typeof key === "string");
  const known = (key: string) => key === "child" || key === "practitioner" || parentKey.test(key);
  return [...new Set(keys)].filter(
    (key) => known(key) && tool.voices.includes(key.split("-")[0] as VoiceKind),
  );
}

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const tool = await findOpenTool(guard);
  const form = await readEntries(guard.request);
  const keys = keysPosted(form, tool);
  const { id } = guard.subject;
  const intent = String(form.get("intent") ?? "");
  const after = (start: string) => (intent.startsWith(start) ? intent.slice(start.length) : null);
  const leaving = after("remove:");
  const gone = after("removed:");
  if (gone) for (const { name } of voiceFields([gone])) empty(form, name);
  const refused = await saveDraft(guard, voiceFields(keys), form);
  if (refused) return refused;
  if (intent === "back") return redirect(paths.audits.one(id));
  if (gone) return guard.done(paths.audits.voices(id), "The parent or carer is removed");
  if (leaving) {
    const values = valuesOf(await listAnswers(guard.db, id));
    const holds = voiceFields([leaving]).some(({ name }) => values[name]);
    if (!holds) return redirect(paths.audits.voices(id));
    return redirect(`${paths.audits.voices(id, { remove: leaving })}#${removalId(leaving)}`);
  }
  if (intent === "add") {
    const next = 1 + Math.max(0, ...keys.map((key) => Number(key.split("-")[1] ?? 0)));
    const add = `parent-${Math.min(next, mostParents)}`;
    return redirect(`${paths.audits.voices(id, { add })}#${fieldNames.voice(add, "label")}`);
  }
  return redirect(paths.audits.area(id, tool.areas[0]?.code ?? ""));
});

const removalId = (key: string) => `${key}-removal`;

function empty(form: FormData, name: string): void {
  for (const part of ["day", "month", "year"]) form.delete(`${name}.${part}`);
  form.set(name, "");
}

export default function Voices() {
  const { frame, voices, said } = useLoaderData<typeof loader>();
  return (
    <AuditPage
      frame={frame}
      title="The child, the family and the practitioner"
      lead="An audit is done with people, not about them. Hear each of them where it is safe and right to do so, and say why where it was not."
      current="voices"
    >
      {said.length > 0 ? (
        <FamilySaid said={said} folded />
      ) : (
        <p className="govuk-body">
          No one independent has been asked to hear this family in this cycle.
        </p>
      )}
      <VoicesForm key={voices.map(({ key }) => key).join(" ")} />
    </AuditPage>
  );
}

const headings: Record<VoiceKind, string> = {
  child: "The child or young person",
  parent: "Parent or carer",
  practitioner: "The practitioner",
};

function VoicesForm() {
  const {
    frame,
    voices,
    reflected,
    mayReflect,
    mayAdd,
    removing,
    childAge,
    draft: stored,
  } = useLoaderData<typeof loader>();
  const fields = voiceFields(voices.map(({ key }) => key));
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(fields),
    draft: stored,
    outcome: useActionData<typeof action>(),
  });
  const parents = voices.filter(({ kind }) => kind === "parent");
  return (
    <DraftBody draft={draft}>
      {voices.map(({ key, kind }) => {
        const isLastParent = key === parents.at(-1)?.key;
        const number = parents.length > 1 ? ` ${parents.findIndex((p) => p.key === key) + 1}` : "";
        return (
          <section key={key} className="los-voice" aria-labelledby={`${key}-heading`}>
            <input type="hidden" name="voice" value={key} />
            <h2 className="govuk-heading-m" id={`${key}-heading`}>
              {headings[kind]}
              {kind === "parent" ? number : ""}
            </h2>
            {kind === "practitioner" ? (
              <Invitation reflected={reflected} can={mayReflect} worker={frame.worker} />
            ) : null}
            <VoiceFieldset voiceKey={key} kind={kind} age={childAge} draft={draft} />
            {kind === "parent" && parents.length > 1 ? (
              <Remove voiceKey={key} asking={key === removing} auditId={frame.id} />
            ) : null}
            {isLastParent && mayAdd ? (
              <p>
                <Button variant="secondary" name="intent" value="add">
                  Add another parent or carer
                </Button>
              </p>
            ) : null}
          </section>
        );
      })}
      <SaveButtons draft={draft} />
    </DraftBody>
  );
}

/** What was written of a parent goes once it was asked whether it should. */
function Remove({
  voiceKey,
  asking,
  auditId,
}: {
  voiceKey: string;
  asking: boolean;
  auditId: string;
}) {
  if (!asking)
    return (
      <Button variant="secondary" name="intent" value={`remove:${voiceKey}`}>
        Remove this parent or carer
      </Button>
    );
  return (
    <div className="govuk-inset-text">
      <h3 className="govuk-heading-s" id={removalId(voiceKey)}>
        Remove this parent or carer, and what is written above?
      </h3>
      <ButtonGroup>
        <Button variant="warning" name="intent" value={`removed:${voiceKey}`}>
          Remove it all
        </Button>
        <Link to={paths.audits.voices(auditId)}>Keep it</Link>
      </ButtonGroup>
    </div>
  );
}

function Invitation({
  reflected,
  can,
  worker,
}: {
  reflected: boolean;
  can: boolean;
  worker: string;
}) {
  return (
    <InsetText>
      {reflected
        ? `${worker} has written a reflection: you will read it when you check your answers.`
        : can
          ? `${worker} can write a reflection of their own, from their home page, at any time.`
          : `${worker} has no account here as a practitioner, and can’t write a reflection: ask for their view yourself.`}
    </InsetText>
  );
}
