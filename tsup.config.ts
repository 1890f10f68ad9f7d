import { copyFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

const adapters = ['memory', 'sql', 'mail', 'nodemailer', 'http', 'express'];

const common: Options = {
  entry: {
    index: 'src/index.ts',
    testing: 'src/testing/index.ts',
    conformance: 'src/conformance/index.ts',
    ...Object.fromEntries(adapters.map((name) => [name, `adapters/${name}/index.ts`])),
  },
  target: 'node20',
  removeNodeProtocol: false,
  // Adapters import `latchkey` by name, so that an application holds one core per format.
  external: [/^latchkey($|\/)/],
};

export default defineConfig([
  { ...common, format: 'esm' },
  {
    ...common,
    format: 'cjs',
    // nanoid is ESM only. Node can require that from 20.19 on, but test runners with a module
    // loader of their own cannot, so the CommonJS build carries it, and its licence.
    noExternal: ['nanoid'],
    onSuccess: () => copyFile('node_modules/nanoid/LICENSE', 'dist/nanoid.LICENSE.txt'),
    // For the same readers `import()` becomes a lazy `require`.
    esbuildOptions: (options) => {
      options.supported = { ...options.supported, 'dynamic-import': false };
    },
  },
  // Types on their own: one reading of the source serves both formats.
  { ...common, format: ['esm', 'cjs'], dts: { only: true } },
]);
