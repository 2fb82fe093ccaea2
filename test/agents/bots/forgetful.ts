import type { Bot, Context, Mind } from "../bot.ts";
import { Mistakes } from "../mistakes.ts";
import type { Omission } from "../connection.ts";
import { connectRaw } from "../raw-connection.ts";
import type { Arguments, Call } from "../task.ts";
import { sentence } from "../words.ts";

const protocol: readonly Omission[] = [
  "authorization",
  "content-type",
  "mcp-session-id",
  "initialized",
];
/** Arguments that nothing else can stand for; leaving out others changes what is asked for, not whether it can be done. */
const needed = [
  "org",
  "project_path",
  "slp_content",
  "file_content",
  "sldb_file_name",
  "pipeline_name",
  "pipeline_path",
  "snaplex_path",
  "query",
  "duplicate_check",
  "slp_encoding",
] as const;
type Kind = Omission | (typeof needed)[number];
const kinds: readonly Kind[] = [...protocol, ...needed];

/** The forgotten thing is remembered when a text names it. */
const reminders: Readonly<Record<Omission, RegExp>> = {
  authorization: /\bAuthorization\b/,
  "content-type": /Content-Type: application\/json/,
  "mcp-session-id": /\bMcp-Session-Id header is missing/,
  initialized: /notifications\/initialized/,
};

export const forgetful: Bot = {
  name: "forgetful",
  summary:
    "speaks plain HTTP and leaves out headers, the handshake and arguments, till it is reminded",
  correctionsMax: 2,
  async connect(endpoint, token, seed) {
    const mistakes = new Mistakes<Kind>(kinds, seed, prone);
    return connectRaw(
      endpoint,
      token,
      protocol.filter((kind) => mistakes.take(kind)),
    );
  },
  think: forgetfulMind,
};

const prone = 6;

function forgetfulMind({ seed, connection }: Context): Mind {
  const mistakes = new Mistakes<Kind>(kinds, seed, prone);
  const omitted: Set<Omission> = connection.omitted ?? new Set();
  for (const kind of omitted) mistakes.take(kind);
  let forgotten: Arguments = {};
  return {
    say({ tool, args }) {
      const names = needed.filter(
        (name) => Object.hasOwn(args, name) && isMissed(tool, name, args) && mistakes.take(name),
      );
      forgotten = Object.fromEntries(names.map((name) => [name, args[name]]));
      return { tool, args: without(args, names) };
    },
    write: (source) => source,
    mend(sent, troubles) {
      const text = troubles.map(sentence).join(" ");
      const reminded = [...omitted].filter((kind) => reminders[kind].test(text));
      for (const kind of reminded) omitted.delete(kind);
      const named = Object.entries(forgotten).filter(([name]) => isNamed(text, name));
      if (reminded.length === 0 && named.length === 0) return undefined;
      forgotten = without(
        forgotten,
        named.map(([name]) => name),
      );
      return { ...sent, args: { ...sent.args, ...Object.fromEntries(named) } } satisfies Call;
    },
    rewrite: () => undefined,
  };
}

/** An import without `pipeline_name` is well: the label stands for it. */
function isMissed(tool: string, name: string, args: Arguments): boolean {
  if (tool === "import_pipeline" && name === "pipeline_name") return false;
  return name !== "snaplex_path" || args["pipeline_name"] === undefined;
}

function isNamed(text: string, name: string): boolean {
  return new RegExp(`["\`]${name}["\`]|\\b${name} is required`).test(text);
}

function without(args: Arguments, left: readonly string[]): Arguments {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !left.includes(name)));
}
