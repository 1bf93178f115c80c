import { useEffect, useState } from "react";
import { plural } from "~/rules/core/words";

const inNumbers = (count: number): string => count.toLocaleString("en-GB");
const characters = (count: number): string =>
  `${inNumbers(count)} ${plural(count, "character", "characters")}`;

/** How long a text is, in words that help: nothing is cut, and nobody counts who is far from it. */
export function lengthInWords(text: string, most?: number, usual?: number): string {
  const left = most === undefined ? Number.POSITIVE_INFINITY : most - text.trim().length;
  if (left < 0) return `You have ${characters(-left)} too many`;
  if (most !== undefined && left < most / 10) return `You have ${characters(left)} left`;
  const words = text.match(/\S+/g)?.length ?? 0;
  const so = usual && words > 0 ? `${inNumbers(words)} ${plural(words, "word", "words")}. ` : "";
  const aim = usual ? `About ${usual} words is usual` : "";
  const up = most === undefined ? "" : `${aim ? ", up" : "Up"} to ${characters(most)}`;
  return `${so}${aim}${up}`;
}

/** Said under a text as it grows; read aloud only near and beyond the most, after a pause. */
export function TextLength({
  id,
  text,
  most,
  usual,
}: {
  id: string;
  text: string;
  most?: number;
  usual?: number;
}) {
  const words = lengthInWords(text, most, usual);
  const urgent = words.startsWith("You have");
  const over = urgent && words.endsWith("too many");
  const [said, setSaid] = useState("");
  useEffect(() => {
    const later = setTimeout(() => setSaid(urgent ? words : ""), 1000);
    return () => clearTimeout(later);
  }, [urgent, words]);
  return (
    <>
      <p id={id} className={`los-field-note${over ? " los-field-note--over" : ""}`}>
        {words}
      </p>
      <span className="govuk-visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
