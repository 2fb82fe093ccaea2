import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import type { Caller } from "../../control/caller.ts";
import type { NewTask } from "../../control/tasks/tasks.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import { type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";
import { until } from "../../../test/support/until.ts";

const where = { org: "myOrg", projectPath: "shared" };
const mapper = { classId: "com-snaplogic-snaps-transform-datatransform", version: 4 } as const;

/** A Mapper alone: documents in, documents out. */
const greet = buildSlp({
  label: "greet",
  parameters: [{ key: "greeting", value: "Hello" }],
  snaps: [
    {
      ...mapper,
      id: "map",
      label: "Greet",
      inputs: ["input0"],
      outputs: ["output0"],
      settings: {
        transformations: {
          mappingTable: [
            { expression: { expression: "_greeting + ' ' + $name" }, targetPath: "$text" },
          ],
        },
      },
    },
  ],
});

/** Bytes in, bytes out. */
const csv = buildSlp({
  label: "csv",
  snaps: [
    {
      id: "parse",
      classId: "com-snaplogic-snaps-transform-csvparser",
      version: 3,
      label: "Parse",
      inputs: ["input0:binary"],
    },
    {
      id: "format",
      classId: "com-snaplogic-snaps-transform-csvformatter",
      version: 3,
      label: "Format",
      outputs: ["output0:binary"],
    },
  ],
  links: [["parse", "format"]],
});

/** Fails for a document without `name`, after others have passed. */
const fail = greet
  .replace("_greeting + ' ' + $name", "$name.nothing.at.all")
  .replace(/"greet"/g, '"fail"');

/** Documents go in and nothing comes out. */
const silent = buildSlp({
  label: "silent",
  snaps: [
    {
      id: "format",
      classId: "com-snaplogic-snaps-transform-csvformatter",
      version: 3,
      label: "Format",
      inputs: ["input0"],
      outputs: ["output0:binary"],
    },
    {
      id: "write",
      classId: "com-snaplogic-snaps-binary-write",
      version: 3,
      label: "Write",
      inputs: ["input0:binary"],
      outputs: [],
      settings: { filename: "silent.csv" },
    },
  ],
  links: [["format", "write"]],
});

