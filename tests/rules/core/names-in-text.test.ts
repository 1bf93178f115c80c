import { describe, expect, it } from "vitest";
import { namesInText } from "~/rules/core/names-in-text";

describe("words that look like a person's name", () => {
  it.each([
    ["The plan was written with Tyler Marsh in May.", ["Tyler Marsh"]],
    ["Tyler Marsh was seen alone.", ["Tyler Marsh"]],
    ["Mrs Marsh said the visits help.", ["Mrs Marsh"]],
    ["She told Mr. O’Brien that she was well.", ["Mr O’Brien"]],
    ["Her brother Tyler was home too.", ["Tyler"]],
    ["His dad Jean-Luc Picard-Jones came.", ["Jean-Luc Picard-Jones"]],
    ["Social Worker Jane Ashdown visited.", ["Jane Ashdown"]],
    ["It was Tyler Marsh’s first review.", ["Tyler Marsh"]],
    ["Seen with Siân McAllister at nursery", ["Siân McAllister"]],
    ["Tyler Marsh was seen. Tyler Marsh drew a picture.", ["Tyler Marsh"]],
    ["Tyler Marsh and Ella Marsh live apart.", ["Tyler Marsh", "Ella Marsh"]],
  ])("%s", (text, names) => {
    expect(namesInText(text)).toEqual(names);
  });

  it.each([
    ["nothing at all", ""],
    ["the starts of sentences", "Good use of history. Plans drift. She is safe.\nHe was seen."],
    ["days and months", "Seen on Monday 4 March and Tuesday 2 April; Easter Monday too."],
    ["roles", "The Independent Reviewing Officer and the Team Manager agreed. Mum said so."],
    ["meetings", "Child Protection Conference, Core Group, Family Group Conference held."],
    ["schools", "Moved from Oakfield Primary School to Saint Mary’s Academy."],
    ["streets and places", "Lives at Maple Grove Road near Victoria Park, West London."],
    ["bodies", "Wokingham Borough Council, Berkshire Healthcare NHS and Barnardo’s Trust."],
    ["tools and laws", "The Graded Care Profile and the Children Act 1989; Signs of Safety."],
    ["abbreviations", "The IRO, CAMHS and the LADO were told. A CFA and a S47 followed."],
    ["grades", "Requires Improvement, not Good."],
    ["quotes", "“She listens.” “He never came,” Dad said. Mum: “Better now.”"],
    ["nationalities", "A Polish interpreter and a Somali advocate helped."],
    ["lists", "- Direct work\n- Life story\n* Chronology"],
    ["one first name alone", "Tyler was seen alone twice."],
  ])("leaves %s alone", (_what, text) => {
    expect(namesInText(text)).toEqual([]);
  });

  it("leaves known staff and teams alone, by whole name or by title", () => {
    const known = ["Wren Castle", "Alex Morley", "Rowan Leaving"];
    expect(namesInText("Wren Castle visited; Ms Castle and Alex Morley agreed.", known)).toEqual(
      [],
    );
    expect(namesInText("Rowan Leaving took it on.", known)).toEqual([]);
    expect(namesInText("Wren Marsh visited.", known)).toEqual(["Wren Marsh"]);
    expect(namesInText("Mrs Marsh agreed.", known)).toEqual(["Mrs Marsh"]);
  });
});
