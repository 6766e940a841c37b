import { AppError } from "./errors.ts";
import type { SecretFile } from "./secret.ts";

/** Headers of a request, some of which hold secrets. */
export interface SecretHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** A text of the other side without what it may have repeated of them. */
  hide(text: string): string;
}

/** `plain` and what stands in `files` now. Rejects with KIT_SECRET_FILE or KIT_SECRET_HEADER. */
export async function readSecretHeaders(
  plain: Readonly<Record<string, string>>,
  files: Readonly<Record<string, SecretFile>>,
): Promise<SecretHeaders> {
  const read = Object.entries(files).map(async ([name, file]) => [name, headerValue(file.path, (await file.read()).reveal())] as const);
  const secret = Object.fromEntries(await Promise.all(read));
  const sounding = Object.entries(plain).filter(([name]) => soundsSecret(name));
  // "Bearer abc": the other side may repeat the token without the word before it.
  const values = [...sounding.map(([, value]) => value), ...Object.values(secret)].flatMap((value) => [value, value.split(" ").at(-1) ?? ""]);
  return {
    headers: { ...plain, ...secret },
    hide: (text) => values.filter((value) => value !== "").reduce((rest, value) => rest.replaceAll(value, "[secret]"), text),
  };
}

/** Whether what a header of this name says is hidden, although it stands in the config itself. */
export function soundsSecret(name: string): boolean {
  return /auth|token|key|secret|cookie/i.test(name);
}

// Node's HTTP client refuses such a value as if the other side were wrong.
function headerValue(path: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new AppError({
    code: "KIT_SECRET_HEADER",
    thing: path,
    tried: "using it as a header",
    cameBack: "it has a line break or another character that no header may have",
    whatToDo: "Write the value alone into one line of the file.",
  });
}
