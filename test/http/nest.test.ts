import type { IncomingMessage } from 'node:http';
import {
  Controller,
  type DynamicModule,
  Get,
  type INestApplication,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { isLatchkeyError, LatchkeyError, PasswordService } from 'latchkey';
import { passwordHandler } from 'latchkey/http';
import { type MemoryStores, memoryStores } from 'latchkey/memory';
import { LatchkeyExceptionFilter, LatchkeyModule } from 'latchkey/nest';
import type { WebHandler } from 'latchkey/node';
import { afterEach, describe, expect, test } from 'vitest';
import { ORIGIN, PUBLIC_URL, startApp } from './support/app.js';

let host: INestApplication | undefined;

afterEach(async () => {
  await host?.close();
  host = undefined;
});

const PLATFORMS: readonly (readonly [string, (module: object) => Promise<INestApplication>])[] = [
  ['platform-express', (module) => NestFactory.create(module, { logger: false })],
  [
    'platform-fastify',
    (module) => NestFactory.create(module, new FastifyAdapter(), { logger: false }),
  ],
];

/** An application module with these imports and controllers. */
function moduleOf(imports: (Type | DynamicModule)[], controllers: Type[] = []): Type {
  @Module({ imports, controllers })
  class AppModule {}
  return AppModule;
}

const serviceOn = (stores: MemoryStores) =>
  new PasswordService({
    stores,
    mailer: async () => {},
    links: { reset: `${PUBLIC_URL}/reset` },
  });

describe('LatchkeyModule', () => {
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('is injectable, global: %s, and ends before a database, global: %s', async (...globals) => {
    const [global, databaseGlobal] = globals;
    const ended: string[] = [];

    @Injectable()
    class Database implements OnApplicationShutdown {
      readonly stores = memoryStores({ realm: 'of the database' });
      onApplicationShutdown() {
        ended.push('database');
      }
    }
    @Module({ providers: [Database], exports: [Database] })
    class DatabaseModule {}

    const latchkey = LatchkeyModule.forRootAsync({
      global,
      imports: [{ module: DatabaseModule, global: databaseGlobal }],
      inject: [Database],
      useFactory: async ({ stores }: Database) => {
        const passwords = serviceOn(stores);
        const close = async () => {
          await passwords.close();
          ended.push('service');
        };
        return { passwords: Object.assign(Object.create(passwords), { close }) };
      },
    });

    @Injectable()
    class SignUp {
      @Inject(PasswordService) readonly passwords!: PasswordService<string>;
    }
    @Module({ imports: global ? [] : [latchkey], providers: [SignUp] })
    class SignUpModule {}

    host = await NestFactory.create(moduleOf([SignUpModule, latchkey]), { logger: false });
    await host.init();
    const { passwords } = host.get(SignUp, { strict: false });
    expect(passwords.realm).toBe('of the database');
    await host.close();
    expect(ended).toEqual(['service', 'database']);
  });

  test('a closed service refuses', async () => {
    const passwords = serviceOn(memoryStores());
    host = await NestFactory.create(moduleOf([LatchkeyModule.forRoot({ passwords })]), {
      logger: false,
    });
    await host.init();
    expect((await passwords.validateNewPassword({ newPassword: 'short' })).ok).toBe(false);
    await host.close();
    await expect(passwords.validateNewPassword({ newPassword: 'short' })).rejects.toSatisfy(
      (error) => isLatchkeyError(error) && error.code === 'ERR_CLOSED',
    );
  });

  test('two realms are two modules, and each importer gets its own', async () => {
    @Injectable()
    class Realm {
      @Inject(PasswordService) readonly passwords!: PasswordService;
    }
    const realmModule = (realm: string) => {
      @Module({
        imports: [LatchkeyModule.forRoot({ passwords: serviceOn(memoryStores({ realm })) })],
        providers: [Realm],
      })
      class RealmModule {}
      return RealmModule;
    };
    const [staff, customers] = [realmModule('staff'), realmModule('customers')];
    host = await NestFactory.create(moduleOf([staff, customers]), { logger: false });
    const realmOf = (module: Type) =>
      host?.select(module).get(Realm, { strict: true }).passwords.realm;
    expect([realmOf(staff), realmOf(customers)]).toEqual(['staff', 'customers']);
  });

  test.each(PLATFORMS)('on %s, handlers stand below a global prefix', async (_name, create) => {
    const { passwords } = await startApp();
    const handlers = ['/api/password', '/api/staff'].map((path) =>
      passwordHandler<string, never>({ passwords, publicUrl: `${ORIGIN}${path}` }),
    );
    host = await create(moduleOf([LatchkeyModule.forRoot({ passwords, handlers })]));
    host.setGlobalPrefix('api');
    await host.listen(0, '127.0.0.1');
    const base = await host.getUrl();
    for (const path of ['/api/password', '/api/staff'])
      expect(await (await fetch(`${base}${path}/forgot`)).text()).toContain(
        `action="${path}/forgot"`,
      );
    expect((await fetch(`${base}/api/elsewhere`)).status).toBe(404);
  });
});

describe.each(PLATFORMS)('a handler at the root of the origin, on %s', (_name, create) => {
  @Controller()
  class Host {
    @Get('mine')
    mine() {
      return 'the host';
    }
  }

  test('takes the routes that are named as its own, and leaves the others', async () => {
    const handler: WebHandler<IncomingMessage> = {
      publicUrl: ORIGIN,
      fetch: async ({ url, method }) => new Response(`${method} ${url}`),
    };
    const routes = ['oauth/token', 'api/v2/*path'];
    const passwords = serviceOn(memoryStores());
    const latchkey = LatchkeyModule.forRoot({ passwords, handlers: [{ handler, routes }] });
    host = await create(moduleOf([latchkey], [Host]));
    await host.listen(0, '127.0.0.1');
    const base = await host.getUrl();
    const said = async (path: string, method = 'GET') =>
      (await fetch(base + path, { method })).text();
    expect(await said('/oauth/token', 'POST')).toBe(`POST ${ORIGIN}/oauth/token`);
    expect(await said('/api/v2/users/auth0%7C1?a=b', 'PATCH')).toBe(
      `PATCH ${ORIGIN}/api/v2/users/auth0%7C1?a=b`,
    );
    expect(await said('/mine')).toBe('the host');
    expect((await fetch(`${base}/api/v1`)).status).toBe(404);
  });
});

describe.each(PLATFORMS)('LatchkeyExceptionFilter on %s', (_name, create) => {
  @Controller()
  class Throwing {
    @Get('busy')
    busy() {
      throw new LatchkeyError('ERR_HASHER_BUSY', 'The line is full.', { retryAfterSeconds: 7 });
    }
    @Get('schema')
    schema() {
      throw new LatchkeyError('ERR_SCHEMA', 'The table "users_secret" is missing.');
    }
    @Get('other')
    other() {
      throw new Error('not ours');
    }
  }

  test('a full line is 503 with Retry-After; an operator’s fault is 500 and says nothing', async () => {
    host = await create(moduleOf([], [Throwing]));
    host.useGlobalFilters(new LatchkeyExceptionFilter());
    await host.listen(0, '127.0.0.1');
    const base = await host.getUrl();
    const busy = await fetch(`${base}/busy`);
    expect([busy.status, busy.headers.get('retry-after'), await busy.json()]).toEqual([
      503,
      '7',
      { ok: false, reason: 'unavailable' },
    ]);
    const schema = await fetch(`${base}/schema`);
    expect([schema.status, await schema.json()]).toEqual([
      500,
      { ok: false, reason: 'internal_error' },
    ]);
    const other = await fetch(`${base}/other`);
    expect([other.status, await other.json()]).toEqual([
      500,
      { statusCode: 500, message: 'Internal server error' },
    ]);
  });
});
