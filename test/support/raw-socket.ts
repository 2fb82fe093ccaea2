import { connect } from "node:net";

/** Sends bytes as they stand and gives back everything that comes until the other side closes. */
export function rawSocket(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
    socket.once("error", reject);
    socket.once("close", () => resolve(answer));
    socket.write(text, "latin1");
  });
}
