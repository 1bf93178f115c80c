import { createContext, useContext } from "react";
import { sentenceCase } from "~/rules/core/words";
import { subjectWords } from "~/rules/samples/records";

/** What the parts of a page call that which is reviewed: a case unless the page says otherwise. */
export const SubjectContext = createContext<keyof typeof subjectWords>("case");

export function useSubject() {
  const subject = useContext(SubjectContext);
  const { one, many } = subjectWords[subject];
  return { one, many, title: subject === "case" ? "Case" : "Record", titles: sentenceCase(many) };
}
