/** Owns the words of what a control chart says of a point: by which rule it is more than noise. */
import type { Signal } from "../statistics/control-signals";

const signalNames: Record<Signal, string> = {
  "Common Cause": "",
  "Above UCL": "above the upper limit",
  "Below LCL": "below the lower limit",
  "7 Point Trend (Increasing)": "one of seven in a row that rise",
  "7 Point Trend (Decreasing)": "one of seven in a row that fall",
  "2 in 3 Above CL": "two of three near the upper limit",
  "2 in 3 Below CL": "two of three near the lower limit",
  "7 Points Above CL": "one of seven in a row above the centre",
  "7 Points Below CL": "one of seven in a row below the centre",
};

/** By which rule a point is a signal; empty where it is none. */
export const signalInWords = (signal: Signal | null): string =>
  signal === null ? "" : signalNames[signal];
