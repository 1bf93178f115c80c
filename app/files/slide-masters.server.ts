/**
 * What every slide has: the place of its title, the council, the marking and its number.
 */
import type Pptxgen from "pptxgenjs";
import { language } from "./options";

export const masters = { title: "Title slide", idea: "One idea" } as const;

export const ink = "0B0C0C";
export const quiet = "484949";
const blue = "12436D";

/** What everything written is in, unless it says otherwise. */
export const font = { fontFace: "Arial", color: ink, lang: language } as const;

/** In inches, on a slide of 13.33 by 7.5. */
export const place = {
  left: 0.6,
  width: 12.13,
  opening: { x: 0.6, y: 3.1, w: 12.13, h: 3.4 },
  body: { x: 0.6, y: 1.6, w: 12.13, h: 4.75 },
  said: { x: 0.6, y: 6.35, w: 12.13, h: 0.55 },
} as const;

export function defineMasters(deck: Pptxgen, running: string, marking: string): void {
  const small = { ...font, fontSize: 11, color: quiet, margin: 0 } as const;
  const foot = [
    { text: { text: running, options: { ...small, x: 0.6, y: 6.95, w: 7.5, h: 0.35 } } },
    {
      text: {
        text: marking,
        options: { ...small, bold: true, align: "right", x: 8.3, y: 6.95, w: 3.6, h: 0.35 },
      },
    },
  ] as const;
  const slideNumber = {
    align: "right",
    valign: "middle",
    margin: 0,
    x: 12.1,
    y: 6.95,
    w: 0.7,
    h: 0.35,
    fontFace: "Arial",
    fontSize: 11,
    color: quiet,
  } as const;
  for (const [title, y, h, fontSize] of [
    [masters.title, 1.2, 1.8, 36],
    [masters.idea, 0.45, 1.05, 26],
  ] as const) {
    deck.defineSlideMaster({
      title,
      background: { color: "FFFFFF" },
      slideNumber,
      objects: [
        { rect: { x: 0, y: 0, w: 13.33, h: 0.14, fill: { color: blue } } },
        {
          placeholder: {
            options: {
              ...{ name: "title", type: "title", x: place.left, y, w: place.width, h, margin: 0 },
              ...{ fontFace: "Arial", fontSize, bold: true, color: ink, align: "left" },
              valign: title === masters.title ? "bottom" : "middle",
            },
            text: "",
          },
        },
        ...foot,
      ],
    });
  }
}
