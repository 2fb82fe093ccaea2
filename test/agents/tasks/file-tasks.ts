import assert from "node:assert/strict";
import { listOf } from "../words.ts";
import type { Task } from "../task.ts";
import { download, upload, whereOf } from "./build-and-run.ts";
import { orders } from "./sample-pipelines.ts";

const text = (value: string): Buffer => Buffer.from(value);
const files = (...entries: readonly (readonly [string, string])[]): Map<string, Buffer> =>
  new Map(entries.map(([name, content]) => [name, text(content)]));
const longText = text(
  Array.from({ length: 900 }, (_, id) => `${id},customer ${id * 31},Straße ${id % 90}`).join("\n"),
);
/** Not UTF-8. */
const picture = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 37 + 200) % 256));

/** Tasks about files alone. */
export const fileTasks: readonly Task[] = [
  {
    name: "rename a file",
    goal: "Rename orders.csv in sales to orders-2026.csv.",
    seed: { files: files(["orders.csv", "a\n1\n"], ["other.csv", "b\n2\n"]) },
    async work(agent) {
      const where = whereOf(agent);
      const names = { sldb_file_name: "orders.csv", destination_file_name: "orders-2026.csv" };
      await agent.call("move_sldb_file", { ...where, ...names });
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), ["orders-2026.csv", "other.csv"]);
      assert.deepEqual(await check.file("orders-2026.csv"), text("a\n1\n"));
    },
  },
  {
    name: "file away a report",
    goal: "Put report.json from sales into the archive.",
    seed: { files: files(["report.json", "[]"]) },
    async work(agent) {
      const { archive } = agent.world;
      const names = { sldb_file_name: "report.json", destination_path: archive };
      await agent.call("move_sldb_file", { ...whereOf(agent), ...names });
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), []);
      assert.deepEqual(await check.fileNames(check.world.archive), ["report.json"]);
    },
  },
  {
    name: "replace what is in the archive",
    goal: "Move report.json to the archive; the old report there may go.",
    seed: { files: files(["report.json", "[2]"]) },
    async work(agent) {
      const { org, archive, project } = agent.world;
      const name = { sldb_file_name: "report.json" };
      const old = { ...name, org, project_path: archive, file_content: "[1]" };
      await agent.call("upload_sldb", old);
      const move = { ...name, org, project_path: project, destination_path: archive };
      await agent.call("move_sldb_file", { ...move, overwrite: true });
    },
    async verify(check) {
      assert.deepEqual(await check.file("report.json", check.world.archive), text("[2]"));
    },
  },
  {
    name: "delete a file",
    goal: "Delete customers-old.csv from sales, nothing else.",
    seed: { files: files(["customers.csv", "a\n"], ["customers-old.csv", "b\n"]) },
    async work(agent) {
      const name = { sldb_file_name: "customers-old.csv" };
      await agent.call("delete_sldb_file", { ...whereOf(agent), ...name });
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), ["customers.csv"]);
    },
  },
  {
    name: "clean up",
    goal: "Delete all .tmp files of the project sales.",
    seed: { files: files(["a.tmp", "1"], ["b.tmp", "2"], ["keep.csv", "3"], ["tmp.txt", "4"]) },
    async work(agent) {
      const where = whereOf(agent);
      const listed = await agent.call("list_sldb_files", { ...where, name_contains: ".tmp" });
      const names = listOf(listed["files"]).map(({ name }) => String(name));
      for (const name of names.filter((one) => one.endsWith(".tmp"))) {
        await agent.call("delete_sldb_file", { ...where, sldb_file_name: name });
      }
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), ["keep.csv", "tmp.txt"]);
    },
  },
  {
    name: "download in pieces",
    goal: "Read customers.csv whole and store what you read as customers-copy.csv.",
    seed: { files: new Map([["customers.csv", longText]]) },
    async work(agent) {
      const content = await download(agent, "customers.csv", { max_bytes: 9_000 });
      await upload(agent, "customers-copy.csv", content);
    },
    async verify(check) {
      assert.deepEqual(await check.file("customers-copy.csv"), longText);
    },
  },
  {
    name: "upload a picture",
    goal: "Upload this picture as logo.png to sales.",
    async work(agent) {
      await upload(agent, "logo.png", picture);
    },
    async verify(check) {
      assert.deepEqual(await check.file("logo.png"), picture);
    },
  },
  {
    name: "copy a picture",
    goal: "Copy logo.png from sales into the archive under the name logo-2026.png.",
    seed: { files: new Map([["logo.png", picture]]) },
    async work(agent) {
      const { org, archive } = agent.world;
      const content = await download(agent, "logo.png", { encoding: "base64" });
      await agent.call("upload_sldb", {
        org,
        project_path: archive,
        sldb_file_name: "logo-2026.png",
        file_content: content.toString("base64"),
        encoding: "base64",
      });
    },
    async verify(check) {
      assert.deepEqual(await check.file("logo-2026.png", check.world.archive), picture);
      assert.deepEqual(await check.fileNames(), ["logo.png"]);
    },
  },
  {
    name: "replace a file",
    goal: "Here are the new orders; replace orders.csv.",
    seed: { files: files(["orders.csv", "old\n"]) },
    async work(agent) {
      await upload(agent, "orders.csv", orders);
    },
    async verify(check) {
      assert.deepEqual(await check.file("orders.csv"), orders);
    },
  },
  {
    name: "swap two files",
    goal: "north.csv and south.csv have each other's content; swap their names.",
    seed: { files: files(["north.csv", "S\n"], ["south.csv", "N\n"]) },
    async work(agent) {
      for (const [from, to] of [
        ["north.csv", "swap.csv"],
        ["south.csv", "north.csv"],
        ["swap.csv", "south.csv"],
      ]) {
        const names = { sldb_file_name: from, destination_file_name: to };
        await agent.call("move_sldb_file", { ...whereOf(agent), ...names });
      }
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), ["north.csv", "south.csv"]);
      assert.deepEqual(await check.file("north.csv"), text("N\n"));
    },
  },
  {
    name: "count the files",
    goal: "How many CSV files are there in sales? Write the number into count.txt.",
    seed: {
      files: new Map(
        Array.from({ length: 130 }, (_, id) => [
          id % 2 === 0 ? `sheet-${id}.csv` : `note-${id}.txt`,
          text(`${id}`),
        ]),
      ),
    },
    async work(agent) {
      const where = whereOf(agent);
      let count = 0;
      for (let cursor: unknown = ""; cursor !== undefined;) {
        const page = { name_contains: ".csv", limit: 40, ...(cursor === "" ? {} : { cursor }) };
        const listed = await agent.call("list_sldb_files", { ...where, ...page });
        const names = listOf(listed["files"]).map(({ name }) => String(name));
        count += names.filter((name) => name.endsWith(".csv")).length;
        cursor = listed["next_cursor"];
      }
      await upload(agent, "count.txt", text(String(count)));
    },
    async verify(check) {
      assert.deepEqual(await check.file("count.txt"), text("65"));
    },
  },
  {
    name: "remember where to work",
    goal: "From now on work in sales; upload a.txt, b.txt and c.txt there.",
    async work(agent) {
      const { org, project, snaplex } = agent.world;
      const places = { default_org: org, default_path: project, snaplex_path: snaplex };
      await agent.call("save_user_preferences", places);
      for (const name of ["a.txt", "b.txt", "c.txt"]) {
        await agent.call("upload_sldb", { sldb_file_name: name, file_content: name });
      }
    },
    async verify(check) {
      assert.deepEqual(await check.fileNames(), ["a.txt", "b.txt", "c.txt"]);
    },
  },
];
