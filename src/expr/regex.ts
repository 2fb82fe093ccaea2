/**
 * Characters that one pattern may have. A pattern of the author's own can still take very long on a text made for it
 * (catastrophic backtracking): V8 offers no bound on that. The run's worker can be stopped at any time, which ends it.
 */
export const regexLengthMax = 2_000;

/** Why a pattern cannot be used, or `undefined`. */
export function regexProblem(source: string, flags: string): string | undefined {
  if (source.length > regexLengthMax) {
    return `It has ${source.length} characters; at most ${regexLengthMax} are read.`;
  }
  const unknown = /[^gimsuy]/.exec(flags)?.[0];
  if (unknown !== undefined)
    return `The flag \`${unknown}\` is unknown; the flags are g, i, m, s, u and y.`;
  try {
    void new RegExp(source, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : "It is no regular expression.";
  }
}
