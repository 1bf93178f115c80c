/**
 * `quickFolder()`: where the files of a test run go. In memory where there is room for them, since
 * a run makes and removes many hundred databases; else, or where TMPDIR says, as for any other file.
 */
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
/** A run keeps a few hundred megabytes there at a time. */
const room = 4 * 1024 ** 3;

export function quickFolder(): string {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= room ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
