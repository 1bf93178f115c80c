/** `npm run check`: format, lint, types, import rules and dead code, in a minute and without a server. */
import { runStep, staticChecks } from "./steps";

const failed: string[] = [];
for (const step of staticChecks) {
  if (!(await runStep(step))) failed.push(step.name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
