import { defineConfig } from "vitest/config";

/** `unit` is the loop while working; `integration` starts real components. `e2e` runs whole stories. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "services/*/src/**/*.test.ts", "charts/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**", "tools/testbed/**"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: [
            "packages/*/src/**/*.integration.test.ts",
            "services/*/src/**/*.integration.test.ts",
            "charts/**/*.integration.test.ts",
            "tools/**/*.integration.test.ts",
            "tools/testbed/**/*.test.ts",
            "e2e/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**"],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
