import type { Clock } from "@tiles/kit/clock";
import { withDeadline } from "@tiles/kit/deadline";
import { describeError } from "@tiles/kit/errors";
import type { Route, RouteResponse } from "@tiles/kit/health-server";
import type { SecretFile } from "@tiles/kit/secret";
import { readWebhookBody, type WebhookMessage } from "./webhook-body.ts";

export const ALERTS_PATH = "/alerts";
export const MAX_BODY_BYTES = 1024 * 1024;

// Alertmanager gives a notification at least 10 s; the 503 has to be there before it gives up without a reason.
const TAKEN_WITHIN_MS = 8_000;

export interface ReceiverOptions {
  readonly token: SecretFile;
  readonly clock: Clock;
  /** Resolves when Home Assistant's broker has what follows from the message. */
  receive(message: WebhookMessage): Promise<void>;
  /** Every answer, and why it was none of 200. */
  onAnswer(status: number, why?: unknown): void;
}

/** `POST /alerts`: 200 says that Home Assistant's broker has it, 503 that it is to be sent again, 400 that it never will be understood. */
export function alertsRoute({ token, clock, receive, onAnswer }: ReceiverOptions): Route {
  return {
    method: "POST",
    path: ALERTS_PATH,
    token,
    maxBodyBytes: MAX_BODY_BYTES,
    refused: (status) => onAnswer(status),
    async handle({ body, signal }) {
      const message = readWebhookBody(body, clock.now());
      if (message === undefined) {
        onAnswer(400);
        return answer(400, "not a webhook message of Alertmanager (version 4) or Grafana");
      }
      try {
        await withDeadline(clock, TAKEN_WITHIN_MS, signal, () => receive(message));
      } catch (error) {
        onAnswer(503, error);
        return answer(503, `not taken, send it again: ${describeError(error)}`);
      }
      onAnswer(200);
      return { status: 200, headers: JSON_TYPE, body: `${JSON.stringify({ firing: message.firing.length, resolved: message.resolved.length })}\n` };
    },
  };
}

const JSON_TYPE = { "content-type": "application/json" };

function answer(status: number, error: string): RouteResponse {
  return { status, headers: JSON_TYPE, body: `${JSON.stringify({ error })}\n` };
}
