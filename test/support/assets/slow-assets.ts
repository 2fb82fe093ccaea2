import type { Assets } from "../../../src/control/assets/assets.ts";
import type { KnowledgeBase } from "../../../src/knowledge/knowledge-base.ts";

/** Assets that load as fast as they are, until a test holds them. */
export class SlowAssets {
  #held: Promise<void> = Promise.resolve();
  #begin: () => void = () => {};
  #stop: () => void = () => {};

  hold(): {
    readonly begun: Promise<void>;
    readonly stopped: Promise<void>;
    readonly release: () => void;
  } {
    const [held, begun, stopped] = [gate(), gate(), gate()];
    this.#held = held.promise;
    this.#begin = begun.resolve;
    this.#stop = stopped.resolve;
    return { begun: begun.promise, stopped: stopped.promise, release: held.resolve };
  }

  readonly meddle = (assets: Assets): Assets => ({
    ...assets,
    open: async (...asked) => {
      const asset = await assets.open(...asked);
      return { ...asset, knowledge: this.#slow(asset.knowledge) };
    },
  });

  #slow(knowledge: KnowledgeBase): KnowledgeBase {
    return {
      ...knowledge,
      load: async (question, asker, signal) => {
        signal.addEventListener("abort", this.#stop);
        this.#begin();
        await Promise.race([this.#held, aborted(signal)]);
        return await knowledge.load(question, asker, signal);
      },
    };
  }
}

function gate(): PromiseWithResolvers<void> {
  return Promise.withResolvers<void>();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
}
