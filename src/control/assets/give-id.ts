import { isMap, isScalar, parseDocument } from "yaml";

/** The text of an asset with an id in it: its own when it has one, else `id`, written before its first key. */
export function giveId(text: string, id: string): string {
  const { contents, errors } = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  if (errors.length > 0 || !isMap(contents) || contents.has("id")) return text;
  const first = contents.items[0]?.key;
  if (!isScalar(first) || first.range === undefined || first.range === null) return text;
  const at = first.range[0];
  const between = contents.flow === true ? ", " : `\n${indentAt(text, at)}`;
  return `${text.slice(0, at)}id: ${id}${between}${text.slice(at)}`;
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^ *$/.test(line) ? line : "";
}
