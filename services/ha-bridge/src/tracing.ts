import { type Span, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { describeError } from "@tiles/kit/errors";
import type { HttpSender } from "./otlp/http-sender.ts";

/** Runs a piece of our own work as a span; an error is noted on it and goes on. */
export async function traced<T>(tracer: Tracer, name: string, work: (span: Span) => Promise<T>): Promise<T> {
  return await tracer.startActiveSpan(name, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: describeError(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Each request to the store as a span with its size and its outcome. */
export function tracedSender(sender: HttpSender, tracer: Tracer): HttpSender {
  return {
    send: (gzipped, options) =>
      traced(tracer, "metrics.send", async (span) => {
        const outcome = await sender.send(gzipped, options);
        span.setAttributes({ "http.request.body.size": gzipped.length, "tiles.attempt": options.attempt, "tiles.outcome": outcome.kind });
        if (outcome.status !== undefined) span.setAttribute("http.response.status_code", outcome.status);
        return outcome;
      }),
  };
}