describe("a triggered task", () => {
  let served: ServedEdge;
  let admin: Caller;
  const tokens = new Map<string, string>();
  before(async () => {
    served = await serveEdge();
    admin = await served.control.identity.operator();
    for (const slp of [greet, csv, fail, silent]) {
      await served.control.pipelines.import(admin, { ...where, slp, duplicateCheck: true });
    }
    for (const name of ["greet", "csv", "fail", "silent"])
      await create({ name, pipelinePath: name });
    await create({ name: "whole", pipelinePath: "/myOrg/myProject/myPipeline" });
    await create({ name: "off", pipelinePath: "greet", enabled: false });
    await create({ name: "busy", pipelinePath: "csv", maxInFlight: 1 });
    await create({ name: "short", pipelinePath: "csv", executionTimeoutMs: 300 });
  });
  after(() => served[Symbol.asyncDispose]());

  async function create(task: Pick<NewTask, "name" | "pipelinePath"> & Partial<NewTask>) {
    const made = await served.control.tasks.create(admin, { ...where, kind: "triggered", ...task });
    tokens.set(task.name, made.token ?? "");
  }

  function feed(
    task: string,
    init: RequestInit & { duplex?: "half" } = {},
    query = "",
  ): Promise<Response> {
    const name = task.split("?")[0] ?? "";
    return fetch(`${served.url}/api/1/rest/slsched/feed/myOrg/shared/${name}${query}`, {
      ...init,
      headers: {
        authorization: `Bearer ${tokens.get(name) ?? ""}`,
        ...Object(init.headers),
      },
    });
  }
  async function newest(): Promise<readonly [string, string]> {
    const [run] = (await served.control.runs.list(admin, { org: "myOrg", limit: 1 })).runs;
    return [run?.invoker ?? "", run?.state ?? ""];
  }

  it("N2 takes parameters from the query and documents from the body, and answers with its output", async () => {
    const one = await feed("greet", json({ name: "Ada" }), "?greeting=3%2B5");
    assert.equal(one.headers.get("content-type"), "application/json");
    assert.deepEqual([one.status, await one.json()], [200, [{ text: "3+5 Ada" }]]);
    const many = await feed("greet", json([{ name: "a" }, { name: "b" }]));
    assert.deepEqual(await many.json(), [{ text: "Hello a" }, { text: "Hello b" }]);
    const form = await feed("greet", { method: "POST", body: new URLSearchParams({ name: "f" }) });
    assert.deepEqual(await form.json(), [{ text: "Hello f" }]);
    const none = await feed("greet", json([]));
    assert.deepEqual(await none.json(), []);
    assert.deepEqual(await newest(), ["triggered", "Completed"]);
  });

  it("N2 passes bytes through as they come", async () => {
    const rows = 50_000;
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a,b\n");
      for (let row = 0; row < rows; row += 1_000) {
        yield Buffer.from(
          Array.from({ length: 1_000 }, (_, index) => `${row + index},x\n`).join(""),
        );
      }
    }
    const answer = await feed("csv", {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: body(),
      duplex: "half",
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text.slice(0, 500));
    const lines = text.trim().split(/\r?\n/);
    assert.deepEqual([lines.length, lines.at(-1)], [rows + 1, `"${rows - 1}","x"`]);
  });

  it("N2 is triggered by users too, and tells of the run when nothing comes out of it", async () => {
    const headers = { authorization: `SLToken ${served.token}` };
    const whole = await feed("whole", { headers });
    const written: unknown = await whole.json();
    assert.deepEqual([whole.status, Array.isArray(written)], [200, true], JSON.stringify(written));
    const none = await feed("silent", { ...json({ name: "x" }), headers });
    const body: unknown = await none.json();
    assert.ok(isObject(body) && isObject(body["response_map"]), JSON.stringify(body));
    assert.deepEqual(
      [none.status, body["response_map"]["state"]],
      [200, "Completed"],
      JSON.stringify(body),
    );
    const queued = await feed("whole", { method: "POST", headers }, "?wait=false");
    assert.equal(queued.status, 202);
    await until(async () => (await newest())[1] === "Completed");
  });

  it("N2 asks for its own token, and for nobody else's", async () => {
    const unknown = [
      await feed("greet", { headers: { authorization: "Bearer wrong" } }),
      await feed("nothing", { headers: { authorization: "Bearer wrong" } }),
      await feed("greet", { headers: { authorization: `Bearer ${tokens.get("csv") ?? ""}` } }),
      await feed("greet", {}, "").then(async (fine) => {
        await fine.body?.cancel();
        return await fetch(`${served.url}/api/1/rest/slsched/feed/myOrg/shared/greet`);
      }),
    ];
    assert.deepEqual(
      unknown.map(({ status }) => status),
      [401, 401, 401, 401],
    );
    const url = `${served.url}/api/1/rest/slsched/feed/myOrg/shared/greet`;
    const inQuery = await fetch(
      `${url}?bearer_token=${tokens.get("greet") ?? ""}`,
      json({ name: "q" }),
    );
    assert.deepEqual(await inQuery.json(), [{ text: "Hello q" }]);
    const old = tokens.get("greet") ?? "";
    tokens.set("greet", await served.control.tasks.rotateToken(admin, { ...where, name: "greet" }));
    assert.equal(
      (await feed("greet", { headers: { authorization: `Bearer ${old}` } })).status,
      401,
    );
    assert.equal((await feed("greet", json({ name: "new" }))).status, 200);
  });

  it("N2 answers what went wrong, in the platform's form", async () => {
    const failed = await feed("fail", json({ name: "x" }));
    const body: unknown = await failed.json();
    assert.ok(isObject(body) && isObject(body["response_map"]));
    assert.equal(failed.status, 500, JSON.stringify(body));
    assert.ok(Array.isArray(body["response_map"]["error_list"]));
    const text = await feed("greet", { method: "POST", body: "no json" });
    assert.match(await text.text(), /a JSON object, an array of them, or a form/);
    const scalar = await feed("greet", json([1]));
    assert.match(await scalar.text(), /something else than objects/);
    assert.equal((await feed("off", json({}))).status, 409);
    assert.equal((await feed("greet", json({}), "?greting=x")).status, 400);
    assert.equal((await feed("greet", { method: "OPTIONS" })).status, 405);
  });

  it("N2 refuses more runs at once than it may have, and stops one that takes too long", async () => {
    const gate = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a\n1\n");
      await gate.promise;
    }
    const init = { method: "POST", duplex: "half" } as const;
    const first = feed("busy", { ...init, body: slow() });
    await until(async () => {
      const { runs } = await served.control.runs.list(admin, {
        org: "myOrg",
        label: "csv",
        limit: 1,
      });
      return runs[0]?.state === "Started";
    });
    assert.equal((await feed("busy", { method: "POST", body: "a\n" })).status, 429);
    const late = await feed("short", { ...init, body: slow() });
    assert.equal(late.status, 504);
    gate.resolve();
    const answer = await first;
    assert.deepEqual(
      [answer.status, (await answer.text()).trim().split(/\r?\n/)],
      [200, ['"a"', '"1"']],
    );
  });

  it("N2 stops the run when the client goes away", async () => {
    const gone = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a\n");
      await new Promise((resolve) => gone.signal.addEventListener("abort", resolve));
    }
    const sent = feed("csv", {
      method: "POST",
      duplex: "half",
      body: endless(),
      signal: gone.signal,
    });
    sent.catch(() => undefined);
    await until(async () => (await newest())[1] === "Started");
    gone.abort();
    await assert.rejects(sent);
    await until(async () => /Stopped|Failed/.test((await newest())[1]));
  });
});

function json(value: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  };
}
