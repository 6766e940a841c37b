/** Where things are at the broker; the same for ever, because retained messages and Home Assistant's memory hang on them. */
export interface Topics {
  /** Of the whole service: `online` or `offline`. */
  readonly availability: string;
  /** Home Assistant says `online` there when it has started. */
  readonly birth: string;
  /** All commands of all components. */
  readonly commands: string;
  /** Of this process alone, to learn that the broker has sent everything that came before. */
  readonly echo: string;
  discovery(deviceId: string): string;
  state(deviceId: string, component: string): string;
  attributes(deviceId: string, component: string): string;
  command(deviceId: string, component: string): string;
  message(subtopic: string): string;
}

export function topicsOf(topicPrefix: string, discoveryPrefix: string): Topics {
  const of = (deviceId: string, component: string, what: string): string => `${topicPrefix}/${deviceId}/${component}/${what}`;
  return {
    availability: `${topicPrefix}/availability`,
    birth: `${discoveryPrefix}/status`,
    commands: of("+", "+", "set"),
    echo: `${topicPrefix}/echo`,
    discovery: (deviceId) => `${discoveryPrefix}/device/${deviceId}/config`,
    state: (deviceId, component) => of(deviceId, component, "state"),
    attributes: (deviceId, component) => of(deviceId, component, "attributes"),
    command: (deviceId, component) => of(deviceId, component, "set"),
    message: (subtopic) => `${topicPrefix}/${subtopic}`,
  };
}
