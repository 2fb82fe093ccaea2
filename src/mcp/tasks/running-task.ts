import { isObject, printJson } from "../../base/json.ts";
import type { Call } from "../call.ts";
import { failureOf } from "../failure-of.ts";
import { rpcCode } from "../json-rpc.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import type { Result } from "../result.ts";
import { RpcFailure } from "../rpc-failure.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Question {
  readonly method: string;
  readonly params: Fields;
  readonly answer: PromiseWithResolvers<Fields>;
}

/** A call that may outlive its request: at first it is answered like any other, then it becomes a task. */
export class RunningTask {
  readonly id: string;
  readonly outcome: Promise<Result>;
  /** Resolves when the call cannot go on without becoming a task. */
  readonly parked: Promise<void>;
  readonly abort = new AbortController();
  readonly #parts: EndpointParts;
  readonly #questions = new Map<string, Question>();
  readonly #park: () => void;
  #isTask = false;
  #lastQuestion = 0;
  #order: Promise<void> = Promise.resolve();

  constructor(parts: EndpointParts, call: Call, work: (call: Call) => Promise<Result>) {
    this.#parts = parts;
    this.id = parts.newSessionId();
    const parked = Promise.withResolvers<void>();
    this.parked = parked.promise;
    this.#park = parked.resolve;
    const { signal } = this.abort;
    const leave = (): void => {
      if (!this.#isTask) this.abort.abort(call.signal.reason);
    };
    call.signal.addEventListener("abort", leave, { once: true });
    this.outcome = work({
      id: call.id,
      method: call.method,
      params: call.params,
      era: call.era,
      caller: call.caller,
      toolset: call.toolset,
      transport: call.transport,
      preferences: call.preferences,
      client: call.client,
      signal,
      log: (level, data, logger) => call.log(level, data, logger),
      releaseStream: () => call.releaseStream(),
      ask: (method, params) => this.#ask(method, params),
      notify: (method, params) => this.#notify(call, method, params),
    });
    this.outcome.catch(() => undefined);
  }

  /** It is a task now: durable, before anybody is told. Refuses when its owner has too many. */
  async becomeTask(owner: string, toolset: string): Promise<{ readonly createdMs: number }> {
    const { clock, tasks, limits } = this.#parts;
    const createdMs = clock.now();
    this.#isTask = true;
    const added = await tasks.add({
      id: this.id,
      owner,
      toolset,
      status: "working",
      createdMs,
      updatedMs: createdMs,
      ttlMs: limits.taskLifeMs,
    });
    if (added === "added") {
      void this.#settle();
      this.#publishQuestions();
      return { createdMs };
    }
    this.abort.abort(new Error("too many tasks"));
    throw new RpcFailure(
      rpcCode.internal,
      `You have ${limits.tasksPerCallerMax} tasks; that is the limit (tasksPerCallerMax). Wait for some to be over, or call without the tasks extension.`,
    );
  }

  /** Takes answers by key; keys that nobody asked about are ignored. */
  async update(responses: Fields): Promise<void> {
    for (const [key, response] of Object.entries(responses)) {
      const question = this.#questions.get(key);
      if (question === undefined || !isObject(response)) continue;
      this.#questions.delete(key);
      question.answer.resolve(response);
    }
    this.#publishQuestions();
    await this.#order;
  }

  async cancel(): Promise<void> {
    await this.#change({ status: "cancelled" });
    this.abort.abort(new Error("the client cancelled the task"));
    for (const { answer } of this.#questions.values()) answer.reject(new Error("cancelled"));
  }

  async #settle(): Promise<void> {
    try {
      const { text } = await this.outcome;
      await this.#change({ status: "completed", outcome: text });
    } catch (thrown) {
      const { code, message, data } = failureOf(thrown, this.#parts);
      await this.#change({ status: "failed", outcome: printJson({ code, message, data }) });
    }
  }

  #ask(method: string, params: Fields): Promise<Fields> {
    const answer = Promise.withResolvers<Fields>();
    answer.promise.catch(() => undefined);
    this.#questions.set(`input-${++this.#lastQuestion}`, { method, params, answer });
    this.#park();
    if (this.#isTask) this.#publishQuestions();
    return answer.promise;
  }

  #notify(call: Call, method: string, params: Fields): void {
    if (!this.#isTask) return call.notify(method, params);
    const { message } = params;
    if (method !== "notifications/progress" || typeof message !== "string") return;
    void this.#change({ statusMessage: message });
  }

  #publishQuestions(): void {
    const open = [...this.#questions].map(([key, { method, params }]) => [key, { method, params }]);
    void this.#change({
      status: open.length === 0 ? "working" : "input_required",
      questions: printJson(Object.fromEntries(open)),
    });
  }

  /** Changes come one after the other; one that cannot be kept ends up in the log of the process. */
  #change(change: Parameters<EndpointParts["tasks"]["change"]>[1]): Promise<void> {
    this.#order = this.#order
      .then(() => this.#parts.tasks.change(this.id, change))
      .catch((thrown: unknown) =>
        this.#parts.logger.error("a task could not be kept", { error: String(thrown) }),
      );
    return this.#order;
  }
}
