import type { SourceFile } from "./source-tree.ts";

export interface Repository {
  readonly root: string;
  readonly files: readonly SourceFile[];
}

/** One rule of the layout. Its problems are lines that start with the path they are about. */
export interface Rule {
  readonly name: string;
  problems(repository: Repository): readonly string[] | Promise<readonly string[]>;
}

/** Not part of a program: tests, and what is there for tests only. */
export function isTest(path: string): boolean {
  return /\.(test|testing|contract|cases)\.ts$|\/(testing|cases|e2e)\/|^e2e\//.test(path);
}
