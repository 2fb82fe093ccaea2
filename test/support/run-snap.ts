import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { believe } from "../../src/base/believe.ts";
import { systemClock } from "../../src/base/clock.ts";
import { decodeUtf8 } from "../../src/base/utf8.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import { directoryFiles } from "../../src/control/execution/directory-files.ts";
import { noAccounts } from "../../src/engine/accounts.ts";
import type { Batch, Binary, Item } from "../../src/engine/batch.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type {
  ExampleBinary,
  ExampleItems,
  SnapDefinition,
  SnapExample,
} from "../../src/engine/define-snap.ts";
import { prepareInstance, preparePipeline, type RunEnvironment } from "../../src/engine/prepare.ts";
import { describeFailure, RunStopped } from "../../src/engine/run-failure.ts";
import { Redactor } from "../../src/engine/redactor.ts";
import type { RunHost } from "../../src/engine/run-host.ts";
import { diskSpillSpace } from "../../src/engine/spill/disk-spill-space.ts";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import type { Egress } from "../../src/engine/egress/egress.ts";
import { Refusal } from "../../src/base/errors.ts";
import type { ViewType } from "../../src/pipeline/model.ts";
import { cloneValue } from "../../src/expr/clone-value.ts";
import type { Document } from "../../src/expr/value.ts";
import { accounts } from "../../src/snaps/accounts/catalog.gen.ts";
import { serveExample } from "./example-server.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";

/** What one Snap did with what it was given: items by view label; binaries with their content read, as text if it is UTF-8. */
export interface SnapOutcome {
  readonly outputs: Readonly<Record<string, readonly unknown[]>>;
  readonly errors: readonly Document[];
  /** The words of the failure, when the run failed. */
  readonly failure: string | undefined;
  /** Reads a file that the Snap wrote, by its name; undefined when there is none. */
  readonly file: (name: string) => string | undefined;
}

