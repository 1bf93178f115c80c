import type { AnswerBase } from "~/rules/core/answer-merge";
import type { DraftForm } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { Button, ButtonGroup } from "~/ui/button";

/** What either of the practitioner's forms starts from. */
export type Draft = {
  saving: { url: string; personId: string };
  draft: {
    values: Record<string, string>;
    bases: Record<string, AnswerBase>;
    saveId: string;
    saved: string | null;
  };
};

/** What others read already, and since when. */
export type Sent = { writtenAt: string };

/** Send what is written, or keep it for oneself; and in words who can read it as it stands. */
export function SendButtons({
  draft,
  sent,
  names,
  words,
}: {
  draft: DraftForm;
  sent: Sent | null;
  names: readonly string[];
  words: string;
}) {
  const before = (sent ?? {}) as Record<string, unknown>;
  const isChanged = names.some((name) => draft.typed(name).trim() !== (before[name] || ""));
  return (
    <>
      <p className="govuk-body">{whoReads(sent, isChanged)}</p>
      <ButtonGroup>
        <Button>{words}</Button>
        <Button variant="secondary" name="intent" value="back" formNoValidate>
          Save and come back later
        </Button>
      </ButtonGroup>
      <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
    </>
  );
}

function whoReads(sent: Sent | null, isChanged: boolean): string {
  if (!sent) return "Not sent yet: only you can read this.";
  return isChanged
    ? `You sent this on ${sent.writtenAt} and changed it since. Only you can read the changes until you send it again.`
    : `You sent this on ${sent.writtenAt}.`;
}
