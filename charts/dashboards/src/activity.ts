/** How ha-bridge names what it sends to Loki and Tempo: OpenTelemetry's service.name, and the entity as an attribute. */
export const LOGS = '{service_name="ha-bridge"}';

export function logsOf(entityId: string): string {
  return `${LOGS} | entity_id="${entityId}"`;
}

export const TRACES = '{resource.service.name="ha-bridge"}';
export const FAILED_TRACES = '{resource.service.name="ha-bridge" && status=error}';

export function tracesOf(entityId: string): string {
  return `{resource.service.name="ha-bridge" && span.entity_id="${entityId}"}`;
}
