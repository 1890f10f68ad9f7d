import {
  type DynamicModule,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnApplicationShutdown,
  RequestMethod,
} from '@nestjs/common';
import { PasswordService } from 'latchkey';
import { type LatchkeyModuleAsyncOptions, type LatchkeyModuleOptions, OPTIONS } from './options.js';
import { serveHandler } from './serve-handler.js';

/**
 * Provides a `PasswordService` to Nest 11 or 12, and serves the hosted pages, on platform-express
 * as on platform-fastify. Whoever needs the service imports the module and injects it by its class;
 * with `global: true` importing it once is enough.
 *
 * The pages are served as middleware, so before guards, pipes and interceptors, and below the global
 * prefix where there is one; what is not below their `publicUrl` goes on to the controllers. A
 * `publicUrl` without a path of its own would take every request: name its routes then.
 *
 * The service is closed on `app.close()`, and on signals after `app.enableShutdownHooks()`: after
 * the last request, and before the modules that it was made from.
 */
@Module({})
export class LatchkeyModule implements NestModule, OnApplicationShutdown {
  readonly #options: LatchkeyModuleOptions;

  constructor(@Inject(OPTIONS) options: LatchkeyModuleOptions) {
    this.#options = options;
  }

  /**
   * Takes a service that is there already.
   *
   * @example
   * ```ts
   * import { Module } from '@nestjs/common';
   * import type { Request } from 'express';
   *
   * const publicUrl = 'https://app.example/password';
   * const pages = passwordHandler<string, Request>({ passwords, publicUrl });
   *
   * @Module({ imports: [LatchkeyModule.forRoot({ passwords, handlers: [pages] })] })
   * export class AppModule {}
   * ```
   */
  static forRoot(
    options: LatchkeyModuleOptions & Pick<LatchkeyModuleAsyncOptions, 'global'>,
  ): DynamicModule {
    return LatchkeyModule.forRootAsync({ global: options.global, useFactory: () => options });
  }

  /**
   * Makes the service out of other providers.
   *
   * @example
   * ```ts
   * import { Pool } from 'pg';
   *
   * const columns = { id: 'id', email: 'email', passwordHash: 'password_hash' };
   * LatchkeyModule.forRootAsync({
   *   inject: [Pool],
   *   useFactory: (pool: Pool) => {
   *     const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
   *     const stores = sqlStores(db, { users: { table: 'users', columns } });
   *     const passwords = new PasswordService({ stores, mailer, links });
   *     return { passwords };
   *   },
   * });
   * ```
   */
  static forRootAsync(options: LatchkeyModuleAsyncOptions): DynamicModule {
    const { imports = [], inject = [], useFactory } = options;
    const module: DynamicModule = {
      module: LatchkeyModule,
      imports,
      providers: [
        { provide: OPTIONS, inject, useFactory },
        {
          provide: PasswordService,
          inject: [OPTIONS],
          useFactory: ({ passwords }: LatchkeyModuleOptions) => passwords,
        },
      ],
      exports: [PasswordService],
    };
    return options.global === true ? everywhere(module) : module;
  }

  configure(consumer: MiddlewareConsumer): void {
    for (const each of this.#options.handlers ?? [])
      if ('fetch' in each)
        consumer
          .apply(serveHandler(each))
          .forRoutes({ path: '{*path}', method: RequestMethod.ALL });
      else consumer.apply(serveHandler(each.handler)).forRoutes(...each.routes);
  }

  onApplicationShutdown(): Promise<void> {
    return this.#options.passwords.close();
  }
}

/** Shows what a module exports to every other. */
@Module({})
class EverywhereModule {}

/**
 * Makes a module global by one around it. Nest ends what is global itself last, after databases of
 * modules that are not; the one inside keeps its turn before them.
 */
function everywhere(module: DynamicModule): DynamicModule {
  return { module: EverywhereModule, global: true, imports: [module], exports: [module] };
}
