/** A name that people read, made of an id or a column's name: `ORDER_VALUE`, `orderValue` → `Order Value`. */
export function readableName(name: string): string {
  const words = name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .split(/[\s_.:/-]+/u)
    .filter((word) => word !== "");
  const readable = words.map(capitalised).join(" ");
  return readable === "" ? name : readable;
}

function capitalised(word: string): string {
  const [first = "", ...rest] = Array.from(word);
  const tail = rest.join("");
  return first.toUpperCase() + (word === word.toUpperCase() ? tail.toLowerCase() : tail);
}
