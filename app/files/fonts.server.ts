/**
 * Owns the letters of drawings in files: the same on every machine, because a drawing is made where
 * no fonts may be installed.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const file = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

export const fontFiles = {
  family: "DejaVu Sans",
  files: [file("DejaVuSans"), file("DejaVuSans-Bold")],
} as const;
