import { zUrl } from "@tiles/kit/config-values";

/** A URL that more is appended to. Manuals and browsers show the whole of it, so that is what people copy. */
export function zBaseUrl(appended: string) {
  return zUrl(["http", "https"]).refine((url) => !`${new URL(url).pathname}/`.includes(`${appended}/`), {
    error: `the URL has ${appended} in it, which is added to it; allowed: only what stands before ${appended}`,
  });
}
