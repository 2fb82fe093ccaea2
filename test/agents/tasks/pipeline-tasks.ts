import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { SnapCatalogue } from "../../../src/engine/catalogue.ts";
import { readAdvice } from "../advice.ts";
import { applyReplacements } from "../apply-advice.ts";
import { type Agent, GaveUp, type Task } from "../task.ts";
import { listOf, troublesOf } from "../words.ts";
import { buildAndRun, upload, whereOf } from "./build-and-run.ts";
import { largeOrders, orders, ordersFrom, patient, readPrices, slpOf } from "./sample-pipelines.ts";

/** What is changed to break the pipeline, and what a person says of it. */
const breakages: readonly (readonly [string, string, string])[] = [
  ["a Snap that does not exist", "transform-csvparser", "transform-csvparsr"],
  ["a misspelt function", ".toUpperCase()", ".toUperCase()"],
  ["a misspelt global function", "parseFloat($amount) >=", "parseFlot($amount) >="],
  ["a misspelt parameter", "parseFloat(_minimum)", "parseFloat(_minimun)"],
];

/** Tasks about stored pipelines and runs. */
export function pipelineTasks(catalogue: SnapCatalogue): readonly Task[] {
  const large = slpOf(largeOrders, catalogue);
  const files = new Map([["orders.csv", orders]]);
  const stored = { files, pipelines: new Map([["large-orders", large]]) };
  const job = { goal: "keep large orders", name: "large-orders", source: largeOrders, files };
  return [
    {
      name: "run with other parameters",
      goal: "Run large-orders again, for orders from 300 on.",
      seed: stored,
      async work(agent) {
        const run = { ...whereOf(agent), pipeline_name: "large-orders" };
        await agent.call("execute_pipeline", { ...run, parameters: { minimum: "300" } });
      },
      verify: expect(300),
    },
    {
      name: "run by path",
      goal: "Run the pipeline large-orders of sales.",
      seed: stored,
      async work(agent) {
        const { org, project } = agent.world;
        const path = `/${org}/${project}/large-orders`;
        await agent.call("validate_pipeline", { pipeline_path: path });
        await agent.call("execute_pipeline", { pipeline_path: path });
      },
      verify: expect(100),
    },
    {
      name: "run twice into two files",
      goal: "Run large-orders from 100 into a.json and from 50 into b.json.",
      seed: stored,
      async work(agent) {
        const run = { ...whereOf(agent), pipeline_name: "large-orders" };
        for (const [minimum, output] of [
          ["100", "a.json"],
          ["50", "b.json"],
        ]) {
          await agent.call("execute_pipeline", { ...run, parameters: { minimum, output } });
        }
      },
      async verify(check) {
        await expect(100, "a.json")(check);
        await expect(50, "b.json")(check);
      },
    },
    {
      name: "change a pipeline",
      goal: "large-orders shall keep orders from 200 on when nothing is said; replace it and run it.",
      seed: stored,
      async work(agent) {
        const where = whereOf(agent);
        const source = largeOrders.replace('value="100"', 'value="200"');
        const slp = agent.compile(source);
        await agent.call("import_pipeline", { ...where, slp_content: slp, duplicate_check: false });
        await agent.call("validate_pipeline", { ...where, pipeline_name: "large-orders" });
        await agent.call("execute_pipeline", { ...where, pipeline_name: "large-orders" });
      },
      verify: expect(200),
    },
    {
      name: "store a second copy",
      goal: "Import this pipeline as small-orders beside large-orders and run it from 0 on.",
      seed: stored,
      async work(agent) {
        const where = whereOf(agent);
        const copy = { slp_content: large, pipeline_name: "small-orders" };
        await agent.call("import_pipeline", { ...where, ...copy });
        const run = { pipeline_name: "small-orders", parameters: { minimum: "0" } };
        await agent.call("execute_pipeline", { ...where, ...run });
      },
      async verify(check) {
        await expect(0)(check);
        const validated = await check.response("validate_pipeline", {
          pipeline_name: "large-orders",
        });
        assert.equal(validated["state"], "Completed");
      },
    },
    {
      name: "import as base64",
      goal: "Import the exported pipeline in this attachment and run it.",
      seed: { files },
      async work(agent) {
        const where = whereOf(agent);
        const content = Buffer.from(large).toString("base64");
        const slp = { slp_content: content, slp_encoding: "base64" };
        await agent.call("import_pipeline", { ...where, ...slp });
        await agent.call("execute_pipeline", { ...where, pipeline_name: "large-orders" });
      },
      verify: expect(100),
    },
    {
      name: "try out without storing",
      goal: "Run this pipeline once, but do not store it.",
      seed: { files },
      async work(agent) {
        await agent.call("execute_pipeline", { ...whereOf(agent), slp_content: large });
      },
      async verify(check) {
        await expect(100)(check);
        const target = { pipeline_name: "large-orders" };
        assert.match(await check.refusal("validate_pipeline", target), /no pipeline/);
      },
    },
    {
      name: "build, run, file away",
      goal: "Keep the large orders and put the result into the archive.",
      async work(agent) {
        await buildAndRun(agent, job);
        const names = {
          sldb_file_name: "large-orders.json",
          destination_path: agent.world.archive,
        };
        await agent.call("move_sldb_file", { ...whereOf(agent), ...names });
      },
      async verify(check) {
        const found = await check.file("large-orders.json", check.world.archive);
        assert.deepEqual(JSON.parse(found.toString()), JSON.parse(ordersFrom(100).toString()));
      },
    },
    {
      name: "find a Snaplex",
      goal: "Find a Snaplex that is up and run large-orders on it.",
      seed: stored,
      async work(agent) {
        const { org } = agent.world;
        const { snaplexes } = await agent.call("list_snaplexes", { org });
        const up = listOf(snaplexes).find(({ status }) => status === "up");
        const id = up?.["runtime_path_id"];
        await agent.call("get_snaplex_details", { snaplex_path: id });
        const run = { ...whereOf(agent), pipeline_name: "large-orders", snaplex_path: id };
        const { runtime_path_id: used } = await agent.call("execute_pipeline", run);
        await upload(agent, "where.txt", Buffer.from(String(used)));
      },
      async verify(check) {
        await expect(100)(check);
        assert.equal((await check.file("where.txt")).toString(), check.world.snaplex);
      },
    },
    {
      name: "keep a preview",
      goal: "What would large-orders give? Write its first document into preview.json; do not run it.",
      seed: stored,
      async work(agent) {
        const run = { ...whereOf(agent), pipeline_name: "large-orders", detail: "full" };
        const validated = await agent.call("validate_pipeline", run);
        const named = listOf(validated["snap_statuses"]).find(({ label }) => label === "Name");
        const [first] = Object.values(Object(named?.["preview"]));
        const document = listOf(first)[0];
        await upload(agent, "preview.json", Buffer.from(JSON.stringify(document)));
      },
      async verify(check) {
        assert.deepEqual(await check.fileNames(), ["orders.csv", "preview.json"]);
        const preview: unknown = JSON.parse((await check.file("preview.json")).toString());
        assert.deepEqual(preview, { customer: "ADA", amount: 120 });
      },
    },
    {
      name: "cancel what takes too long",
      goal: "Start wait-for-prices; when it takes long, stop it, and run large-orders instead.",
      seed: {
        files,
        pipelines: new Map([
          ["large-orders", large],
          ["read-prices", slpOf(readPrices, catalogue)],
          ["wait-for-prices", slpOf(patient, catalogue)],
        ]),
      },
      async work(agent) {
        const where = whereOf(agent);
        await agent.cancel("execute_pipeline", { ...where, pipeline_name: "wait-for-prices" });
        await agent.call("execute_pipeline", { ...where, pipeline_name: "large-orders" });
      },
      async verify(check) {
        await expect(100)(check);
        const details = await check.response("get_snaplex_details", {
          snaplex_path: check.world.snaplex,
          project_path: undefined,
        });
        const active = listOf(details["nodes"]).map((node) => node["active_pipelines"]);
        assert.deepEqual(active, [0]);
      },
    },
    {
      name: "start and look later",
      goal: "Start large-orders without waiting; when its file is there, copy it to done.json.",
      seed: stored,
      async work(agent) {
        const where = whereOf(agent);
        await agent.call("execute_pipeline", {
          ...where,
          pipeline_name: "large-orders",
          wait: false,
        });
        await waitForFile(agent, "large-orders.json");
        const names = { sldb_file_name: "large-orders.json", destination_file_name: "done.json" };
        await agent.call("move_sldb_file", { ...where, ...names });
      },
      verify: expect(100, "done.json"),
    },
    {
      name: "take stock",
      goal: "How many assets are there? Write the number into assets.txt.",
      seed: stored,
      async work(agent) {
        const { assets } = await agent.call("refresh_organizations_and_assets_cache");
        await upload(agent, "assets.txt", Buffer.from(String(assets)));
      },
      async verify(check) {
        assert.equal((await check.file("assets.txt")).toString(), "3");
      },
    },
    ...breakages.map(([what, right, wrong]): Task => {
      const broken = large.replaceAll(right, wrong);
      assert.notEqual(broken, large, right);
      return {
        name: `mend ${what}`,
        goal: `large-orders does not validate (${what}); mend it and run it.`,
        seed: { files, pipelines: new Map([["large-orders", broken]]) },
        async work(agent) {
          await mend(agent, broken);
          await agent.call("execute_pipeline", {
            ...whereOf(agent),
            pipeline_name: "large-orders",
          });
        },
        verify: expect(100),
      };
    }),
  ];
}

