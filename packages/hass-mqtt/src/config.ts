import { zFilePath, zSecretFile, zUrl } from "@tiles/kit/config-values";
import { z } from "zod";

const PREFIX_FORM = "a topic, such as homeassistant, without + and # and without a slash at either end";

/** The `mqtt` piece of a service's config. */
export const zMqtt = z
  .strictObject({
    url: zUrl(["mqtt", "mqtts"]),
    usernameFile: zSecretFile().optional(),
    passwordFile: zSecretFile().optional(),
    /** Further authorities for this connection alone; else the service's `trust` counts. */
    caFile: zFilePath().optional(),
    /** As set in Home Assistant's MQTT integration. */
    discoveryPrefix: z
      .string()
      .regex(/^[^+#/\s]+(?:\/[^+#/\s]+)*$/, `not a topic; allowed: ${PREFIX_FORM}`)
      .default("homeassistant"),
  })
  .refine(({ usernameFile, passwordFile }) => passwordFile === undefined || usernameFile !== undefined, {
    error: "a password needs a user; add usernameFile",
    path: ["passwordFile"],
  });

export type MqttConfig = z.output<typeof zMqtt>;
