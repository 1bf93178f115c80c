/**
 * Owns telling words that look like a person's name in free text.
 * Practice: audits name nobody of a family; a false alarm costs the auditor a reason, so places,
 * agencies, roles, days and the starts of sentences are left alone, and so are known staff.
 */

/** Words that never are a name, nor part of one: they part the words before from those after. */
const plain = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june
  july august september october november december spring summer autumn winter christmas easter
  ramadan eid diwali english welsh scottish irish british polish romanian somali urdu arabic punjabi
  bengali ukrainian afghan albanian turkish french spanish portuguese muslim christian hindu sikh
  jewish catholic european african asian caribbean black white england wales scotland ireland
  britain london kingdom north south east west
  social worker workers senior advanced practitioner practitioners manager managers deputy head
  teacher teaching assistant independent reviewing officer officers chair guardian advocate visitor
  nurse midwife doctor consultant psychologist therapist solicitor judge police sergeant constable
  personal adviser advisor foster carer carers keyworker key lead director team service services
  child children childrens young person people baby family families parent parents mother father mum
  dad mummy daddy nan nana gran granny grandma grandad grandmother grandfather aunt auntie uncle
  brother sister son daughter stepmother stepfather partner
  outstanding good requires improvement inadequate mosaic liquidlogic teams zoom word ofsted
  the a an this that these those there here it its he she they we you i his her their our my your
  who what when where why how which while since after before during although because if but and or so
  for from with without within at by in on of to as no not yes all both each some most many one two
  three first second third last next also however therefore overall despite following evidence
  contact referral assessment assessments plan plans planning supervision recording impact review
  reviews visit visits record records chronology genogram analysis decision decisions case cases
  direct work working practice audit auditor moderator strength strengths risk risks need needs
  protection core group conference meeting strategy discussion section order orders early help
  signs safety graded care profile life story journey thresholds threshold information sharing
  return home interview missing episode exploitation domestic abuse neglect mental health substance
  misuse voice views wishes feelings pathway permanence placement panel board legal proceedings
  public law outline letter national local authority designated safeguarding special educational
  education act framework initial single joint multi agency hub front door duty virtual`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that make a place, a body or a document of the capitalised words before them. */
const ofPlace = new Set(
  `school academy college nursery university primary secondary infant infants junior hospital clinic
  surgery practice centre center hall house court road street avenue lane close drive way crescent
  grove park green gardens place square terrace estate borough council county city town village trust
  foundation charity church mosque temple project programme club hub unit ward team service services
  partnership commission committee office station library army museum refuge hostel lodge farm cottage
  nhs ltd plc camhs protocol toolkit model scale tool form map`
    .split(/\s+/)
    .filter(Boolean),
);

const titles = /^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend)$/i;
const relations =
  /^(brother|sister|son|daughter|sibling|mum|dad|mother|father|stepdad|stepmum|stepfather|stepmother|partner|boyfriend|girlfriend|husband|wife|aunt|auntie|uncle|cousin|nan|grandmother|grandfather|friend|baby|twin|called|named)$/;

const word = /[\p{L}\p{M}][\p{L}\p{M}'’]*(?:-[\p{L}\p{M}'’]+)*/gu;
const capital = /^(?:\p{Lu}['’])?\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}?[\p{Ll}'’]+)*$/u;
const mixed = /^(?:Mc|Mac|De|La|Le)\p{Lu}\p{Ll}+$/u;

type Word = { text: string; gap: string; starts: boolean };

const bare = (text: string): string => text.replace(/['’]s?$/u, "");
const fold = (text: string): string => bare(text).toLowerCase().replace(/’/g, "'");

/** The words of a text, each with what stands before it and whether it starts a sentence. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    const gap = text.slice(end, match.index);
    const before = words.at(-1);
    // "Mr. Smith" is one sentence.
    const abbreviated = before && titles.test(before.text) && gap === ". ";
    const starts = !before || (!abbreviated && /[.!?:;•\n\r"“‘(]|(^|\s)[-–—*]\s/u.test(gap));
    words.push({ text: match[0], gap: abbreviated ? " " : gap, starts });
    end = match.index + match[0].length;
  }
  return words;
}

const looksLikeName = ({ text }: Word): boolean => capital.test(text) || mixed.test(text);

/**
 * What looks like a person's name, each once, in the order of the text. `known` are names that may
 * stand there: of staff and of teams.
 */
export function namesInText(text: string, known: readonly string[] = []): string[] {
  const words = wordsOf(text);
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const here = words[at] as Word;
    const next = words[at + 1];
    const follows = next && next.gap === " " && looksLikeName(next) && !plain.has(fold(next.text));
    if (follows && titles.test(here.text) && next) {
      found.push(`${here.text} ${bare(next.text)}`);
      at += 1;
      continue;
    }
    if (follows && relations.test(here.text) && next) {
      const run = runFrom(words, at + 1);
      if (!run.isPlace) found.push(run.names.join(" "));
      at += run.length;
      continue;
    }
    if (!looksLikeName(here)) continue;
    const run = runFrom(words, at);
    if (!run.isPlace && run.names.length >= 2) found.push(run.names.join(" "));
    at += Math.max(0, run.length - 1);
  }
  const allowed = knownNames(known);
  return [...new Set(found)].filter((name) => !allowed(name));
}

/** The capitalised words that follow each other from here, and the part of them that may be a name. */
function runFrom(words: readonly Word[], from: number) {
  const run: Word[] = [];
  for (let at = from; at < words.length; at += 1) {
    const one = words[at] as Word;
    if (!looksLikeName(one) || (at > from && (one.gap !== " " || one.starts))) break;
    if (at > from && plain.has(fold(one.text)) && !ofPlace.has(fold(one.text))) break;
    run.push(one);
  }
  const after = words[from + run.length];
  const isPlace =
    run.some(({ text }, at) => at > 0 && ofPlace.has(fold(text))) ||
    (after?.gap === " " && ofPlace.has(fold(after.text)) && /^\p{Lu}/u.test(after.text));
  const names = run.filter(({ text }) => !plain.has(fold(text)) && !/^st$/i.test(text));
  return { length: Math.max(1, run.length), isPlace, names: names.map(({ text }) => bare(text)) };
}

/** Known by the whole name, or by a title or a word of kinship and the surname. */
function knownNames(known: readonly string[]): (name: string) => boolean {
  const whole = new Set(known.map((name) => name.toLowerCase()));
  const surnames = new Set(known.map((name) => name.toLowerCase().split(" ").at(-1) ?? ""));
  return (name) => {
    const [first = "", ...rest] = name.toLowerCase().split(" ");
    return whole.has(name.toLowerCase()) || (titles.test(first) && surnames.has(rest.join(" ")));
  };
}
