import type { House } from "../../charts/home-alerts/src/testing/alert-case.ts";
import { houseSeries } from "../../charts/home-alerts/src/testing/house-series.ts";
import { otlpRequest } from "../../charts/home-alerts/src/testing/otlp-request.ts";
import { fetchText } from "../../tools/testbed/process/http.ts";
import type { Store } from "../../tools/testbed/prometheus/store.ts";

const AT_ONCE_SECONDS = 86_400;
const PUSHED_WITHIN_MS = 60_000;

/** Every sample of a house between two instants, a day at a time and in order. */
export async function pushHouse(store: Store, house: House, from: number, to: number): Promise<void> {
  const series = houseSeries(house);
  for (let start = from; start < to; start += AT_ONCE_SECONDS) {
    const body = otlpRequest(house.instance, series, start, Math.min(to, start + AT_ONCE_SECONDS));
    await fetchText(`${store.otlpUrl}/v1/metrics`, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf" },
      body,
      withinMs: PUSHED_WITHIN_MS,
    });
  }
  await store.flush();
}
