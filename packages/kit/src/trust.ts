import { readFileSync, statSync } from "node:fs";
import type { ClientRequestArgs } from "node:http";
import { isIP, type createConnection } from "node:net";
import { type ConnectionOptions, createSecureContext, getCACertificates, type SecureContext, type TLSSocket, connect } from "node:tls";
import { z } from "zod";
import { zFilePath } from "./config-values.ts";
import { AppError, describeError } from "./errors.ts";

/** Who is believed to be who they say, for every TLS connection that we open. Any one of the three is enough. */
export interface Trust {
  /** The authorities of Node and of the machine. */
  readonly system: boolean;
  /** A PEM file with further authorities; read again when it changes. */
  readonly caFile?: string | undefined;
  /** SHA-256 of certificates that are believed as they are, whoever signed them and however old they are. */
  readonly fingerprints: readonly string[];
}

export const systemTrust: Trust = { system: true, fingerprints: [] };

const FINGERPRINT_FORM = "the SHA-256 of a certificate: 64 hexadecimal digits, with or without colons";

/** The `trust` piece of a config. */
export const zTrust = z
  .strictObject({
    system: z.boolean().default(true),
    caFile: zFilePath().optional(),
    fingerprints: z.array(z.string().refine((text) => plain(text).length === 64, `not a fingerprint; allowed: ${FINGERPRINT_FORM}`)).default([]),
  })
  .prefault({});

/** What `ws` and `https.request` take among their options, in the types of either. */
export interface TlsOptions {
  rejectUnauthorized: true;
  createConnection: typeof createConnection & ((options: ClientRequestArgs) => TLSSocket);
}

/**
 * Spread into the options of `ws` (for wss:) or `https.request`: every connection is TLS then. A library that leaves `createConnection` aside falls back
 * to the authorities of Node: it refuses more than it should, never less.
 */
export function tlsOptions(trust: Trust): TlsOptions {
  const open = (options: ConnectionOptions): TLSSocket => tlsConnect(trust, options);
  return { rejectUnauthorized: true, createConnection: open as unknown as TlsOptions["createConnection"] };
}

/**
 * Opens a TLS connection that is destroyed, before a byte of ours is sent, with KIT_TLS_UNTRUSTED unless the
 * other side's certificate is trusted. Throws KIT_TRUST_FILE when the CA file cannot be used.
 */
export function tlsConnect(trust: Trust, options: ConnectionOptions): TLSSocket {
  const host = options.host ?? "localhost";
  const socket = connect({
    ...options,
    // Libraries pass the path of a URL here, which Node would take for the path of a Unix socket.
    path: undefined,
    servername: options.servername ?? (isIP(host) === 0 ? host : ""),
    secureContext: contextOf(trust),
    // Node judges the chain and the name all the same, and `judge` below acts on it: a pinned certificate may
    // be believed although its chain is not, and the error can name the fingerprint seen.
    rejectUnauthorized: false,
  });
  socket.once("secureConnect", () => judge(trust, socket, `${host}:${options.port ?? 443}`));
  return socket;
}

function judge(trust: Trust, socket: TLSSocket, address: string): void {
  if (socket.authorized) return;
  const seen = socket.getPeerX509Certificate()?.fingerprint256;
  if (seen !== undefined && trust.fingerprints.some((pinned) => plain(pinned) === plain(seen))) return;
  const why = describeAuthorizationError(socket.authorizationError);
  socket.destroy(
    new AppError({
      code: "KIT_TLS_UNTRUSTED",
      thing: address,
      tried: "trusting its certificate",
      cameBack: `${why}; its SHA-256 fingerprint is ${seen ?? "not known"}`,
      whatToDo: "If that is the right certificate, name its authority in trust.caFile or its fingerprint in trust.fingerprints.",
    }),
  );
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it signed itself",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "its authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not known here, or it does not send the intermediate certificate",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet (is the clock of this machine right?)",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another name",
};

// The types say Error; in truth it is mostly the code as a text.
function describeAuthorizationError(error: unknown): string {
  const code = String(error);
  return EXPLANATIONS[code] === undefined ? code : `${EXPLANATIONS[code]} (${code})`;
}

const contexts = new Map<string, SecureContext>();
// One for each pair of `system` and CA file in use; older ones belong to files that changed.
const MOST_CONTEXTS = 16;

// Reading the authorities takes tens of milliseconds, so it is done once for each state of the CA file.
function contextOf({ system, caFile }: Trust): SecureContext {
  const stamp = caFile === undefined ? "" : stampOf(caFile);
  const key = `${system} ${caFile ?? ""} ${stamp}`;
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const authorities = [...(system ? systemAuthorities() : []), ...(caFile === undefined ? [] : [readAuthorities(caFile)])];
  const context = createSecureContext({ ca: authorities });
  if (contexts.size >= MOST_CONTEXTS) contexts.clear();
  contexts.set(key, context);
  return context;
}

function systemAuthorities(): string[] {
  return [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
}

function stampOf(caFile: string): string {
  try {
    const { size, mtimeMs, ctimeMs, ino } = statSync(caFile);
    return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  } catch (error) {
    throw trustFileFailure(caFile, describeError(error), error);
  }
}

function readAuthorities(caFile: string): string {
  try {
    const pem = readFileSync(caFile, "utf8");
    if (!pem.includes("-----BEGIN CERTIFICATE-----")) throw new Error("there is no PEM certificate in it");
    // Node passes over what it cannot read in a list of authorities; alone, a damaged one is an error.
    createSecureContext({ ca: pem });
    return pem;
  } catch (error) {
    throw trustFileFailure(caFile, describeError(error), error);
  }
}

function trustFileFailure(caFile: string, cameBack: string, cause: unknown): AppError {
  return new AppError({
    code: "KIT_TRUST_FILE",
    thing: `CA file ${caFile}`,
    tried: "reading it",
    cameBack,
    whatToDo: "Put the certificate of the authority there, as PEM, or take trust.caFile out of the config.",
    cause,
  });
}

function plain(fingerprint: string): string {
  return fingerprint.toUpperCase().replaceAll(/[^0-9A-F]/g, "");
}
