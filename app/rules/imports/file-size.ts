/** Owns how the size of a file is said. */

/** "12 KB", at least one; "3.4 MB" from a million bytes on. */
export const fileSizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en-GB")} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
