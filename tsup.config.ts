import { defineConfig } from 'tsup';

const entry = {
  index: 'src/index.ts',
  testing: 'src/testing/index.ts',
  conformance: 'src/conformance/index.ts',
  ...Object.fromEntries(
    ['memory', 'sql', 'mail', 'nodemailer', 'http', 'express'].map((name) => [
      name,
      `adapters/${name}/index.ts`,
    ]),
  ),
};

// Adapters import `latchkey` by name and share one copy of it per format. nanoid is ESM only,
// so the CommonJS build carries it.
export default defineConfig({
  entry,
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  target: 'node20',
  external: [/^latchkey($|\/)/],
  noExternal: ['nanoid'],
});
