import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import { createEgress } from "./create-egress.ts";
import { publicOnly } from "./egress-policy.ts";

/** Spellings of addresses that are never reached from a server, and of hosts that are none. */
const loopback = [
  "127.0.0.1",
  "127.0.0.1.",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0x7f.1",
  "0X7F.0x0.0X0.0x1",
  "0177.0.0.1",
  "0177.1",
  "017700000001",
  "00000177.0.0.01",
  "127.0.0x0.1",
  "127.00.00.01",
  "１２７.0.0.1",
  "①②⑦.0.0.1",
  "127。0。0。1",
  "127．0．0．1",
  "127｡0｡0｡1",
  "[::1]",
  "::1",
  "[0:0:0:0:0:0:0:1]",
  "[0000::0001]",
  "[::ffff:127.0.0.1]",
  "[::FFFF:7f00:1]",
  "[0:0:0:0:0:ffff:7f00:0001]",
  "[::127.0.0.1]",
  "[::7f00:1]",
  "[::ffff:0:127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[2002:7f00:0001::1]",
  "[2001:0:808:808:0:0:80ff:fffe]",
  "[2606:4700::5efe:127.0.0.1]",
  "[2606:4700::200:5efe:7f00:1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
  "loopback.test",
  "two.test",
];
const privateNetworks = [
  "10.0.0.1",
  "10.1",
  "0xa.0.0.1",
  "012.0.0.1",
  "167772161",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "192.168.257",
  "0xc0.0xa8.1.1",
  "3232235777",
  "100.64.0.1",
  "100.127.255.255",
  "[fd00::1]",
  "[fc00::1]",
  "[::ffff:10.0.0.1]",
  "[::ffff:c0a8:101]",
  "[64:ff9b::10.0.0.1]",
  "[2002:a00:1::]",
  "[::ffff:0:192.168.1.1]",
  "intranet.test",
  "mixed.test",
];
const metadata = [
  "169.254.169.254",
  "169.254.169.254.",
  "169.254.43518",
  "2852039166",
  "0xa9fea9fe",
  "0xa9.0xfe.0xa9.0xfe",
  "0251.0376.0251.0376",
  "025177524776",
  "169.254.170.2",
  "169.254.42.42",
  "[::ffff:169.254.169.254]",
  "[::ffff:a9fe:a9fe]",
  "[::a9fe:a9fe]",
  "[64:ff9b::a9fe:a9fe]",
  "[2002:a9fe:a9fe::]",
  "[fd00:ec2::254]",
  "[fd00:ec2::23]",
  "[fe80::a9fe:a9fe]",
  "[fd20:ce::254]",
  "100.100.100.200",
  "1684301000",
  "192.0.0.192",
  "168.63.129.16",
  "metadata.google.internal",
  "METADATA.google.internal.",
  "metadata.goog",
  "metadata",
  "ｍｅｔａｄａｔａ.google.internal",
  "instance-data",
  "imds.test",
  "imds6.test",
];
const special = [
  "0.0.0.0",
  "0",
  "0x0",
  "00",
  "0.1.2.3",
  "255.255.255.255",
  "4294967295",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "[::]",
  "[::0]",
  "[::ffff:0.0.0.0]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[100::1]",
  "[2001:db8::1]",
  "[64:ff9b:1::1]",
  "[2001:0:7f00:1::]",
];
const noHosts = [
  "",
  " ",
  "127.0.0.1:80",
  "127.0.0.256",
  "0x100000000",
  "4294967296",
  "1.2.3.4.5",
  "[::1",
  "::1]",
  "[fe80::1%eth0]",
  "fe80::1%25eth0",
  "a@127.0.0.1",
  "example.com@127.0.0.1",
  "127.0.0.1#.example.com",
  "127.0.0.1?example.com",
  "127.0.0.1\\.example.com",
  "example.com\r\nHost: x",
  "exa mple.com",
  "example.com\0.test",
  "%31%32%37.0.0.1",
  "127.0.0.1/",
  "http://127.0.0.1",
  "..",
  ".",
  "a..b",
  "[::1]x",
  "${host}",
  "a,b",
  "０x７f.1/",
  "[v1.a]",
];
const urls = [
  "http://127.0.0.1/",
  "http://2130706433/",
  "http:\\\\127.0.0.1\\",
  "http:/127.0.0.1",
  "http:127.0.0.1",
  "http:///127.0.0.1",
  "https://user:pass@example.com/",
  "http://example.com@127.0.0.1/",
  "http://127.0.0.1#@example.com/",
  "http://127.0.0.1\\@example.com/",
  "http://example.com\\@127.0.0.1/",
  "http://example.com/\r\nX: y",
  "http://exa\tmple.com/",
  "http://example.com\n.test/",
  "http://%31%32%37.0.0.1/",
  "http://127.0.0.1%2f.example.com/",
  "http://[::ffff:7f00:1]/",
  "http://[fe80::1%25lo]/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:6379/_",
  "ftp://example.com/",
  "data:text/plain,x",
  "javascript:alert(1)",
  "//127.0.0.1/",
  "127.0.0.1",
  "http://",
  "",
  "http://example.com:0/",
  "http://example.com:99999/",
  "http://example.com:25/",
  "http://example.com:6379/",
  "http://@127.0.0.1/",
  "http://:@example.com/",
  "http://０x７f.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[::ffff:a9fe:a9fe]/",
  "http://metadata.google.internal/",
];