/** Runs a single Snap as the engine runs it, with its open views fed and read by the test. */
export async function runSnap(
  definition: SnapDefinition,
  example: Omit<SnapExample, "title" | "gives">,
  options: {
    readonly limits?: Partial<Limits>;
    readonly batchSize?: number;
    readonly egress?: Egress;
    readonly mode?: "execute" | "preview";
  } = {},
): Promise<SnapOutcome> {
  const root = await mkdtemp(join(tmpdir(), "slipway-snap-"));
  const limits = { ...defaultLimits, ...options.limits };
  try {
    await prepareFiles(root, example);
    const spillDirectory = join(root, ".spill");
    await mkdir(spillDirectory);
    await using world = await serveExample(example.serves ?? [], limits);
    const environment: RunEnvironment = {
      catalogue: createCatalogue(snaps),
      host: hostOf(root, spillDirectory, example),
      limits,
      egress: options.egress ?? world.egress,
      mode: options.mode ?? "execute",
      identity: {
        ruuid: "0123456789abcdef01234567_run",
        label: "example",
        path: "/myOrg/myProject/example",
        projectPath: "/myOrg/myProject",
        plexPath: "/myOrg/rt/local/dev",
        user: "test",
        startedMs: 0,
      },
      depth: 0,
      redactor: new Redactor(),
      spill: diskSpillSpace(spillDirectory, limits),
      servesErrors: false,
      newRuuid: () => "0123456789abcdef01234567_child",
    };
    const outcome = await drive(definition, example, environment, options.batchSize ?? 2);
    const files = new Map<string, string>();
    for (const name of Object.keys(example.writes ?? {})) {
      const text = await readFile(join(root, name), "utf8").catch(() => undefined);
      if (text !== undefined) files.set(name, text);
    }
    return { ...outcome, file: (name) => files.get(name) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function drive(
  definition: SnapDefinition,
  example: Omit<SnapExample, "title" | "gives">,
  environment: RunEnvironment,
  batchSize: number,
): Promise<Omit<SnapOutcome, "file">> {
  const given = itemsByView(example.given);
  const inputLabels = example.inputs ?? (given === undefined ? [] : Object.keys(given));
  const inType = inputTypeOf(definition, Object.values(given ?? {}).flat());
  const outputs = example.outputs ?? (definition.views.output.max === 0 ? [] : ["output0"]);
  const outType = outputTypeOf(definition, inType);
  const slp = buildSlp({
    label: "example",
    parameters: example.parameters ?? {},
    snaps: [
      {
        id: "snap",
        classId: definition.classId,
        version: definition.version,
        label: definition.label,
        settings: example.settings ?? {},
        ...(example.account === undefined ? {} : { account: "account" }),
        inputs: inputLabels.map((label, index) => ({ id: `input${index}`, label, type: inType })),
        outputs: outputs.map((label, index) => ({ id: `output${index}`, label, type: outType })),
        error: example.errors === undefined ? "fail" : "continue",
      },
    ],
  });
  const collected: Record<string, unknown[]> = Object.fromEntries(
    outputs.map((label) => [label, []]),
  );
  const errors: Document[] = [];
  let failure: string | undefined;
  try {
    const { pipeline, plan } = preparePipeline(slp, environment);
    const node = pipeline.snaps[0];
    const feeds = new Map(
      inputLabels.map(
        (label, index) =>
          [`snap_input${index}`, feed(given?.[label] ?? [], inType, batchSize)] as const,
      ),
    );
    const errorView = node?.errorViews[0]?.id;
    const readsErrors = example.errors !== undefined && errorView !== undefined;
    const instance = await prepareInstance(plan, environment, {
      parameters: {},
      stop: new AbortController(),
      feeds,
      reads: new Set([
        ...outputs.map((_label, index) => `snap_output${index}`),
        ...(readsErrors ? [`snap_${errorView}`] : []),
      ]),
    });
    await Promise.all([
      instance.drive(),
      ...outputs.map(async (label, index) => {
        for await (const batch of instance.read("snap", `output${index}`)) {
          for (const item of batch) collected[label]?.push(await settle(item));
        }
      }),
      ...(readsErrors
        ? [
            (async () => {
              for await (const batch of instance.read("snap", errorView))
                errors.push(...believe<Document[]>(batch));
            })(),
          ]
        : []),
    ]);
    await instance.dispose();
  } catch (thrown) {
    if (thrown instanceof RunStopped) throw thrown;
    const { error, reason, resolution } = describeFailure(thrown);
    failure = [error, reason, resolution].join("\n");
  }
  return { outputs: collected, errors, failure };
}

function outputTypeOf(definition: SnapDefinition, inType: ViewType): ViewType {
  const { types } = definition.views.output;
  return types.length > 1 && types.includes(inType) ? inType : (types[0] ?? "document");
}

async function settle(item: Item): Promise<unknown> {
  if (!isBinary(item)) return item;
  const chunks: Uint8Array[] = [];
  for await (const chunk of item.content) chunks.push(Uint8Array.from(chunk));
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return { header: item.header, content: decodeUtf8(bytes) ?? bytes };
}

function isBinary(item: Item): item is Binary {
  const content = item["content"];
  return typeof content === "object" && content !== null && Symbol.asyncIterator in content;
}

async function* feed(
  items: readonly (Document | ExampleBinary)[],
  type: ViewType,
  batchSize: number,
): AsyncIterable<Batch> {
  for (let start = 0; start < items.length; start += batchSize) {
    const part = items.slice(start, start + batchSize);
    yield part.map((item) =>
      type === "binary"
        ? binaryOf(believe<ExampleBinary>(item))
        : cloneValue(believe<Document>(item)),
    );
  }
}

/** Of a Snap that takes both, an example feeds binaries when it gives them headers. */
function inputTypeOf(
  definition: SnapDefinition,
  items: readonly (Document | ExampleBinary)[],
): ViewType {
  const { types } = definition.views.input;
  if (types.length < 2) return types[0] ?? "document";
  const binaries = items.length > 0 && items.every((item) => "header" in item && "content" in item);
  return binaries ? "binary" : "document";
}

function binaryOf(item: ExampleBinary): Binary {
  const bytes =
    typeof item.content === "string" ? new TextEncoder().encode(item.content) : item.content;
  async function* content(): AsyncIterable<Uint8Array> {
    if (bytes.length > 0) yield bytes;
  }
  return { header: item.header ?? {}, content: content() };
}

function itemsByView(
  items: ExampleItems | undefined,
): Readonly<Record<string, readonly (Document | ExampleBinary)[]>> | undefined {
  if (items === undefined) return undefined;
  return Array.isArray(items)
    ? { input0: items }
    : believe<Readonly<Record<string, readonly Document[]>>>(items);
}

async function prepareFiles(
  root: string,
  example: Omit<SnapExample, "title" | "gives">,
): Promise<void> {
  for (const [name, content] of Object.entries(example.files ?? {})) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

function hostOf(
  root: string,
  spillDirectory: string,
  example: Omit<SnapExample, "title" | "gives">,
): RunHost {
  return {
    spillDirectory,
    clock: systemClock,
    random: () => 0.5,
    findAccount: async (request, fromPath, signal) => {
      const { account } = example;
      if (account === undefined || !request.types.includes(account.type)) {
        return await noAccounts(request, fromPath, signal);
      }
      const fields = accounts.find(({ name }) => name === account.type)?.fields ?? {};
      const secrets = Object.keys(fields).filter((key) => fields[key]?.shape.secret === true);
      return { path: "/myOrg/myProject/account", ...account, secrets };
    },
    filesFor: () => directoryFiles({ root, files: new Map() }),
    loadPipeline: async (path) => {
      const slp = example.pipelines?.[path];
      if (slp === undefined) {
        throw new Refusal(
          "not-found",
          `There is no pipeline "${path}"`,
          "None of that name.",
          "Correct the name.",
        );
      }
      return {
        slp,
        label: path,
        path: `/myOrg/myProject/${path}`,
        projectPath: "/myOrg/myProject",
      };
    },
  };
}
