/**
 * The package index that this machine's pip was told to use, as environment for uv, which does not read pip's settings.
 * Takes the output of `pip config list`: lines such as `global.index-url='...'`.
 */
export function pipIndex(configList: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const line of configList.split("\n")) {
    const [, name, value] = /^(?:global|install|:env:)\.([a-z-]+)='(.*)'$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    const variable = UV_NAMES[name];
    if (variable !== undefined) environment[variable] = value;
  }
  return environment;
}

const UV_NAMES: Readonly<Record<string, string>> = {
  "index-url": "UV_DEFAULT_INDEX",
  "extra-index-url": "UV_INDEX",
  cert: "SSL_CERT_FILE",
};
