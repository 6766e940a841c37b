import { expect, test } from "vitest";
import { blockCommands, type BlockStore } from "./block-commands.ts";

/** `e2e/import` runs what is printed against the real stores. */

const mimir: BlockStore = { endpoint: "https://mimir.lan/otlp", headers: {}, headerFiles: {} };
const upload = (store: Partial<BlockStore>) =>
  /(MIMIR_EXTRA_HEADERS=[^]*?)?mimirtool backfill .*?blocks\/\*/.exec(blockCommands("/out", { ...mimir, ...store }))?.[0];

test.each<[what: string, store: Partial<BlockStore>, command: string]>([
  ["without tenants", {}, "mimirtool backfill --address=https://mimir.lan --id=anonymous --sleep-time=20ms /out/blocks/*"],
  [
    "below a path",
    { endpoint: "https://lan/mimir/otlp" },
    "mimirtool backfill --address=https://lan/mimir --id=anonymous --sleep-time=20ms /out/blocks/*",
  ],
  [
    "a tenant, however its header is spelled",
    { headers: { "x-scope-orgid": "home $1" } },
    String.raw`mimirtool backfill --address=https://mimir.lan --id="home \$1" --sleep-time=20ms /out/blocks/*`,
  ],
  [
    "a login in a file and another header, one in a line",
    { headers: { "X-Scope-OrgID": "home", "X-Floor": "1" }, headerFiles: { Authorization: { path: "/run/log in" } } },
    `MIMIR_EXTRA_HEADERS="X-Floor=1\nAuthorization=$(cat '/run/log in')" mimirtool backfill --address=https://mimir.lan --id="home" --sleep-time=20ms /out/blocks/*`,
  ],
  [
    "a login in the config is not printed",
    { headers: { Authorization: "Bearer s3cret" } },
    `MIMIR_EXTRA_HEADERS="Authorization=VALUE" mimirtool backfill --address=https://mimir.lan --id=anonymous --sleep-time=20ms /out/blocks/*`,
  ],
  [
    "an authority of its own",
    { caFile: "/run/ca.pem" },
    "mimirtool backfill --address=https://mimir.lan --id=anonymous --tls-ca-path=/run/ca.pem --sleep-time=20ms /out/blocks/*",
  ],
  [
    "a Prometheus, which says nothing of a Mimir",
    { endpoint: "http://prometheus:9090/api/v1/otlp" },
    "mimirtool backfill --address=MIMIR_URL --id=anonymous --sleep-time=20ms /out/blocks/*",
  ],
])("mimirtool: %s", (_what, store, command) => {
  expect(upload(store)).toBe(command);
});

test("a folder with blanks and quotes is one word for the shell", () => {
  const commands = blockCommands("/srv/Anna's house", mimir);
  expect(commands).toContain(String.raw`find '/srv/Anna'\''s house' -name`);
  expect(commands).toContain(String.raw`mv '/srv/Anna'\''s house'/blocks/* PROMETHEUS_DATA/`);
});
