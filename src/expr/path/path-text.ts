const plainPath = /^\$?\.?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;

/** Whether a text is a path of plain names, such as `$a.b`, `$.a` or `a`, and so means the same in both languages. */
export function isPlainPath(text: string): boolean {
  return plainPath.test(text.trim());
}

const pathCall = /^\s*jsonPath\s*\(\s*\$\s*,\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*\)\s*$/;

/**
 * The path inside a text such as `jsonPath($, "$a[*].b")`, which stands in settings that take a path; undefined for
 * any other text.
 */
export function pathInsideCall(text: string): string | undefined {
  const match = pathCall.exec(text);
  return match === null ? undefined : (match[1] ?? match[2]);
}
