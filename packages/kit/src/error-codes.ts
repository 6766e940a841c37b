import type { ErrorCodes } from "./errors.ts";

/** The codes of the parts that all services share. */
export const kitErrorCodes = {
  KIT_CONFIG: {
    meaning: "The config file has problems; each is listed with its line.",
    remedy: "Correct the lines named. `check` reads the file again without starting anything.",
  },
  KIT_CONFIG_FILE: {
    meaning: "The config file could not be read.",
    remedy: "Give the path of an existing, readable YAML file with --config.",
  },
  KIT_SECRET_FILE: {
    meaning: "A file that should hold a secret is missing, empty, too large or not readable.",
    remedy: "Create the file with nothing but the secret in it, readable by the user that the service runs as.",
  },
  KIT_SECRET_HEADER: {
    meaning: "A file of `headerFiles` holds what cannot be the value of a header.",
    remedy: "Write the value alone into one line of the file. The file is read again by itself.",
  },
  KIT_TRUST_FILE: {
    meaning: "The file of trusted certificate authorities could not be read, or holds no certificate.",
    remedy: "Point trust.caFile at a PEM file with one or more certificates.",
  },
  KIT_TLS_UNTRUSTED: {
    meaning: "The other side showed a certificate that nothing in the config trusts.",
    remedy: "When the fingerprint named is the right one, add it to trust.fingerprints, or name its authority in trust.caFile.",
  },
  KIT_TLS_FILE: {
    meaning: "The certificate or key for our own server could not be read or do not belong together.",
    remedy: "Check server.tls.certFile and server.tls.keyFile.",
  },
  KIT_HTTP_REFUSED: {
    meaning: "Nothing listens at the address.",
    remedy: "Check that the other side runs and that host and port are right.",
  },
  KIT_HTTP_UNREACHABLE: {
    meaning: "No network path to the address.",
    remedy: "Check cable, routes, VPN and firewall between here and the address.",
  },
  KIT_HTTP_TIMEOUT: {
    meaning: "The answer did not come in time.",
    remedy: "Check the load of the other side and the network; a firewall that drops packets looks the same.",
  },
  KIT_HTTP_TLS: {
    meaning: "The TLS handshake failed before a certificate could be judged.",
    remedy: "Check that the port speaks TLS (https and http ports are often swapped) and its TLS version.",
  },
  KIT_HTTP_DNS: {
    meaning: "The host name has no address.",
    remedy: "Check the spelling of the name and the name servers of this machine or cluster.",
  },
  KIT_HTTP_RESET: {
    meaning: "The connection was cut before the answer was complete.",
    remedy: "Usually a restart of the other side or of a proxy between; it is tried again where that is safe.",
  },
  KIT_HTTP_TOO_LARGE: {
    meaning: "The answer was larger than the limit and was given up.",
    remedy: "Check that the address is the one meant; it answered with far more than this service asks for.",
  },
  KIT_HTTP_PROTOCOL: {
    meaning: "The answer was not HTTP as the standard has it.",
    remedy: "Check that the port speaks HTTP.",
  },
  KIT_LISTEN: {
    meaning: "The server could not listen at its address.",
    remedy: "End the process that uses the port, or change server.listen.",
  },
  KIT_STATE_DIRECTORY: {
    meaning: "The state directory could not be created, read or written.",
    remedy: "Make it a folder that the user of the service may write, on a file system with free space.",
  },
  KIT_STATE_LOCKED: {
    meaning: "Another process uses the state directory.",
    remedy: "Stop the process named, or give this one a stateDir of its own.",
  },
  KIT_STATE_LOST: {
    meaning: "This process could not keep its claim on the state directory, or another process has taken it over.",
    remedy: "Check the disk or network file system, and that only one copy of the service runs.",
  },
  KIT_USAGE: {
    meaning: "The command line has a mistake.",
    remedy: "Run the program with --help.",
  },
} as const satisfies ErrorCodes;

export type KitErrorCode = keyof typeof kitErrorCodes;
