import { join } from "node:path";
import { chromium as playwright, type Browser } from "playwright-core";
import { ensureComponent } from "../cache/ensure-component.ts";
import { dataFolder } from "../process/data-folder.ts";
import { chromium, CHROMIUM, LIBRARY_FOLDERS } from "./chromium-component.ts";

const START_WITHIN_MS = 60_000;

// Nothing of a real profile, nothing that calls the internet by itself; without a sandbox, which root and containers do not have.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

export type Chromium = AsyncDisposable & {
  /** Each `newContext` is a person with a browser of their own. */
  readonly browser: Browser;
};

/** A real browser without a window, with a profile that is thrown away. */
export async function startChromium(signal?: AbortSignal): Promise<Chromium> {
  const component = await ensureComponent(chromium, signal === undefined ? {} : { signal });
  await using stack = new AsyncDisposableStack();
  const home = stack.use(await dataFolder("chromium", undefined)).path;
  const libraries = LIBRARY_FOLDERS.map((folder) => join(component, folder)).join(":");
  const browser = await playwright.launch({
    executablePath: join(component, CHROMIUM),
    headless: true,
    args: QUIET,
    timeout: START_WITHIN_MS,
    // Its libraries name folders of the machine's own in themselves; what stands here goes before that.
    env: { HOME: home, TMPDIR: home, FONTCONFIG_FILE: join(component, "fonts.conf"), LD_LIBRARY_PATH: libraries },
  });
  stack.defer(() => browser.close());
  const owned = stack.move();
  return { browser, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
