/**
 * Owns a calibration's life: a case that several people grade blind by a date, a session that looks
 * at where they part, and what they agree.
 */
export type CalibrationKind = "calibration" | "training";
export type CalibrationState = "draft" | "grading" | "session" | "closed" | "cancelled";
