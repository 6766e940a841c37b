import { writeFile } from "node:fs/promises";

import { catalogue } from "./catalogue.ts";
import { renderRules } from "./render-rules.ts";

await writeFile(new URL("../files/rules.yaml", import.meta.url), renderRules(catalogue));
