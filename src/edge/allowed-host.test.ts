import assert from "node:assert/strict";
import { test } from "node:test";
import { isAllowedHost, isAllowedOrigin } from "./allowed-host.ts";
import { loopbackNames } from "./edge-settings.ts";

test("P15 loopback names are allowed by default, on any port", () => {
  for (const host of ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "LOCALHOST"]) {
    assert.equal(isAllowedHost(host, loopbackNames), true, host);
  }
});

test("P15 other hosts are not", () => {
  const hosts = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", undefined];
  for (const host of [
    ...hosts,
    "localhost@evil.example",
    "localhost:80:80",
    "evil.example#localhost",
  ]) {
    assert.equal(isAllowedHost(host, loopbackNames), false, host);
  }
});

test("P15 programs send no Origin, pages of the list may call, others may not", () => {
  assert.equal(isAllowedOrigin(undefined, loopbackNames), true);
  assert.equal(isAllowedOrigin("http://localhost:6274", loopbackNames), true);
  for (const origin of [
    "null",
    "https://evil.example",
    "http://localhost.evil.example",
    "file://",
  ]) {
    assert.equal(isAllowedOrigin(origin, loopbackNames), false, origin);
  }
});
