import { copyFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

const adapters = [
  'memory',
  'sql',
  'redis',
  'sessions',
  'rate-limit',
  'mail',
  'nodemailer',
  'liquid',
  'http',
  'node',
  'express',
  'koa',
  'fastify',
  'nest',
  'totp',
  'hibp',
  'zxcvbn',
];

const BUNDLED = ['nanoid', 'zod'];

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
  // What is used of zod is a tenth of it: bundled, the core loads in half the time and a third of
  // the install goes. nanoid is ESM only; Node can require that from 20.19 on, but test runners
  // with a module loader of their own cannot.
  noExternal: BUNDLED,
};

export default defineConfig([
  {
    ...common,
    entry: { ...common.entry, 'breached-filter': 'adapters/hibp/breached-filter.ts' },
    format: 'esm',
    onSuccess: async () => {
      for (const name of BUNDLED)
        await copyFile(`node_modules/${name}/LICENSE`, `dist/${name}.LICENSE.txt`);
    },
  },
  {
    ...common,
    format: 'cjs',
    // For test runners with a module loader of their own `import()` becomes a lazy `require`.
    esbuildOptions: (options) => {
      options.supported = { ...options.supported, 'dynamic-import': false };
    },
  },
  // Types on their own: one reading of the source serves both formats.
  { ...common, format: ['esm', 'cjs'], dts: { only: true } },
]);
