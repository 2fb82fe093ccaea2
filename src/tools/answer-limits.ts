/** Characters of the parts of a default answer, so that all of it stays under 8,000 tokens of about 2.5 characters. */
export const answerCharacters = {
  list: 14_000,
  /** Of a list, when a caller asks for a long page; under 25,000 tokens whatever the names are. */
  longList: 26_000,
  findings: 6_000,
  documents: 5_000,
  /** Of previews, when a caller asks for them. */
  fullDocuments: 60_000,
} as const;

/** Bytes of a download when the caller names no number; base64 costs more tokens a byte. */
export const downloadBytes = { text: 10 * 1024, base64: 6 * 1024 } as const;

/** Bytes of a download at most, so that no answer has more than 25,000 tokens. */
export const downloadBytesMost = { text: 24 * 1024, base64: 18 * 1024 } as const;
