/**
 * Owns the error for a caseload file that turns out to be unreadable while its rows are read.
 * Practice: its message is shown as it stands, so it starts with what to do and quotes no cell.
 */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}
