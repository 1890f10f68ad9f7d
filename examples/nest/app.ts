import { type INestApplication, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import type { PasswordService } from 'latchkey';
import { passwordHandler } from 'latchkey/http';
import { LatchkeyExceptionFilter, LatchkeyModule } from 'latchkey/nest';
import { AuthController, ORIGIN } from './auth.controller.js';
import { Sessions } from './sessions.js';

/** A Nest application with its own sign-in by JWT, and the password pages at `publicUrl`. */
export async function createApp(parts: {
  readonly passwords: PasswordService<string>;
  readonly publicUrl: string;
  readonly jwtSecret: string;
}): Promise<INestApplication> {
  const { passwords, publicUrl, jwtSecret } = parts;

  const pagesOf = (sessions: Sessions) =>
    passwordHandler<string, Request>({
      passwords,
      publicUrl,
      clientAddress: (request) => request.ip,
      accountId: async (request) => (await sessions.claims(request))?.sub ?? null,
      accountEmail: async (request) => (await sessions.claims(request))?.email ?? null,
      sessionId: (request) => sessions.token(request),
      onSessionKept: ({ sessionId, credentialsVersion, headers }) =>
        headers.append('Set-Cookie', sessions.renewedCookie(sessionId, credentialsVersion)),
      onError: (error) => new Logger('Passwords').error(error),
    });

  @Module({
    imports: [JwtModule.register({ secret: jwtSecret, signOptions: { expiresIn: '1h' } })],
    providers: [
      {
        provide: Sessions,
        inject: [JwtService],
        useFactory: (jwt: JwtService) => new Sessions(jwt, passwords, publicUrl),
      },
    ],
    exports: [Sessions],
  })
  class SessionsModule {}

  @Module({
    imports: [
      SessionsModule,
      LatchkeyModule.forRootAsync({
        imports: [SessionsModule],
        inject: [Sessions],
        useFactory: (sessions: Sessions) => ({ passwords, handlers: [pagesOf(sessions)] }),
      }),
    ],
    controllers: [AuthController],
    providers: [{ provide: ORIGIN, useValue: new URL(publicUrl).origin }],
  })
  class AppModule {}

  const app = await NestFactory.create(AppModule);
  app.useGlobalFilters(new LatchkeyExceptionFilter());
  app.enableShutdownHooks();
  return app;
}
