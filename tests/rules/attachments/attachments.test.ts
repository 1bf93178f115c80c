import { describe, expect, it } from "vitest";
import {
  cleanName,
  dispositionOf,
  isToScan,
  minutesToNextTry,
  scanInWords,
  sizeInWords,
  typeOfName,
} from "~/rules/attachments/attachments";
import { whyKept, whyNoFile } from "~/rules/learning-log/action-files";
import { type ActionStatus, actionStatuses } from "~/rules/learning-log/learning-log";

describe("The name of a file", () => {
  it.each([
    ["minutes.pdf", "minutes.pdf"],
    ["../../etc/passwd.txt", "passwd.txt"],
    ["C:\\Users\\kim\\plan.docx", "plan.docx"],
    // The sign that turns the direction of writing would show this as "annexexe.pdf" backwards.
    ["annex\u202efdp.exe", "annexfdp.exe"],
    ["a\u0000b\r\nSet-Cookie: x.txt", "abSet-Cookie_ x.txt"],
    ["  .hidden.csv  ", "hidden.csv"],
    ["two   spaces.txt", "two spaces.txt"],
    ['"quoted"<b>.png', "_quoted__b_.png"],
    ["Zoë’s plan.pdf", "Zoë’s plan.pdf"],
    ["..", ""],
    [".pdf", "pdf"],
    ["", ""],
    ["half\ud800.txt", "half.txt"],
  ])("%j is kept as %j", (typed, kept) => {
    expect(cleanName(typed)).toBe(kept);
  });

  it("is shortened before its ending", () => {
    const kept = cleanName(`${"x".repeat(300)}.pdf`);
    expect(kept).toHaveLength(124);
    expect(typeOfName(kept)).toBe("pdf");
  });

  it.each([
    ["a.PDF", "pdf"],
    ["photo.jpeg", "jpeg"],
    ["macro.docm", null],
    ["page.html", null],
    ["drawing.svg", null],
    ["old.doc", null],
    ["none", null],
    ["plan.pdf.exe", null],
  ])("%s says that it is %s", (name, type) => {
    expect(typeOfName(name)).toBe(type);
  });

  it("breaks out of no header", () => {
    for (const name of ['a"; filename="b.html', "a\r\nX: y", "Zoë’s (plan).pdf", "100 %.txt"]) {
      const header = dispositionOf(name);
      expect(header).toMatch(
        /^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.~%!#$&+^`|-]*$/,
      );
      expect(() => new Headers({ "Content-Disposition": header })).not.toThrow();
      expect(decodeURIComponent(header.replace(/^.*''/s, ""))).toBe(name);
    }
  });
});

it("says sizes as people do", () => {
  expect([1, 999, 1500, 999_499, 999_500, 10_485_760].map(sizeInWords)).toEqual([
    ...["1 byte", "999 bytes", "2 kB", "999 kB", "1.0 MB", "10.5 MB"],
  ]);
});

it("says of every file how it stands with the scanner", () => {
  expect(scanInWords("waiting", true)).toBe("Not yet scanned for viruses");
  expect(scanInWords("waiting", false)).toBe("Not scanned for viruses");
  expect(scanInWords("clean", true)).toBe("");
  expect(scanInWords("refused", false)).toMatch(/^Refused/);
  expect([isToScan("waiting"), isToScan("clean"), isToScan("refused")]).toEqual([
    true,
    false,
    false,
  ]);
  expect([0, 1, 5, 6, 50].map(minutesToNextTry)).toEqual([1, 2, 32, 60, 60]);
});

describe("The files of an action", () => {
  const mover = (mayUpdate: boolean, mayVerify: boolean) => ({ mayUpdate, mayVerify });

  it.each(actionStatuses)("come and go while it is %s, or stay", (status: ActionStatus) => {
    const open = ["open", "in-progress", "completed"].includes(status);
    expect(whyNoFile({ status }, mover(true, false)) === null).toBe(open);
    expect(whyNoFile({ status }, mover(false, true)) === null).toBe(open);
    expect(whyNoFile({ status }, mover(false, false))?.forbidden).toBe(true);
    const kept = whyKept({ status, evidence: "Minutes", files: 1 }, { isEvidence: true });
    expect(kept === null).toBe(open);
  });

  it("keep the only evidence of what was completed", () => {
    const claimed = { status: "completed", evidence: " ", files: 1 } as const;
    expect(whyKept(claimed, { isEvidence: true })).toMatch(/only evidence/);
    expect(whyKept({ ...claimed, files: 2 }, { isEvidence: true })).toBeNull();
    expect(whyKept({ ...claimed, evidence: "Minutes" }, { isEvidence: true })).toBeNull();
    // What the scanner refused is no evidence.
    expect(whyKept(claimed, { isEvidence: false })).toBeNull();
    expect(whyKept({ ...claimed, status: "open" }, { isEvidence: true })).toBeNull();
  });
});
