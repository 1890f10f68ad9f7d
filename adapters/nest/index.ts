export { LatchkeyExceptionFilter } from './latchkey-exception-filter.js';
export { LatchkeyModule } from './latchkey-module.js';
export type {
  LatchkeyModuleAsyncOptions,
  LatchkeyModuleOptions,
  RoutedHandler,
} from './options.js';