const roundsMax = 5;

/** The loop of the published procedure: validate, change what the findings name, import, at most five times. */
async function mend(agent: Agent, broken: string): Promise<void> {
  const where = whereOf(agent);
  let slp = broken;
  for (let round = 0; round < roundsMax; round++) {
    const target = { ...where, pipeline_name: "large-orders" };
    const response = await agent.look("validate_pipeline", target);
    const troubles = troublesOf({ success: true, response, text: "" });
    if (troubles.length === 0) return;
    slp = applyReplacements(
      slp,
      troubles.flatMap((words) => readAdvice(words).replace),
    );
    await agent.call("import_pipeline", { ...where, slp_content: slp, duplicate_check: false });
  }
  throw new GaveUp("the pipeline still has findings");
}

const pauseMs = 50;

async function waitForFile(agent: Agent, name: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const listed = await agent.call("list_sldb_files", { ...whereOf(agent), name_contains: name });
    if (listOf(listed["files"]).some((file) => file["name"] === name)) return;
    await setTimeout(pauseMs);
  }
  throw new GaveUp(`${name} did not appear`);
}

/** The large orders are in a file. */
function expect(minimum: number, name = "large-orders.json"): Task["verify"] {
  const expected = new Map([[name, ordersFrom(minimum)]]);
  return (check) => check.expectFiles(expected);
}
