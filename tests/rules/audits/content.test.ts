import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consistencyCodes } from "~/rules/audits/consistency";
import { contentFromAnswers, fieldNames, isAuditField } from "~/rules/audits/content";
import { coreV2 } from "~db/tools/core-v2";
import { completeAnswers, smallTool } from "../../support/small-tool";

describe("field names", () => {
  it("are as they are kept in the database", () => {
    expect([
      fieldNames.areaPrompt("assessment", "timely"),
      fieldNames.areaPromptNote("assessment", "timely"),
      fieldNames.commentary("assessment"),
      fieldNames.grade("assessment"),
      fieldNames.rationale("assessment"),
      fieldNames.team("assessment"),
      fieldNames.overallGrade,
      fieldNames.overallRationale,
      fieldNames.voice("parent-1", "label"),
      fieldNames.promptReason("overall-above-lowest"),
      fieldNames.question("seen-alone"),
      fieldNames.questionNote("seen-alone"),
    ]).toEqual([
      "area.assessment.prompt.timely",
      "area.assessment.prompt.timely.note",
      "area.assessment.commentary",
      "area.assessment.grade",
      "area.assessment.rationale",
      "area.assessment.team",
      "overall.grade",
      "overall.rationale",
      "voice.parent-1.label",
      "prompt.overall-above-lowest",
      "question.seen-alone",
      "question.seen-alone.note",
    ]);
  });

  const known = (field: string) => isAuditField(field, smallTool, consistencyCodes);
  it.each([
    ...Object.keys(completeAnswers),
    "area.assessment.prompt.timely",
    "area.assessment.prompt.timely.note",
    "area.assessment.commentary",
    "area.assessment.team",
    "question.seen-alone.note",
    "voice.parent-12.not-shared",
    "prompt.no-child-voice",
  ])("knows %s", (field) => {
    expect(known(field)).toBe(true);
  });

  it.each([
    "",
    "area.housing.grade",
    "area.assessment.prompt.unknown",
    "area.assessment",
    "question.unknown",
    "voice.parent-0.said",
    "voice.parent-100.said",
    "voice.neighbour.said",
    "voice.child.name",
    "prompt.unknown",
    "__proto__",
    "overall.grade ",
  ])("does not know %j", (field) => {
    expect(known(field)).toBe(false);
  });

  it("leaves out what the tool does not ask for", () => {
    const dip = { ...smallTool, overall: null, voices: [] };
    expect(isAuditField("overall.grade", dip, [])).toBe(false);
    expect(isAuditField("voice.child.said", dip, [])).toBe(false);
    expect(isAuditField("prompt.no-child-voice", dip, [])).toBe(false);
  });
});

describe("content read from answers", () => {
  it("is empty but whole when nothing is answered", () => {
    const content = contentFromAnswers({}, coreV2);
    expect(Object.keys(content.areas)).toEqual(coreV2.areas.map((area) => area.code));
    expect(content.voices.map((voice) => [voice.key, voice.status])).toEqual([
      ["child", null],
      ["parent-1", null],
      ["practitioner", null],
    ]);
    for (const area of Object.values(content.areas))
      expect(area).toMatchObject({ judgement: null, rationale: "", responsibleTeamId: null });
    expect(content.overall).toEqual({ grade: null, rationale: "" });
  });

  it("reads every kind of answer", () => {
    const content = contentFromAnswers(
      {
        ...completeAnswers,
        "area.assessment.prompt.timely": "partly",
        "area.assessment.prompt.timely.note": "Two weeks late",
        "area.assessment.commentary": "Read twelve months",
        "area.contact.team": "mash",
        "question.seen-alone.note": "Each visit",
        "prompt.no-child-voice": "Baby",
        "voice.parent-1.label": "Mother",
        "voice.parent-1.method": "Telephone",
        "voice.parent-1.held-on": "2024-04-09",
        "voice.parent-1.not-shared": "yes",
      },
      smallTool,
      { findings: { strengths: 2, developments: 1 }, actions: [{ area: "assessment" }] },
    );
    expect(content.areas.assessment).toEqual({
      prompts: { timely: { answer: "partly", note: "Two weeks late" } },
      commentary: "Read twelve months",
      judgement: "good",
      rationale: "Analysis draws on history",
      responsibleTeamId: null,
    });
    expect(content.areas.contact).toMatchObject({
      judgement: "not-applicable",
      responsibleTeamId: "mash",
    });
    expect(content.overall).toEqual({ grade: "good", rationale: "It made a difference" });
    expect(content.questions).toEqual({ "seen-alone": { answer: "met", note: "Each visit" } });
    expect(content.promptReasons).toEqual({ "no-child-voice": "Baby" });
    expect(content.voices[1]).toEqual({
      key: "parent-1",
      kind: "parent",
      label: "Mother",
      status: "declined",
      reason: "Did not want to be called",
      said: "",
      heldOn: "2024-04-09",
      method: "Telephone",
      notShared: true,
    });
    expect(content.findings).toEqual({ strengths: 2, developments: 1 });
    expect(content.actions).toEqual([{ area: "assessment" }]);
  });

  it("adds further voices in the order of their numbers, and drops emptied ones", () => {
    const { voices } = contentFromAnswers(
      {
        "voice.parent-10.label": "Grandmother",
        "voice.parent-2.label": "Father",
        "voice.parent-3.label": "",
      },
      smallTool,
    );
    expect(voices.map((voice) => voice.key)).toEqual([
      "child",
      "parent-1",
      "parent-2",
      "parent-10",
      "practitioner",
    ]);
  });

  it("takes a code that is no choice for no answer", () => {
    const content = contentFromAnswers(
      {
        "area.assessment.grade": "superb",
        "overall.grade": "not-applicable",
        "voice.child.status": "shouted",
        "question.seen-alone": "yes",
        "area.assessment.prompt.timely": "met",
      },
      smallTool,
    );
    expect(content).toEqual(contentFromAnswers({}, smallTool));
  });

  it("ignores unknown fields, whatever they are called", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (unknown) => {
        fc.pre(Object.keys(unknown).every((key) => !/^(prompt|voice)\./.test(key)));
        expect(contentFromAnswers({ ...unknown, ...completeAnswers }, smallTool)).toEqual(
          contentFromAnswers(completeAnswers, smallTool),
        );
      }),
    );
  });
});
