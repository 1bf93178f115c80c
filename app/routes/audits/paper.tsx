import { type AreaContent, type AuditVoice, voiceStatusNames } from "~/rules/audits/content";
import { formatDate, isDate } from "~/rules/core/dates";
import { type Judgement, judgementNames } from "~/rules/tools/grades";
import { answerChoices, answerInWords } from "~/rules/tools/prompts";
import { type Grade, grades } from "~/rules/tools/scale";
import { isGradedArea, type PracticeArea } from "~/rules/tools/tools";
import { voiceName } from "./voice-name";

const box = "☐ ";

/** A text as it stands, or room to write it. */
export function PaperText({ title, text, blank }: { title: string; text: string; blank: boolean }) {
  return (
    <div className="los-paper__text">
      <h3 className="govuk-heading-s">{title}</h3>
      {blank ? (
        <div className="los-paper__room" />
      ) : (
        <p className="govuk-body los-as-written">{text.trim() || "Nothing written yet"}</p>
      )}
    </div>
  );
}

/** The grade given, with its descriptor; all four to choose from where it is to be written on. */
export function PaperGrade({
  descriptors,
  judgement,
  blank,
}: {
  descriptors: Record<Grade, string>;
  judgement: Judgement | null;
  blank: boolean;
}) {
  return (
    <>
      {blank ? null : (
        <p className="govuk-body">
          <strong>Grade (provisional): {judgement ? judgementNames[judgement] : "none yet"}</strong>
        </p>
      )}
      <dl className="los-paper__grades">
        {(blank ? grades : grades.filter((grade) => grade === judgement)).map((grade) => (
          <div key={grade}>
            <dt>
              {blank ? box : ""}
              {judgementNames[grade]}
            </dt>
            <dd>{descriptors[grade]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const isUntouched = ({ prompts, commentary, judgement, rationale }: AreaContent): boolean =>
  !commentary.trim() &&
  !rationale.trim() &&
  judgement === null &&
  Object.values(prompts).every(({ answer, note }) => answer === null && !note.trim());

export function PaperArea({
  area,
  content,
  blank,
}: {
  area: PracticeArea;
  content: AreaContent | undefined;
  blank: boolean;
}) {
  if (!blank && (!content || isUntouched(content)))
    return (
      <section className="los-paper__part">
        <h2 className="govuk-heading-m">{area.name}</h2>
        <p className="govuk-body">Nothing written yet</p>
      </section>
    );
  return (
    <section className="los-paper__part">
      <h2 className="govuk-heading-m">{area.name}</h2>
      <p className="govuk-body">{area.about}</p>
      <ol className="govuk-list govuk-list--number">
        {area.prompts.map((prompt) => {
          const given = content?.prompts[prompt.code];
          const choices = answerChoices(prompt);
          return (
            <li key={prompt.code} className="los-paper__prompt">
              {prompt.text}
              <span className="los-paper__answer">
                {blank
                  ? choices.map(({ name }) => `${box}${name}`).join("   ") || "……………………"
                  : given?.answer
                    ? answerInWords(prompt, given.answer)
                    : "Not answered"}
              </span>
              {!blank && given?.note ? (
                <span className="los-as-written">Note: {given.note}</span>
              ) : null}
            </li>
          );
        })}
      </ol>
      <PaperText title="Commentary" text={content?.commentary ?? ""} blank={blank} />
      {isGradedArea(area) ? (
        <>
          <PaperGrade
            descriptors={area.descriptors}
            judgement={content?.judgement ?? null}
            blank={blank}
          />
          <PaperText title="Why this grade?" text={content?.rationale ?? ""} blank={blank} />
        </>
      ) : null}
    </section>
  );
}

export function PaperVoices({ voices, blank }: { voices: AuditVoice[]; blank: boolean }) {
  return (
    <section className="los-paper__part">
      <h2 className="govuk-heading-m">The child, the family and the practitioner</h2>
      {voices.map((voice) => (
        <PaperText
          key={voice.key}
          title={voiceName(voice)}
          blank={blank}
          text={[
            voice.status ? voiceStatusNames[voice.status] : "Not answered yet",
            [isDate(voice.heldOn) ? formatDate(voice.heldOn) : "", voice.method]
              .filter(Boolean)
              .join(", "),
            voice.said,
            voice.reason,
            voice.notShared ? "Not to be shared with the worker" : "",
          ]
            .filter(Boolean)
            .join("\n")}
        />
      ))}
    </section>
  );
}
