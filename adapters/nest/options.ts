import type { DynamicModule, FactoryProvider } from '@nestjs/common';
import type { PasswordService } from 'latchkey';
import type { WebHandler } from 'latchkey/node';

/** What the module provides and serves. */
export interface LatchkeyModuleOptions {
  /** Injectable as `PasswordService`, and closed when the application shuts down. */
  readonly passwords: Pick<PasswordService, 'close'>;
  /**
   * Handlers to serve, each below the path of its `publicUrl`: `passwordHandler`, for one. Their
   * functions get Express' request on platform-express, and Node's own on platform-fastify.
   * @default none: an application may serve no page at all
   */
  readonly handlers?: readonly (WebHandler<never> | RoutedHandler)[] | undefined;
}

/** A handler that shares the root of an origin with the application, as `auth0Handler` may. */
export interface RoutedHandler {
  readonly handler: WebHandler<never>;
  /** The routes that are the handler's, as Nest writes them: `['oauth/token', 'api/v2/*path']`. */
  readonly routes: readonly string[];
}

/** Makes the options out of what the application has: its database, its configuration. */
export interface LatchkeyModuleAsyncOptions {
  /** Modules whose exports the factory needs. */
  readonly imports?: DynamicModule['imports'];
  /** Tokens of the factory's parameters, in their order. */
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<LatchkeyModuleOptions>['useFactory'];
  /** Whether every module sees the service. @default false */
  readonly global?: boolean | undefined;
}

/** Under which the options are provided inside the module. */
export const OPTIONS = Symbol('latchkey.module.options');
