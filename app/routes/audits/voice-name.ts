import type { VoiceKind } from "~/rules/tools/tools";

const names: Record<VoiceKind, string> = {
  child: "Child or young person",
  parent: "Parent or carer",
  practitioner: "Practitioner",
};

/** A voice as lists call it: "Mother", or what kind of voice it is. */
export const voiceName = (voice: { kind: VoiceKind; label: string }): string =>
  voice.label.trim() || names[voice.kind];
