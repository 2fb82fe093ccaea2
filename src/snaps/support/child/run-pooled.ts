import { byArrival } from "../by-arrival.ts";

/** Runs tasks as they come, at most `poolSize` at once, and yields what they give in the order in which it comes. */
export async function* runPooled<Task, Result>(
  tasks: AsyncGenerator<Task, void>,
  poolSize: number,
  run: (task: Task) => AsyncIterable<Result>,
): AsyncIterable<Result> {
  async function* lane(): AsyncIterable<Result> {
    for (let next = await tasks.next(); next.done !== true; next = await tasks.next()) {
      yield* run(next.value);
    }
  }
  try {
    for await (const { value } of byArrival(Array.from({ length: poolSize }, lane))) yield value;
  } finally {
    await tasks.return();
  }
}
