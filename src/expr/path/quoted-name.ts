const plainName = /^[A-Za-z_][\w-]*$/;

const escaped: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const unescaped: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
};

/** `['first name']`, a name as it stands in brackets. */
export function quotedName(name: string): string {
  return `['${name.replaceAll(/[\\'\n\r\t]/g, (char) => escaped[char] ?? char)}']`;
}

/** `.name` where that is enough, else `['first name']`. */
export function nameStep(name: string): string {
  return plainName.test(name) ? `.${name}` : quotedName(name);
}

/** The text between quotes with its escapes taken: `\'`, `\\`, `\n`, `\xNN`, `\uXXXX`; any other stands for itself. */
export function unescapedText(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_whole, byte: string | undefined, unit: string | undefined, char: string | undefined) => {
      const code = byte ?? unit;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return unescaped[char ?? ""] ?? char ?? "";
    },
  );
}
