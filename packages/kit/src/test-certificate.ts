import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";

/** A certificate made on the spot, for tests of TLS. */
export interface TestCertificate {
  certPem: string;
  keyPem: string;
  /** SHA-256, as trust.fingerprints takes it. */
  fingerprint: string;
}

export interface TestCertificateOptions {
  commonName?: string;
  /** DNS names and IPv4 addresses. */
  names?: readonly string[];
  authority?: boolean;
  /** Absent: it signs itself. */
  signedBy?: TestCertificate;
  validFrom?: Date;
  validUntil?: Date;
}

const A_YEAR_MS = 365 * 86_400_000;

/** An ECDSA P-256 certificate as RFC 5280 has it, with the few extensions that clients look at. */
export function testCertificate(options: TestCertificateOptions = {}): TestCertificate {
  const { commonName = "test", names = ["localhost", "127.0.0.1"], authority = false, signedBy } = options;
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = signedBy === undefined ? name(commonName) : subjectOf(signedBy);
  const issuerKey = signedBy === undefined ? privateKey : createPrivateKey(signedBy.keyPem);
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    issuer,
    sequence(utcTime(options.validFrom ?? new Date(Date.now() - A_YEAR_MS)), utcTime(options.validUntil ?? new Date(Date.now() + A_YEAR_MS))),
    name(commonName),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(basicConstraints(authority), subjectAltName(names))),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bitString(sign("sha256", body, issuerKey)));
  return { certPem: pem(der), keyPem: keyToPem(privateKey), fingerprint: createHash("sha256").update(der).digest("hex") };
}

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function name(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(oid(0x55, 0x04, 0x03), tagged(0x0c, Buffer.from(commonName)))));
}

function subjectOf({ certPem }: TestCertificate): Buffer {
  return name(new X509Certificate(certPem).subject.replace(/^CN=/, ""));
}

function basicConstraints(authority: boolean): Buffer {
  const value = authority ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence();
  return sequence(oid(0x55, 0x1d, 0x13), tagged(0x01, Buffer.from([0xff])), tagged(0x04, value));
}

function subjectAltName(names: readonly string[]): Buffer {
  const entries = names.map((entry) =>
    /^[\d.]+$/.test(entry) ? tagged(0x87, Buffer.from(entry.split(".").map(Number))) : tagged(0x82, Buffer.from(entry)),
  );
  return sequence(oid(0x55, 0x1d, 0x11), tagged(0x04, sequence(...entries)));
}

function utcTime(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));
}

function oid(...bytes: number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function bitString(bytes: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der
    .toString("base64")
    .replaceAll(/(.{64})/g, "$1\n")
    .trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function keyToPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
