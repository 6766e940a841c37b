import { cacheFolder, componentFolder } from "./cache/cache-folder.ts";
import { isComplete, readStamp } from "./cache/ensure-component.ts";
import { COMPONENTS } from "./components.ts";

/** One line per component: name, version, size or that it is not there yet, what it is. */
export async function listComponents(): Promise<string> {
  const root = cacheFolder();
  const rows = await Promise.all(
    COMPONENTS.map(async (component) => {
      const folder = await componentFolder(root, component);
      const stamp = (await isComplete(folder, component)) ? await readStamp(folder) : undefined;
      const size = stamp === undefined ? "not here" : `${Math.round(stamp.bytes / 1e6)} MB`;
      return [component.name, stamp?.version ?? component.version, size, component.what];
    }),
  );
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `${lines.join("\n")}\n\ncache: ${root}`;
}
