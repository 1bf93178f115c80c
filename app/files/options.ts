/**
 * Owns what a file says besides its report: whose it is, how it is protected and when it was made.
 * Practice: the marking of the Government Security Classifications stands on every page and slide.
 */

/** What a report of an audit cycle is marked with, unless a setting says otherwise. */
export const defaultMarking = "OFFICIAL-SENSITIVE";

export type FileOptions = {
  /** The council's name. */
  council: string;
  /** Its protective marking; empty for what is published. */
  marking?: string;
  /** When the file is made. */
  made: Date;
};

export const markingOf = ({ marking = defaultMarking }: FileOptions): string => marking;

/** The language of everything written. */
export const language = "en-GB";
