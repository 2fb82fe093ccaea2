/** The revisions with sessions, newest first; the newest is offered to a client that asks for one not listed. */
export const protocolVersions: readonly string[] = [
  "2025-11-25",
  "2025-06-18",
  "2025-03-26",
  "2024-11-05",
];

/** The only revision whose clients may send several messages in one body. */
export const batchVersion = "2025-03-26";

/** The first revision whose clients understand an event that has an id and no message. */
export const primingVersion = "2025-11-25";

/** The revision without sessions. */
export const statelessVersion = "2026-07-28";
