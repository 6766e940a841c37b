import { createServer, type Server } from "node:https";
import { request as httpsRequest } from "node:https";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createHttp } from "./http.ts";
import { HttpFailure } from "./http-failure.ts";
import { type TestCertificate, testCertificate } from "./test-certificate.ts";
import { tlsConnect, tlsOptions, type Trust, zTrust } from "./trust.ts";

const nobody: Trust = { system: false, fingerprints: [] };
let folder = "";
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-trust-"));
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe("a server with a self-signed certificate", () => {
  test("is accepted when its fingerprint is pinned, in any spelling", async () => {
    const certificate = testCertificate();
    const { url } = await serve(certificate);
    const spelt = certificate.fingerprint.toUpperCase().replaceAll(/(..)(?=.)/g, "$1:");
    await using http = createHttp({ trust: { system: true, fingerprints: [spelt] } });
    expect((await http.request({ method: "GET", url })).status).toBe(200);
  });

  test("is accepted with its fingerprint although it has expired", async () => {
    const certificate = testCertificate({ validUntil: new Date("2021-01-01"), validFrom: new Date("2020-01-01") });
    const { url } = await serve(certificate);
    await using http = createHttp({ trust: { system: true, fingerprints: [certificate.fingerprint] } });
    expect((await http.request({ method: "GET", url })).status).toBe(200);
  });

  test("is refused without it, names the fingerprint seen, and gets nothing from us", async () => {
    const certificate = testCertificate();
    const { url, requests } = await serve(certificate);
    await using http = createHttp({ trust: { system: true, fingerprints: ["00".repeat(32)] } });
    const failure = await http.request({ method: "POST", url, body: "password" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HttpFailure);
    expect(failure).toMatchObject({ kind: "tls", code: "KIT_TLS_UNTRUSTED" });
    expect(plain(String(failure))).toContain(certificate.fingerprint.toUpperCase());
    expect(requests()).toBe(0);
  });
});

describe("a server with a certificate of a house authority", () => {
  const authority = testCertificate({ commonName: "house", authority: true });

  test("is accepted with the CA file", async () => {
    const { url } = await serve(testCertificate({ signedBy: authority }));
    await using http = createHttp({ trust: { ...nobody, caFile: await file("ca.pem", authority.certPem) } });
    expect((await http.request({ method: "GET", url })).status).toBe(200);
  });

  test("is refused when the certificate is for another name", async () => {
    const { url } = await serve(testCertificate({ signedBy: authority, names: ["other.example"] }));
    await using http = createHttp({ trust: { ...nobody, caFile: await file("ca.pem", authority.certPem) } });
    await expect(http.request({ method: "GET", url })).rejects.toThrow("it is for another name");
  });

  test("is accepted as soon as the CA file has the right authority", async () => {
    const { url } = await serve(testCertificate({ signedBy: authority }));
    const caFile = await file("changing.pem", testCertificate({ commonName: "old", authority: true }).certPem);
    await using http = createHttp({ trust: { ...nobody, caFile } });
    await expect(http.request({ method: "GET", url })).rejects.toThrow("KIT_TLS_UNTRUSTED");
    await writeFile(caFile, authority.certPem);
    expect((await http.request({ method: "GET", url })).status).toBe(200);
  });

  test("gives an error that names the CA file when that is missing", async () => {
    const { url } = await serve(testCertificate({ signedBy: authority }));
    await using http = createHttp({ trust: { ...nobody, caFile: join(folder, "none.pem") } });
    await expect(http.request({ method: "GET", url })).rejects.toMatchObject({ code: "KIT_TRUST_FILE" });
  });
});

describe("the same trust", () => {
  test("holds for ws: accepted with the fingerprint, refused without", async () => {
    const certificate = testCertificate();
    const { url, server } = await serve(certificate);
    const sockets = new WebSocketServer({ server });
    const pinned = new WebSocket(url.replace("https", "wss"), tlsOptions({ ...nobody, fingerprints: [certificate.fingerprint] }));
    await once(pinned, "open");
    pinned.terminate();
    const stranger = new WebSocket(url.replace("https", "wss"), tlsOptions(nobody));
    const [error] = (await once(stranger, "error")) as [Error];
    expect(error.message).toContain("KIT_TLS_UNTRUSTED");
    sockets.close();
  });

  test("holds for https.request", async () => {
    const certificate = testCertificate();
    const { url } = await serve(certificate);
    const accepted = httpsRequest(url, tlsOptions({ ...nobody, fingerprints: [certificate.fingerprint] })).end();
    const [response] = await once(accepted, "response");
    expect(response).toMatchObject({ statusCode: 200 });
    const refused = httpsRequest(url, tlsOptions(nobody)).end("password");
    const [error] = (await once(refused, "error")) as [Error];
    expect(error.message).toContain("KIT_TLS_UNTRUSTED");
  });

  test("sends nothing that was written before the handshake when the certificate is refused", async () => {
    const { server } = await serve(testCertificate());
    let received = 0;
    server.on("secureConnection", (socket) => socket.on("data", (data: Buffer) => (received += data.length)));
    const socket = tlsConnect(nobody, { host: "127.0.0.1", port: portOf(server) });
    socket.write("GET / HTTP/1.1\r\nAuthorization: password\r\n\r\n");
    await once(socket, "close").catch(() => undefined);
    const closed = once(server, "close");
    server.close();
    await closed;
    expect(received).toBe(0);
  });
});

describe("the trust piece of a config", () => {
  test("trusts the system's authorities when nothing is said", () => {
    expect(zTrust.parse(undefined)).toEqual({ system: true, fingerprints: [] });
  });

  test("refuses a SHA-1 fingerprint", () => {
    expect(zTrust.safeParse({ fingerprints: ["AA:".repeat(19) + "AA"] }).error?.issues[0]?.message).toContain("64 hexadecimal digits");
  });
});

async function serve(certificate: TestCertificate): Promise<{ url: string; server: Server; requests: () => number }> {
  let count = 0;
  const server = createServer({ cert: certificate.certPem, key: certificate.keyPem }, (_request, response) => {
    count += 1;
    response.end("ok");
  });
  server.on("tlsClientError", () => undefined);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `https://127.0.0.1:${portOf(server)}/`, server, requests: () => count };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function plain(text: string): string {
  return text.replaceAll(":", "");
}
