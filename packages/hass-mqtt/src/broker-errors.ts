import { AppError, codeOf, describeError } from "@tiles/kit/errors";

// Reason codes of MQTT 5 (section 2.4 of the standard).
const LOGIN_REASONS = [134, 135, 138, 140];
const PROTOCOL_REASONS = [132, 133];
const TAKEN_OVER = 142;

/** Why there is no connection. `broker` is its address, for the text. */
export function connectionError(broker: string, tried: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = reasonOf(error);
  const cameBack = reason === undefined ? describeError(error) : `${describeError(error)} (${reason})`;
  const parts = { thing: `MQTT broker ${broker}`, tried, cameBack, cause: error };
  if (reason !== undefined && LOGIN_REASONS.includes(reason))
    return new AppError({
      ...parts,
      code: "MQTT_LOGIN",
      whatToDo: "Correct the user and password files; they are read again when they change. The same login is tried again only after minutes.",
    });
  if (reason !== undefined && PROTOCOL_REASONS.includes(reason))
    return new AppError({ ...parts, code: "MQTT_PROTOCOL", whatToDo: "Use a broker that speaks MQTT 5." });
  if (reason === TAKEN_OVER)
    return new AppError({ ...parts, code: "MQTT_TAKEN_OVER", whatToDo: "Another process uses the same topics: let only one run." });
  return new AppError({ ...parts, code: "MQTT_UNREACHABLE", whatToDo: "Check that the broker runs and that the address is right." });
}

/** Why the broker, though connected, did not take a message or a subscription. */
export function refusedError(broker: string, tried: string, error: unknown): AppError {
  return new AppError({
    code: "MQTT_NOT_ALLOWED",
    thing: `MQTT broker ${broker}`,
    tried,
    cameBack: `${describeError(error)} (${reasonOf(error) ?? codeOf(error) ?? "no reason"})`,
    whatToDo: "Give the user of this service the right to it in the broker's access list.",
    cause: error,
  });
}

/** These are not mended by trying again soon, and a refused login may get the address banned. */
export function isRefusal({ code }: AppError): boolean {
  return code === "MQTT_LOGIN" || code === "MQTT_PROTOCOL" || code === "MQTT_TAKEN_OVER";
}

// MQTT.js puts the reason into `code`, which for errors of Node is a text.
function reasonOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "number" ? error.code : undefined;
}
