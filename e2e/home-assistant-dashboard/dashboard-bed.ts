import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { startChromium } from "../../tools/testbed/chromium/start-chromium.ts";
import { frontendFiles } from "../../tools/testbed/home-assistant/frontend-component.ts";
import { type HomeAssistant, startHomeAssistant } from "../../tools/testbed/home-assistant/start-home-assistant.ts";

/** Desktop and phone, by day and by night. */
export const SCREENS = {
  desktop: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  "phone-dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const satisfies Record<string, BrowserContextOptions>;

export type Screen = keyof typeof SCREENS;

const PICTURES = fileURLToPath(new URL("../../screenshots", import.meta.url));
const PAGE_WITHIN_MS = 60_000;

export interface DashboardBed extends AsyncDisposable {
  readonly ha: HomeAssistant;
  /** Opens a view, for example `house-alerts/alerts`, logged in, and waits until one of the texts is there. */
  open(view: string, screen: Screen, text: string): Promise<AsyncDisposable & { readonly page: Page }>;
  picture(page: Page, name: string): Promise<void>;
}

/** A real Home Assistant with its own pages and these dashboards, by the part of their address (which needs a hyphen), and a real browser. */
export async function startDashboardBed(dashboards: Readonly<Record<string, string>>): Promise<DashboardBed> {
  await using stack = new AsyncDisposableStack();
  const files = { ...(await frontendFiles()), ...dashboardFiles(dashboards) };
  const ha = stack.use(await startHomeAssistant({ files }));
  const { browser } = stack.use(await startChromium());
  const owned = stack.move();
  // One for each screen: what a page has fetched, the next one need not.
  const contexts = new Map<Screen, Promise<BrowserContext>>();
  const newContext = async (screen: Screen) => {
    const context = await browser.newContext({ ...SCREENS[screen], locale: "en-GB", timezoneId: "Europe/Amsterdam" });
    await context.addInitScript({ content: `localStorage.setItem("hassTokens", ${JSON.stringify(JSON.stringify(tokens(ha)))})` });
    return context;
  };
  return {
    ha,
    async open(view, screen, text) {
      const context = contexts.get(screen) ?? newContext(screen);
      contexts.set(screen, context);
      const page = await (await context).newPage();
      await page.goto(`${ha.url}/${view}`);
      await page.getByText(text).first().waitFor({ timeout: PAGE_WITHIN_MS });
      return { page, [Symbol.asyncDispose]: () => page.close() };
    },
    async picture(page, name) {
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: "disabled" });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function dashboardFiles(dashboards: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.keys(dashboards).map((name) => [name, { mode: "yaml", filename: `tiles/${name}.yaml`, title: name, show_in_sidebar: true }]);
  const files = Object.entries(dashboards).map(([name, yaml]) => [`tiles/${name}.yaml`, yaml]);
  return { "packages/dashboards.yaml": JSON.stringify({ lovelace: { dashboards: Object.fromEntries(named) } }), ...Object.fromEntries(files) };
}

// What the login form would have kept; a long-lived token needs no refreshing.
function tokens({ url, token }: HomeAssistant) {
  return {
    access_token: token,
    token_type: "Bearer",
    expires_in: 86_400,
    expires: Date.now() + 86_400_000,
    hassUrl: url,
    clientId: `${url}/`,
    refresh_token: "",
  };
}
