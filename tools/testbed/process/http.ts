const WITHIN_MS = 10_000;

export type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
  readonly withinMs?: number;
};

/** One HTTP request with a deadline; an answer other than 2xx is an error that holds the answer's text. */
export async function fetchText(url: string | URL, asked: Asked = {}): Promise<string> {
  const { method = "GET", headers = {}, body } = asked;
  const response = await fetch(url, { method, headers, signal: deadline(asked), ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${String(url)}: ${response.status} ${text.slice(0, 500)}`);
  return text;
}

export async function fetchJson<T>(url: string | URL, asked: Asked = {}): Promise<T> {
  return JSON.parse(await fetchText(url, asked)) as T;
}

/** True for a 2xx answer, false for any other and for none. */
export async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

function deadline(asked: Asked): AbortSignal {
  const own = AbortSignal.timeout(asked.withinMs ?? WITHIN_MS);
  return asked.signal === undefined ? own : AbortSignal.any([own, asked.signal]);
}
