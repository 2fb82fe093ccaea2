import { systemClock } from "../../src/base/clock.ts";
import { defaultLimits, type Limits } from "../../src/base/limits.ts";
import type { Caller } from "../../src/control/caller.ts";
import type { Control } from "../../src/control/control.ts";
import { type ControlDependencies, createControl } from "../../src/control/create-control.ts";
import type { Executor } from "../../src/engine/executor.ts";
import type { RunOrder, RunResult } from "../../src/engine/run-types.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { lintPipeline } from "../../src/pipeline/lint.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export { temporaryDirectory } from "./temporary-directory.ts";

export type TestDependencies = Partial<Omit<ControlDependencies, "limits">> & {
  readonly limits?: Partial<Limits>;
};

/** The real control plane on a data directory; only the executor is the test's own unless one is given. */
export async function openControl(
  dataDirectory: string,
  options: TestDependencies = {},
): Promise<Control & AsyncDisposable> {
  return await createControl({
    clock: systemClock,
    region: "local",
    executor: handExecutor().executor,
    shapes: createCatalogue(snaps, knownSnaps),
    lint: lintPipeline,
    allowedFileDirectories: [],
    version: "1.2.3",
    admin: { name: "admin", password: "correct horse" },
    ...options,
    dataDirectory,
    limits: { ...defaultLimits, ...options.limits },
  });
}

/** The control plane in a directory of its own, with its administrator. */
export async function freshControl(options: TestDependencies = {}): Promise<
  AsyncDisposable & {
    readonly control: Control & AsyncDisposable;
    readonly admin: Caller;
    readonly path: string;
  }
> {
  await using stack = new AsyncDisposableStack();
  const directory = stack.use(await temporaryDirectory());
  const control = stack.use(await openControl(directory.path, options));
  const admin = await control.identity.operator();
  const all = stack.move();
  return {
    control,
    admin,
    path: directory.path,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** An executor whose runs end when the test says so, or when they are stopped. */
export function handExecutor(): {
  readonly executor: Executor;
  readonly orders: RunOrder[];
  end(result?: Partial<RunResult>): void;
} {
  const orders: RunOrder[] = [];
  const waiting: ((result: RunResult) => void)[] = [];
  return {
    orders,
    executor: {
      start(order) {
        orders.push(order);
        const { promise, resolve } = Promise.withResolvers<RunResult>();
        waiting.push(resolve);
        return { result: promise, stop: () => resolve({ ...emptyResult, state: "Stopped" }) };
      },
    },
    end: (result) => waiting.shift()?.({ ...emptyResult, ...result }),
  };
}

const emptyResult: RunResult = {
  state: "Completed",
  errors: [],
  snaps: [],
  outputs: {},
  documents: 0,
  errorDocuments: 0,
  durationMs: 0,
};