const known: Readonly<Record<string, readonly string[]>> = {
  localhost: ["127.0.0.1", "::1"],
  "loopback.test": ["127.0.0.1"],
  "two.test": ["93.184.216.34", "127.0.0.1"],
  "intranet.test": ["10.0.0.7"],
  "mixed.test": ["93.184.216.34", "fd12::1"],
  "imds.test": ["169.254.169.254"],
  "imds6.test": ["fd00:ec2::254"],
};
const egress = createEgress(publicOnly, { egressConnectMs: 1_000 }, async (name) => {
  const addresses = known[name];
  assert.ok(addresses !== undefined, `"${name}" is looked up as it is known`);
  return addresses;
});
const signal = new AbortController().signal;

async function refusalOf(host: string): Promise<Refusal> {
  try {
    (await egress.connectTcp(host, 9, signal)).destroy();
  } catch (failure) {
    if (failure instanceof Refusal) return failure;
    throw failure;
  }
  throw new Error(`${host} was reached`);
}

describe("whoever runs on a server does not reach", () => {
  const groups: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["its own machine", loopback, /this machine itself/],
    ["private networks", privateNetworks, /private network/],
    ["metadata services", metadata, /metadata service/],
    ["addresses that are none", special, /never reached/],
  ];
  for (const [what, hosts, words] of groups) {
    it(`${what}, in ${hosts.length} spellings`, async () => {
      for (const host of hosts) {
        const refusal = await refusalOf(host);
        assert.equal(refusal.code, "egress-not-allowed", host);
        assert.match(refusal.reason, words, host);
        assert.notEqual(refusal.resolution, "");
      }
    });
  }
  it(`hosts that are none, in ${noHosts.length} forms`, async () => {
    for (const host of noHosts)
      assert.equal((await refusalOf(host)).code, "invalid-argument", JSON.stringify(host));
  });
  it(`URLs that lead elsewhere than they seem, in ${urls.length} forms`, () => {
    for (const url of urls)
      assert.throws(() => egress.readUrl(url), { name: "Refusal" }, JSON.stringify(url));
  });
});

describe("whoever runs on a server may ask for", () => {
  it("public hosts in any spelling", () => {
    const given = [
      ["https://API.Example.com./a b?q=ä#frag", "https://api.example.com./a%20b?q=%C3%A4"],
      ["http://bücher.example/", "http://xn--bcher-kva.example/"],
      ["http://0x5d.184.216.34:8080/", "http://93.184.216.34:8080/"],
      ["http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"],
      ["http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b::808:808]/"],
      ["http://example.com/x@y", "http://example.com/x@y"],
    ];
    for (const [url, read] of given) assert.equal(egress.readUrl(url ?? "").href, read);
  });
});
