/** Owns what auditors wrote about case recording in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const caseRecordingWords: AreaWords = {
  outstanding: {
    commentaries: [
      "Much of this record is written to the child, kindly and honestly. It could be handed to them one day without changing a word.",
      "The chronology is alive: significant events only, each with what it meant. I understood two years in ten minutes.",
      "Concise, current and complete. Reasons stand beside every decision and a stranger could act on it tonight.",
    ],
    details: [
      "Photographs and certificates are kept where the child will be able to find them.",
      "Every document carries a name that says what it is.",
    ],
    rationales: [
      "The record does this child justice. I could not improve on it.",
      "Beyond Good because it is written with the child as its reader.",
      "Complete and a pleasure to use.",
    ],
  },
  good: {
    commentaries: [
      "Visits are written up within days and the case summary is current. I found what I needed without asking.",
      "Writing is clear and respectful, and opinion is marked as opinion. The chronology was last brought up to date a month ago.",
      "Documents are in the right folders and most follow the naming rules. Decisions carry a reason.",
      "The record is easy to follow and not longer than it need be. Telephone calls are summed up in a few lines with what was agreed.",
      "Family members, addresses and legal status are right, and the relationships are linked.",
      "Case notes have helpful headings, so that the visit, what was seen and what happens next stand apart.",
      "The summary would let a duty worker understand who is who and what to do tonight.",
    ],
    details: [
      "Two emails from partners are pasted in whole where a summary would do.",
      "One set of minutes was uploaded late.",
      "Sensitive information about a third person is kept apart, as it should be.",
      "Sibling records are separate and not copied.",
      "A few scanned documents have no meaningful name.",
    ],
    rationales: [
      "Up to date, in order and respectful. The odd late entry does not alter that.",
      "I could rely on this record, which is the test for Good.",
      "Nothing important was missing or hard to find.",
      "The chronology and summary are both usable, which sets it above Requires improvement.",
      "Clear enough for a new worker to take over without a conversation.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "Visits are on the record, but several were written up three weeks or more after they took place.",
      "The chronology stops last spring, just before the events that matter most.",
      "A screening tool is mentioned twice and I could not find it anywhere.",
      "Entries are long and hold emails in full. The important decision of the autumn is in the middle of one of them.",
      "Some of the language would hurt the family to read, and it blurs fact and opinion.",
      "The same visit record is used for each sibling, so that this child is hard to see in it.",
      "The case summary describes the family as it was before the last move.",
    ],
    details: [
      "Ethnicity is recorded in one place and missing in another.",
      "Minutes of two meetings are not on the file.",
      "The social worker knew where things were and showed me, but a new worker would not.",
      "Recent entries are clearer than older ones.",
      "Documents are saved under names such as scan and letter.",
    ],
    rationales: [
      "The essentials are there with effort; a current chronology and summary would make this Good.",
      "Not Inadequate because actions to keep the child safe can be traced.",
      "Delay in writing up makes the record less reliable than it should be.",
      "A duty worker would struggle with this at night.",
      "The record explains what was done more than why.",
    ],
  },
  inadequate: {
    commentaries: [
      "Four visits that the worker remembers well are not on the record at all.",
      "There is no trace of who decided that the child could return home, or when.",
      "Parts of another family's record are on this file.",
      "The address and the people living there are wrong, and a safeguarding letter went astray because of it.",
      "Nothing has been written since the worker left ten weeks ago.",
      "Entries about a safeguarding matter were made long after the event, without saying so.",
    ],
    details: [
      "The matter has been reported as a breach where it needed to be.",
      "The team manager is putting the record right with the worker.",
    ],
    rationales: [
      "The record cannot be relied upon to show how the child was kept safe.",
      "Key decisions are missing, not only late.",
      "Errors of fact on this scale put the child at risk.",
      "I could not tell from the record what has been happening.",
    ],
  },
};
