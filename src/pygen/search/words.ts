import { plainNouns, sameWord } from "./same-words.ts";

/** Words that say nothing about what is wanted. */
const emptyWords = new Set(
  (
    "a an the and or of to in into on at by for from with without as is are be been it its this that these those there " +
    "i me my we our you your he she they them their do does did done how what which who when where why can could should would will " +
    "want wants wanted need needs needed like please help using use used some any all every each so then than " +
    "snap snaps step best have has get gets not no if else but about via per " +
    "der die das ein eine und oder zu von mit le la les un une des du de et ou"
  ).split(" "),
);

/** The words of a text, parts of camelCase names beside the whole: `tFilterRow` is `tfilterrow`, `filter`, `row`. */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
    const parts = word.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+/gu) ?? [];
    return parts.length > 1 ? [word, ...parts.filter((part) => part.length > 1)] : [word];
  });
}

/** The form under which a word is kept and looked up: small, without accents and English endings; nothing for empty words. */
export function termOf(word: string): string | null {
  const lower = word.toLowerCase();
  if (emptyWords.has(lower)) return null;
  const plain = lower.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return stem(sameWord.get(plain) ?? sameStems.get(stem(plain)) ?? plain);
}

const sameStems: ReadonlyMap<string, string> = new Map(
  [...sameWord].map(([word, same]) => [stem(word), same]),
);
const plainTerms: ReadonlySet<string> = new Set([...plainNouns].map(stem));

/** How much a term of a question counts. */
export function weightOf(term: string): number {
  return plainTerms.has(term) ? 0.35 : 1;
}

/** Takes the commonest English endings off; the same word in two forms becomes one, nothing more. */
function stem(word: string): string {
  if (word.length < 4) return word;
  let base = word;
  if (base.endsWith("ies") && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (/[^su]s$/.test(base)) base = base.slice(0, -1);
  if (/[a-z]{3}ing$/.test(base)) base = base.slice(0, -3);
  else if (/[a-z]{3}ed$/.test(base)) base = base.slice(0, -2);
  base = base.replace(/([bdgmnprt])\1$/, "$1");
  return base.length > 3 ? base.replace(/e$/, "") : base;
}
