import { readAdvice } from "../advice.ts";
import { replaceInCall, sameCall, setArguments } from "../apply-advice.ts";
import type { Bot, Context, Mind } from "../bot.ts";
import { connectSdk } from "../connection.ts";
import { fixSource } from "../fix-source.ts";
import { hash, Mistakes, misspelt } from "../mistakes.ts";
import type { Call } from "../task.ts";

const inCalls = [
  "tool",
  "argument",
  "org",
  "project_path",
  "pipeline_name",
  "sldb_file_name",
  "snaplex_path",
  "encoding",
  "parameters",
] as const;
const inSource = ["class", "setting", "function", "file"] as const;
type Kind = (typeof inCalls)[number] | (typeof inSource)[number];

/** A wrong name of something new is nobody's error but its author's. */
const makers = new Set(["upload_sldb", "import_pipeline"]);

export const typo: Bot = {
  name: "typo",
  summary: "misspells names, and takes what is proposed instead",
  correctionsMax: 2,
  connect: connectSdk,
  think: typoMind,
};

function typoMind({ seed }: Context): Mind {
  const mistakes = new Mistakes<Kind>([...inCalls, ...inSource], seed, 6);
  return {
    say: (wanted) =>
      inCalls.reduce((call, kind) => misspellCall(call, kind, mistakes, seed), wanted),
    write: (source) =>
      inSource.reduce((text, kind) => misspellSource(text, kind, mistakes, seed), source),
    mend(sent, troubles) {
      const mended = troubles.map(readAdvice).reduce((call, { replace, set }) => {
        const pasted = [...set].filter(([name]) => Object.hasOwn(sent.args, name));
        return setArguments(replaceInCall(call, replace), new Map(pasted));
      }, sent);
      return sameCall(mended, sent) ? undefined : mended;
    },
    rewrite: fixSource,
  };
}

function misspellCall(call: Call, kind: Kind, mistakes: Mistakes<Kind>, seed: number): Call {
  const { tool, args } = call;
  if (kind === "tool") return mistakes.take(kind) ? { ...call, tool: misspelt(tool, seed) } : call;
  if (kind === "argument") {
    const names = Object.keys(args);
    const name = names[hash(tool) % Math.max(1, names.length)];
    if (name === undefined || !mistakes.take(kind)) return call;
    const { [name]: value, ...rest } = args;
    return { tool, args: { ...rest, [misspelt(name, seed)]: value } };
  }
  const value = args[kind];
  if (kind === "parameters" && typeof value === "object" && value !== null) {
    const [first, ...rest] = Object.entries(value);
    if (first === undefined || first[0].length < 4 || !mistakes.take(kind)) return call;
    const wrong = Object.fromEntries([[misspelt(first[0], seed), first[1]], ...rest]);
    return { tool, args: { ...args, parameters: wrong } };
  }
  const isNew = makers.has(tool) && (kind === "sldb_file_name" || kind === "pipeline_name");
  if (isNew || typeof value !== "string" || value.length < 5 || !mistakes.take(kind)) return call;
  return { tool, args: { ...args, [kind]: misspelt(value, seed) } };
}

const patterns: Readonly<Record<(typeof inSource)[number], RegExp>> = {
  class: /(?<== )(?:Transform|Flow|Binary)\w+(?=\()/g,
  setting: /(?<=[(,] *)(?!label)[a-z]+_[a-z_]+(?==)/g,
  function: /(?<=\.)to(?:UpperCase|LowerCase|Fixed|String)(?=\()|\bparseFloat(?=\()/g,
  file: /(?<=file_path=")[\w-]{4,}(?:\.\w+)(?=")/g,
};

function misspellSource(
  source: string,
  kind: (typeof inSource)[number],
  mistakes: Mistakes<Kind>,
  seed: number,
): string {
  const found = [...source.matchAll(patterns[kind])];
  const one = found[seed % Math.max(1, found.length)];
  if (one === undefined || !mistakes.take(kind)) return source;
  const { index, 0: name } = one;
  return `${source.slice(0, index)}${misspelt(name, seed)}${source.slice(index + name.length)}`;
}
