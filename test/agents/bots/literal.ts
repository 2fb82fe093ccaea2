import { readAdvice } from "../advice.ts";
import { replaceInCall, sameCall, setArguments, withoutArguments } from "../apply-advice.ts";
import type { Bot, Context, Mind } from "../bot.ts";
import { connectSdk } from "../connection.ts";
import { fixSource } from "../fix-source.ts";
import { Mistakes } from "../mistakes.ts";
import type { Call, World } from "../task.ts";
import { sentence, type Words } from "../words.ts";

type Reading = (call: Call, world: World) => Call | undefined;

/** What it takes literally; each turns a right call into the one that it sends. */
const readings: Readonly<Record<string, Reading>> = {
  "path as SLP": ({ tool, args }) =>
    typeof args["slp_content"] === "string" && args["slp_encoding"] === undefined
      ? { tool, args: { ...args, slp_content: `./${nameOf(args)}.slp` } }
      : undefined,
  "path of the SLP": ({ tool, args: { slp_content: content, ...args } }) =>
    content === undefined
      ? undefined
      : { tool, args: { ...args, slp_file_path: `/home/ada/${nameOf(args)}.slp` } },
  "path as file": ({ tool, args }) =>
    typeof args["file_content"] === "string" && args["encoding"] === undefined
      ? { tool, args: { ...args, file_content: `/home/ada/${String(args["sldb_file_name"])}` } }
      : undefined,
  "path of the file": ({ tool, args: { file_content: content, ...args } }) =>
    content === undefined
      ? undefined
      : { tool, args: { ...args, local_file_path: `./${String(args["sldb_file_name"])}` } },
  "full project path": ({ tool, args }, { org }) =>
    typeof args["project_path"] === "string"
      ? { tool, args: { ...args, project_path: `/${org}/${args["project_path"]}` } }
      : undefined,
  "full destination": ({ tool, args }, { org }) =>
    typeof args["destination_path"] === "string"
      ? { tool, args: { ...args, destination_path: `${org}/${args["destination_path"]}` } }
      : undefined,
  "full file path": ({ tool, args }, { org, project }) =>
    typeof args["sldb_file_name"] === "string"
      ? { tool, args: { ...args, sldb_file_name: `/${org}/${project}/${args["sldb_file_name"]}` } }
      : undefined,
  "SLDB address": ({ tool, args }) =>
    typeof args["sldb_file_name"] === "string"
      ? { tool, args: { ...args, sldb_file_name: `sldb:///${args["sldb_file_name"]}` } }
      : undefined,
  "file name of the pipeline": ({ tool, args }) =>
    typeof args["pipeline_name"] === "string" && tool !== "import_pipeline"
      ? { tool, args: { ...args, pipeline_name: `${args["pipeline_name"]}.slp` } }
      : undefined,
  "short pipeline path": ({ tool, args }, { project }) =>
    typeof args["pipeline_path"] === "string"
      ? { tool, args: { ...args, pipeline_path: `${project}/${nameAt(args["pipeline_path"])}` } }
      : undefined,
  "parameters as lines": ({ tool, args }) =>
    typeof args["parameters"] === "object" && args["parameters"] !== null
      ? { tool, args: { ...args, parameters: linesOf(args["parameters"]) } }
      : undefined,
  "name of the Snaplex": ({ tool, args }) =>
    typeof args["snaplex_path"] === "string"
      ? { tool, args: { ...args, snaplex_path: nameAt(args["snaplex_path"]) } }
      : undefined,
};

export const literal: Bot = {
  name: "literal",
  summary: "takes names for things: paths as content, labels as names, numbers as text",
  correctionsMax: 2,
  connect: connectSdk,
  think: literalMind,
};

function literalMind({ seed, world }: Context): Mind {
  const mistakes = new Mistakes(Object.keys(readings), seed, 6);
  let meant: Call = { tool: "", args: {} };
  return {
    say(wanted) {
      meant = wanted;
      return Object.entries(readings).reduce((call, [kind, read]) => {
        const wrong = read(call, world);
        return wrong !== undefined && mistakes.take(kind) ? wrong : call;
      }, textualNumbers(wanted));
    },
    write: (source) => source,
    mend(sent, troubles) {
      const mended = troubles.reduce((call, words) => obey(call, words, meant), sent);
      return sameCall(mended, sent) ? undefined : mended;
    },
    rewrite: fixSource,
  };
}

/** Does what one text says: reads the file when the content is asked for, pastes what can be pasted. */
function obey(sent: Call, words: Words, meant: Call): Call {
  const text = sentence(words);
  const [, content] =
    /content (?:itself )?as `(slp_content|file_content)`/.exec(words.resolution) ?? [];
  if (content !== undefined && Object.hasOwn(meant.args, content)) {
    const args = withoutArguments(sent.args, ["slp_file_path", "local_file_path"]);
    return { ...sent, args: { ...args, [content]: meant.args[content] } };
  }
  const asked = /`(\w+)` is an object/.exec(text)?.[1];
  if (asked !== undefined) return setArguments(sent, new Map([[asked, meant.args[asked]]]));
  const { set, replace } = readAdvice(words);
  return setArguments(replaceInCall(sent, replace), set);
}

function textualNumbers({ tool, args }: Call): Call {
  const texts = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  ]);
  return { tool, args: Object.fromEntries(texts) };
}

function nameOf(args: Call["args"]): string {
  const name = args["pipeline_name"];
  return typeof name === "string" ? name : "pipeline";
}

function nameAt(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function linesOf(parameters: object): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join("\n");
}
