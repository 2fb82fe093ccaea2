import type { Value } from "../../../../expr/value.ts";

/** A list of PostgreSQL as it is written, `{1,2,{3,NULL}}`, with its elements read; undefined bounds are left out. */
export function readArray(text: string, read: (element: string) => Value): Value {
  const start = text.indexOf("{");
  if (start < 0) return text;
  const [list] = readList(text, start, read);
  return list;
}

function readList(
  text: string,
  start: number,
  read: (element: string) => Value,
): [Value[], number] {
  const list: Value[] = [];
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== "}") {
    const character = text.charAt(at);
    if (character === ",") at++;
    else if (character === "{") {
      const [inner, end] = readList(text, at, read);
      list.push(inner);
      at = end;
    } else if (character === '"') {
      const [element, end] = readQuoted(text, at);
      list.push(read(element));
      at = end;
    } else {
      const end = endOfPlain(text, at);
      const element = text.slice(at, end);
      list.push(element === "NULL" ? null : read(element));
      at = end;
    }
  }
  return [list, at + 1];
}

function readQuoted(text: string, start: number): [string, number] {
  let element = "";
  let at = start + 1;
  for (; at < text.length && text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) === "\\") at++;
    element += text.charAt(at);
  }
  return [element, at + 1];
}

function endOfPlain(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charAt(end) !== "," && text.charAt(end) !== "}") end++;
  return end;
}

/** The list as the server reads it; every element is quoted, so that none is taken for `NULL` or a bracket. */
export function arrayText(list: readonly Value[], elementText: (value: Value) => string): string {
  const elements = list.map((value) => {
    if (value === null) return "NULL";
    if (Array.isArray(value)) return arrayText(value, elementText);
    return `"${elementText(value).replaceAll(/["\\]/g, "\\$&")}"`;
  });
  return `{${elements.join(",")}}`;
}
