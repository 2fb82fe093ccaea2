/** Characters of an answer by how much was asked for; a default answer stays under 8,000 tokens, a full one under 20,000. */
export const pygenCharacters = { minimal: 16_000, standard: 18_000, full: 44_000 } as const;
