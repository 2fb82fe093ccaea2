import type { FolderContents } from "../support/example-pipelines.ts";

export type Arguments = Readonly<Record<string, unknown>>;

/** One call of a tool, as the procedure wants it or as a bot sends it. */
export interface Call {
  readonly tool: string;
  readonly args: Arguments;
}

/** A job as a person gives it to an agent, with a world to do it in and a look at that world afterwards. */
export interface Task {
  readonly name: string;
  /** Whether it is one of the examples of the cookbook. */
  readonly group?: "example";
  /** A sentence as a person says it. */
  readonly goal: string;
  readonly seed?: Seed;
  /** The published procedure for this job. Bots differ in what they make of each step, not in the steps. */
  readonly work: (agent: Agent) => Promise<void>;
  /** Throws when the state of the server, asked through its tools by somebody else, is not what was wanted. */
  readonly verify: (check: Checker) => Promise<void>;
}

/** What is on the server before, all of it in the project `sales`. */
export interface Seed {
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** SLP by name. */
  readonly pipelines?: ReadonlyMap<string, string>;
}

/** The hands of a bot. Each throws `GaveUp` when the bot does not know how to go on. */
export interface Agent {
  /** The names of the world that the person told. */
  readonly world: World;
  /** Sends a call until it is answered well; the `response` of that answer. */
  call(tool: string, args?: Arguments): Promise<Response>;
  /** As `call`, for a pipeline whose findings are what is wanted: a run that fails is an answer too. */
  look(tool: string, args: Arguments): Promise<Response>;
  /** Starts a call and cancels it after a moment. */
  cancel(tool: string, args: Arguments): Promise<void>;
  /** SLPy to SLP, on the agent's own machine. */
  compile(source: string): string;
}

export type Response = Readonly<Record<string, unknown>>;

/** Names that a person gives with every goal. */
export interface World {
  readonly org: string;
  readonly project: string;
  /** Another project of the org. */
  readonly archive: string;
  readonly snaplex: string;
}

/** A second pair of eyes: a session of its own that makes no mistakes. */
export interface Checker {
  readonly world: World;
  /** The response; throws when the call is refused. */
  response(tool: string, args?: Arguments): Promise<Response>;
  /** The error that a call is refused with; throws when it is not refused. */
  refusal(tool: string, args?: Arguments): Promise<string>;
  /** Names of the files of a project. */
  fileNames(project?: string): Promise<readonly string[]>;
  /** All bytes of a file. */
  file(name: string, project?: string): Promise<Buffer>;
  /** Throws when a file of `expected` is absent or differs; JSON is compared as JSON. */
  expectFiles(expected: FolderContents): Promise<void>;
}

/** Why a bot stopped before the end of a task. */
export class GaveUp extends Error {
  override readonly name = "GaveUp";
}
