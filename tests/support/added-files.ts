/** Files as people add them to records, made by hand: real ones of each kind, and what only looks like one. */
import { zip } from "./workbooks";

const types = (main: string, kind: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`;

const office = (main: string, kind: string, more: { name: string; content: string }[] = []) =>
  zip([
    { name: "[Content_Types].xml", content: types(main, kind) },
    { name: main, content: "<x/>" },
    ...more,
  ]);

const latin = (text: string) => Buffer.from(text, "latin1");

export const pdf = latin("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n");

/** A compound file as far as it is looked into: its signature and names of its parts. */
const compound = (...names: string[]) =>
  Buffer.concat([
    latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.from(name.padEnd(32, "\0"), "utf16le")),
  ]);

export const page = "<!doctype html><script>document.title='ran'</script>";

/** [name, content] of a file of each kind that is taken. */
export const goodFiles: [string, Buffer][] = [
  ["plan.pdf", pdf],
  ["plan.docx", office("word/document.xml", "wordprocessingml.document")],
  ["plan.xlsx", office("xl/workbook.xml", "spreadsheetml.sheet")],
  ["plan.pptx", office("ppt/presentation.xml", "presentationml.presentation")],
  ["notes.txt", Buffer.from("Chronologies: 7 of 8 up to date – naïve count\r\n")],
  ["old.txt", latin("Caf\xe9, \xa3 20\n")],
  ["marked.csv", Buffer.from("\ufeffcase,met\r\nA,yes\r\n")],
  ["picture.PNG", latin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")],
  ["photo.jpg", latin("\xff\xd8\xff\xe0\0\x10JFIF\0")],
  ["thanks.eml", latin("From: a@b.example\r\nDate: Mon, 1 Apr 2024 10:00:00\r\n\r\nThank you")],
  ["thanks.msg", compound("Root Entry", "__properties_version1.0", "__substg1.0_0037001F")],
];

/** What is refused, whatever it is called. */
export const badFiles: [why: string, name: string, content: Buffer][] = [
  ["a page called PDF", "plan.pdf", Buffer.from(page)],
  ["a page called text", "plan.txt", Buffer.from(` \n${page}`)],
  ["a page after a mark, called CSV", "plan.csv", Buffer.from(`\ufeff${page}`)],
  ["a page before a PDF", "plan.pdf", Buffer.concat([Buffer.from(page), pdf])],
  ["a drawing called PNG", "p.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ["a drawing", "p.svg", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ["a page", "p.html", Buffer.from(page)],
  ["a program", "run.exe", latin("MZ\x90\0")],
  ["a program called Word", "plan.docx", latin("MZ\x90\0")],
  ["a script called text", "run.txt", Buffer.from("#!/bin/sh\nrm -rf /\n")],
  ["a picture called PDF", "plan.pdf", latin("\xff\xd8\xff\xe0\0\x10JFIF\0")],
  ["Word called Excel", "plan.xlsx", office("word/document.xml", "wordprocessingml.document")],
  ["a zip file called Word", "plan.docx", zip([{ name: "a.txt", content: "a" }])],
  [
    "macros called Word",
    "plan.docx",
    office("word/document.xml", "wordprocessingml.document", [
      { name: "word/vbaProject.bin", content: "x" },
    ]),
  ],
  [
    "macros by their type",
    "plan.docx",
    zip([
      {
        name: "[Content_Types].xml",
        content: '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
      },
      { name: "word/document.xml", content: "<x/>" },
    ]),
  ],
  [
    "a list of parts that unpacks to far more",
    "plan.docx",
    zip([
      { name: "[Content_Types].xml", content: Buffer.alloc(30_000_000, 32), declared: 100 },
      { name: "word/document.xml", content: "<x/>" },
    ]),
  ],
  ["a broken zip", "plan.docx", latin("PK\x03\x04 and nothing more")],
  ["a locked document", "plan.docx", compound("EncryptedPackage")],
  ["an old document called email", "plan.msg", compound("WordDocument")],
  ["an email with macros in it", "m.msg", compound("__properties_version1.0", "_VBA_PROJECT")],
  ["numbers called text", "plan.txt", latin("a\0b")],
  ["no email", "plan.eml", Buffer.from("Just words\n")],
  ["no ending", "plan", pdf],
];
