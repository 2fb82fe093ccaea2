import assert from "node:assert/strict";
import { Refusal, type RefusalCode } from "../../src/base/errors.ts";

/** The refusal that the work ends with. */
export async function refusalOf(work: Promise<unknown>, code: RefusalCode): Promise<Refusal> {
  const thrown: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  assert.ok(thrown instanceof Refusal, `expected the refusal ${code}, found ${String(thrown)}`);
  assert.equal(thrown.code, code);
  assert.notEqual(thrown.reason, "");
  assert.notEqual(thrown.resolution, "");
  return thrown;
}

/** For `assert.rejects`: a refusal with that code whose error says this. */
export function refusal(code: RefusalCode, words: RegExp): (thrown: unknown) => true {
  return (thrown) => {
    assert.ok(thrown instanceof Refusal, `expected the refusal ${code}, found ${String(thrown)}`);
    assert.equal(thrown.code, code, thrown.message);
    assert.match(thrown.message, words);
    return true;
  };
}
