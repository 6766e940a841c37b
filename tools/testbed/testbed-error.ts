/** A failure that a person can do something about: `<thing>: <what was tried> failed: <what came back>. <what to do> [CODE]`. */
export class TestbedError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(`${message} [${code}]`, options);
    this.name = "TestbedError";
    this.code = code;
  }
}
