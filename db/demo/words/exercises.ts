/**
 * Owns the order in which the demonstration's thematic audits and dip samples are told.
 * Practice: exercises chain, so one that prompts another comes before it.
 */
import type { DemoExercise } from "./exercise-shape";
import { exploitationSampleNext, planSample, planSampleNext } from "./exercises-plans";
import {
  preProceedingsSample,
  section47Sample,
  strategyMeetingSample,
} from "./exercises-safeguarding";
import { exploitationThematic, pathwayThematic } from "./exercises-thematic";

export const demoExercises: readonly DemoExercise[] = [
  exploitationThematic,
  planSample,
  strategyMeetingSample,
  pathwayThematic,
  section47Sample,
  preProceedingsSample,
  planSampleNext,
  exploitationSampleNext,
];
