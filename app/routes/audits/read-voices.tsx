import { type VoiceStatus, voiceStatusNames } from "~/rules/audits/content";
import { formatDate } from "~/rules/core/dates";
import type { VoiceKind } from "~/rules/tools/tools";
import { SummaryList } from "~/ui/summary-list";
import { voiceName } from "./voice-name";

type Voice = {
  key: string;
  kind: VoiceKind;
  label: string;
  status: string;
  reason: string;
  said: string;
  method: string;
  heldOn: string | null;
};

/** Who was heard and what they said, as it stood when the audit was submitted. */
export function ReadVoices({ voices }: { voices: Voice[] }) {
  if (voices.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Voices</h2>
      <SummaryList
        rows={voices.map((voice) => ({
          key: voiceName(voice),
          value: (
            <>
              {[
                voiceStatusNames[voice.status as VoiceStatus],
                voice.heldOn ? formatDate(voice.heldOn) : "",
                voice.method,
              ]
                .filter(Boolean)
                .join(", ")}
              {voice.said ? <p className="los-as-written">{voice.said}</p> : null}
              {voice.reason ? <p className="los-as-written">{voice.reason}</p> : null}
            </>
          ),
        }))}
      />
    </>
  );
}
