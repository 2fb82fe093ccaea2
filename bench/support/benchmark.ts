/** One benchmark: `bench/<name>/bench.ts` default-exports it. */
export interface Benchmark {
  readonly summary: string;
  run(context: BenchmarkContext): Promise<BenchmarkFigures>;
}

export interface BenchmarkContext {
  /** A directory of the benchmark's own, gone when it ends. */
  readonly directory: string;
  /** How often every contender runs; the medians are reported. */
  readonly rounds: number;
  /** Size of the input; the benchmark's own when not given. */
  readonly rows: number | undefined;
  /** Takes one line for the reader. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What `bench/run.ts` prints as one JSON object. */
export type BenchmarkFigures = Readonly<Record<string, unknown>>;
