import { hassMqttErrorCodes } from "@tiles/hass-mqtt/error-codes";
import { kitErrorCodes } from "@tiles/kit/error-codes";
import type { ErrorCodes } from "@tiles/kit/errors";
import { errorCodes as bridgeErrorCodes } from "../../services/ha-bridge/src/error-codes.ts";
import { demoErrorCodes } from "../demo/error-codes.ts";
import { testbedErrorCodes } from "../testbed/error-codes.ts";

/** docs/errors.md: every error code of the repository. */
export function renderErrorsDoc(): string {
  return `${[intro, ...sections.map(renderSection)].join("\n\n")}\n`;
}

interface Section {
  readonly title: string;
  readonly codes: ErrorCodes;
}

const intro = `# Errors

This page is generated from the \`error-codes.ts\` files by \`npm run generate\`.

Every error that a person can do something about is one line:
\`<thing>: <what was tried> failed: <what came back>. <what to do> [CODE]\`. In the log the code is also the field \`code\`.`;

const sections: readonly Section[] = [
  { title: "Every service", codes: kitErrorCodes },
  { title: "MQTT", codes: hassMqttErrorCodes },
  { title: "ha-bridge", codes: bridgeErrorCodes },
  { title: "Test bed", codes: testbedErrorCodes },
  { title: "Demo", codes: demoErrorCodes },
];

function renderSection({ title, codes }: Section): string {
  const rows = Object.entries(codes).map(([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`);
  return [`## ${title}`, ["| code | what happened | what to do |", "| --- | --- | --- |", ...rows].join("\n")].join("\n\n");
}
