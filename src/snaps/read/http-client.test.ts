import assert from "node:assert/strict";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { describe, it } from "node:test";
import { entitiesOf, runHttpSnap, serveHttp, wordsOf } from "../../../test/support/http-world.ts";
import { runJob } from "../../../test/support/run-job.ts";
import httpClient from "./http-client.ts";

const run = (...rest: RunRest) => runHttpSnap(httpClient, ...rest);
type RunRest = Parameters<typeof runHttpSnap> extends [unknown, ...infer Rest] ? Rest : never;

describe("HTTP Client", () => {
  it("reads answers in their encodings and character sets", async () => {
    const text = Buffer.from("grün", "latin1");
    const packed = {
      "/gzip": gzipSync(text),
      "/deflate": deflateRawSync(text),
      "/br": brotliCompressSync(text),
      "/identity": text,
    };
    const uri = await serveHttp((request, response) => {
      const path = request.url ?? "";
      response.setHeader("content-encoding", path.slice(1));
      response.setHeader("content-type", "text/plain; charset=ISO-8859-1");
      response.end(Object.entries(packed).find(([key]) => key === path)?.[1]);
    });
    const given = Object.keys(packed).map((at) => ({ at }));
    const outcome = await run({ uri: { expression: `"${uri}" + $at` } }, { given });
    assert.deepEqual(
      entitiesOf(outcome),
      given.map(() => "grün"),
    );
  });

  it("sends files as they are and in forms, with names that cannot end a header", async () => {
    const bodies: string[] = [];
    const uri = await serveHttp((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        bodies.push(`${request.headers["content-type"]}\n${Buffer.concat(chunks).toString()}`);
        response.end("ok");
      });
    });
    const files = { "a.txt": "content of a" };
    const base = { uri, httpMethod: "PUT" };
    await run({ ...base, httpEntity: { entityType: "binary", binaryFile: "a.txt" } }, { files });
    await run(
      {
        ...base,
        httpEntity: {
          entityType: "multipart",
          multipartForm: [
            { partType: "File", partKey: "upload", partValue: "a.txt" },
            { partKey: { expression: "$name" }, partValue: { expression: "$text" } },
          ],
        },
      },
      { files, given: [{ name: 'n"\r\nX: y', text: "grün" }] },
    );
    assert.equal(bodies[0], "application/octet-stream\ncontent of a");
    const [, boundary = ""] = /boundary=(\S+)/.exec(bodies[1] ?? "") ?? [];
    assert.deepEqual(bodies[1]?.replaceAll(boundary, "B").split("\r\n"), [
      "multipart/form-data; boundary=B\n--B",
      'Content-Disposition: form-data; name="upload"; filename="a.txt"',
      "Content-Type: application/octet-stream",
      "",
      "content of a",
      "--B",
      'Content-Disposition: form-data; name="n%22%0D%0AX: y"',
      "",
      "grün",
      "--B--",
      "",
    ]);
  });

  it("keeps what logs in with the server it is for", async () => {
    const heard: unknown[] = [];
    const other = await serveHttp((request, response) => {
      heard.push(request.headers.authorization, request.headers.cookie);
      response.end("other");
    });
    const uri = await serveHttp((request, response) => {
      heard.push(request.headers.authorization);
      response.writeHead(307, { location: other, "set-cookie": "a=b" }).end();
    });
    const outcome = await run({
      uri,
      header: [
        { headerNameProp: "Authorization", headerValProp: "Bearer t" },
        { headerNameProp: "Cookie", headerValProp: "session=1" },
      ],
    });
    assert.deepEqual([entitiesOf(outcome), heard], [["other"], ["Bearer t", undefined, undefined]]);
  });

  it("keeps cookies for the run when it is told to", async () => {
    const heard: unknown[] = [];
    const uri = await serveHttp((request, response) => {
      heard.push(request.headers.cookie);
      response.setHeader("set-cookie", [
        "a=1; Path=/",
        "b=2; Path=/other",
        "c=3; Domain=example.com",
        "d=4; Max-Age=0",
      ]);
      response.end();
    });
    const given = [{ id: 1 }, { id: 2 }];
    await run({ uri, clientProperties: { connection: { cookiePolicy: "STANDARD" } } }, { given });
    await run({ uri }, { given });
    assert.deepEqual(heard, [undefined, "a=1", undefined, undefined]);
  });

  it("logs in with a Basic or a header account", async () => {
    const heard: unknown[] = [];
    const uri = await serveHttp((request, response) => {
      heard.push(request.headers.authorization, request.headers["x-key"]);
      response.end();
    });
    const values = { username: "ada", password: "pä:ss" };
    await run({ uri }, { account: { type: "basic", values } });
    const key = { headerKey: "X-Key", headerValue: "k1" };
    await run({ uri }, { account: { type: "header", values: key } });
    const basic = `Basic ${Buffer.from("ada:pä:ss").toString("base64")}`;
    assert.deepEqual(heard, [basic, undefined, undefined, "k1"]);
  });

  it("obtains an OAuth2 token once, and another when the server refuses it", async () => {
    const asked: string[] = [];
    let tokens = 0;
    let valid = "t1";
    const uri = await serveHttp((request, response) => {
      if (request.url === "/token") {
        request.on("data", (chunk: Buffer) => asked.push(chunk.toString()));
        request.on("end", () => {
          response.end(JSON.stringify({ access_token: `t${++tokens}`, expires_in: 3600 }));
        });
        return;
      }
      const fits = request.headers.authorization === `Bearer ${valid}`;
      // The second document finds the token expired.
      if (fits && request.url === "/1") valid = "t2";
      response.writeHead(fits ? 200 : 401).end("x");
    });
    const account = {
      type: "oauth2",
      values: {
        clientId: "app",
        clientSecret: "s3cret",
        tokenEndpoint: `${uri}/token`,
        scope: "read",
      },
    };
    const given = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const settings = { uri: { expression: `"${uri}/" + $id` } };
    const outcome = await run(settings, { account, given });
    assert.deepEqual([entitiesOf(outcome), wordsOf(outcome)], [["x", "x", "x"], []]);
    const body = "grant_type=client_credentials&scope=read&client_id=app&client_secret=s3cret";
    assert.deepEqual(asked, [body, body]);
    valid = "never";
    const refused = await run(settings, { account, given: [{ id: 1 }] });
    assert.deepEqual(
      refused.errors.map(({ status_code }) => status_code),
      [401],
    );
    assert.equal(asked.length, 4, "one token, and one more after it was refused");
  });

  it("sends nothing in a validation that could have an effect", async () => {
    const heard: unknown[] = [];
    const uri = await serveHttp((request, response) => {
      heard.push(request.method);
      response.end("x");
    });
    for (const httpMethod of ["GET", "DELETE"]) {
      const snaps = [
        { id: "http", classId: httpClient.classId, inputs: [], settings: { uri, httpMethod } },
      ];
      const result = await runJob({ snaps }, { mode: "preview" });
      assert.deepEqual(result.errors, []);
    }
    assert.deepEqual(heard, ["GET"]);
  });

  it("streams a binary answer of any size into a file", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "0123456789");
    const uri = await serveHttp((_request, response) => {
      let left = 24;
      const more = (): void => {
        while (left > 0) {
          left--;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
        response.end();
      };
      more();
    });
    const result = await runJob(
      {
        snaps: [
          {
            id: "http",
            classId: httpClient.classId,
            inputs: [],
            outputs: ["output0:binary"],
            settings: { uri },
          },
          {
            id: "write",
            classId: "com-snaplogic-snaps-binary-write",
            inputs: ["input0:binary"],
            settings: { filename: "out.bin" },
          },
        ],
        links: [["http", "write"]],
      },
      { limits: { httpEntityBytesMax: 1000 } },
    );
    assert.deepEqual(result.errors, []);
    assert.equal(result.files["out.bin"]?.length, 24 * chunk.length);
  });
});
