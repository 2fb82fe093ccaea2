import { readAdvice, type Replacement } from "../advice.ts";
import {
  applyReplacements,
  replaceInCall,
  replaceNames,
  sameCall,
  setArguments,
  withoutArguments,
} from "../apply-advice.ts";
import type { Bot, Context, Mind } from "../bot.ts";
import { connectSdk } from "../connection.ts";
import { fixSource } from "../fix-source.ts";
import { misspelt } from "../mistakes.ts";
import type { Arguments, Call } from "../task.ts";
import { findingWords, type Words } from "../words.ts";

/**
 * Knows no tool, no argument and no place for certain: every name begins wrong. It changes only what a text told it,
 * and keeps what it was told for the steps that follow.
 */
export const hintOnly: Bot = {
  name: "hint-only",
  summary: "begins with everything wrong, and changes only what a text told it",
  correctionsMax: 40,
  connect: connectSdk,
  think: hintOnlyMind,
};

function hintOnlyMind({ seed, world }: Context): Mind {
  const inCalls: Replacement[] = [];
  const inSource: Replacement[] = [];
  const places = new Map<string, unknown>();
  let meant: Call = { tool: "", args: {} };
  return {
    say(wanted) {
      meant = wanted;
      const wrong = { tool: camel(wanted.tool), args: wrongArguments(wanted, seed, world) };
      const call = replaceNames(wrong, inCalls);
      return setArguments(call, known(call, wanted, places));
    },
    write: (source) => applyReplacements(wrongSource(source, seed), inSource),
    mend(sent, troubles) {
      let next = sent;
      for (const words of troubles) {
        const { replace, set, omit, need } = readAdvice(words);
        inCalls.push(...replace.filter(isName));
        for (const [name, value] of set) places.set(placeKey(name, next.args[name]), value);
        next = setArguments(replaceInCall(next, replace), set);
        next = { ...next, args: withoutArguments(next.args, omit) };
        next = withContent(next, words, meant, need);
      }
      return sameCall(next, sent) ? undefined : next;
    },
    rewrite(source, findings) {
      for (const finding of findings) {
        inSource.push(...readAdvice(findingWords(finding)).replace.filter(isName));
      }
      return fixSource(source, findings);
    },
  };
}

/** What a value that was sent should have been; what was right once for this argument is right again. */
function known(
  { args }: Call,
  wanted: Call,
  places: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const names = Object.keys(wanted.args).filter((name) => ["org", "project_path"].includes(name));
  return new Map(
    names.flatMap((name) => {
      const value = places.get(placeKey(name, args[name]));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function placeKey(name: string, sent: unknown): string {
  return `${name} ${JSON.stringify(sent)}`;
}

/** A name learnt in one step is right in all; a name of a file or pipeline may be right in this one alone. */
function isName({ wrong }: Replacement): boolean {
  return /^\w+$/.test(wrong);
}

/** Names in the writing of another language, no org, a path too long, contents that are paths. */
function wrongArguments({ tool, args }: Call, seed: number, { org }: Context["world"]): Arguments {
  const wrong: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    if (name === "org" && tool !== "save_user_preferences") continue;
    wrong[seed % 2 === 0 ? camel(name) : name.replace(/^(sldb|slp)_/, "")] = wrongValue(
      name,
      value,
      tool,
      { seed, org },
    );
  }
  return wrong;
}

function wrongValue(
  name: string,
  value: unknown,
  tool: string,
  { seed, org }: { readonly seed: number; readonly org: string },
): unknown {
  if (typeof value !== "string") return value;
  switch (name) {
    case "project_path":
    case "destination_path":
    case "default_path":
      return seed % 3 === 0 ? misspelt(value, seed) : `/${org}/${value}`;
    case "pipeline_name":
      return tool === "import_pipeline" ? value : value.replaceAll("-", " ");
    case "sldb_file_name":
      return tool === "upload_sldb" ? `sldb:///${value}` : misspelt(value, seed);
    case "slp_content":
      return seed % 4 === 0 ? "./pipeline.slp" : value;
    case "pipeline_path":
      return value.slice(1).split("/").slice(1).join("/");
    case "snaplex_path":
      return misspelt(value, seed);
    default:
      return value;
  }
}

/** Classes by their labels, settings in camel case, functions misspelt. */
function wrongSource(source: string, seed: number): string {
  return source
    .replaceAll(/(?<== )(?:Transform|Binary|Flow)(\w+)(?=\()/g, (name, short: string) =>
      seed % 2 === 0 ? short : misspelt(name, seed),
    )
    .replaceAll(/(?<=[(,]\s*)[a-z]+_[a-z_]+(?==[^=])/g, camel)
    .replaceAll(/(?<=\.)to(?:UpperCase|LowerCase|Fixed)(?=\()|\bparseFloat(?=\()/g, (name) =>
      misspelt(name, seed),
    );
}

/** Reads the file when a text asks for its content as an argument, or says that the argument is missing. */
function withContent(
  sent: Call,
  { resolution }: Words,
  meant: Call,
  need: readonly string[],
): Call {
  const asked = /content (?:itself )?as `(\w+)`/.exec(resolution)?.[1];
  const names = [...need, ...(asked === undefined ? [] : [asked])];
  const values = names
    .filter((name) => Object.hasOwn(meant.args, name))
    .map((name) => [name, meant.args[name]] as const);
  return values.length === 0 ? sent : setArguments(sent, new Map(values));
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
