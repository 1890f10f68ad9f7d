import { defineConfig } from 'vitest/config';

const conditions = ['latchkey-source'];
const source = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** One project per kind of test, so that each can be run alone: `vitest run --project unit`. */
const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  ...source,
  test: { name, include, testTimeout: 30_000, hookTimeout: 60_000, ...more },
});

export default defineConfig({
  test: {
    globalSetup: ['test/support/announce-engines.ts'],
    maxWorkers: 2,
    projects: [
      project('unit', ['test/unit/**/*.test.ts']),
      project('conformance', ['test/conformance/**/*.test.ts']),
      project('security', ['test/security/**/*.test.ts']),
      // At length; in short they are among the security tests.
      project('proof', ['test/proof/**/*.test.ts'], {
        testTimeout: 1_200_000,
        hookTimeout: 1_200_000,
      }),
      project('mail', ['test/mail/**/*.test.ts']),
      project('http', ['test/http/**/*.test.ts', 'test/examples/**/*.test.ts']),
      project('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000 }),
      project('package', ['test/package/**/*.test.ts'], {
        testTimeout: 300_000,
        hookTimeout: 300_000,
      }),
    ],
  },
});
