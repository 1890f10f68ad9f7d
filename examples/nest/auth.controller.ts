import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  HttpException,
  Inject,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasswordService } from 'latchkey';
import { isCrossSite } from 'latchkey/http';
import { Sessions } from './sessions.js';

/** The origin that people see the application at. */
export const ORIGIN = Symbol('origin');

const STATUS: Partial<Record<string, number>> = { invalid_input: 400, throttled: 429 };

@Controller()
export class AuthController {
  @Inject(PasswordService) private readonly passwords!: PasswordService<string>;
  @Inject(Sessions) private readonly sessions!: Sessions;
  @Inject(ORIGIN) private readonly origin!: string;

  @Post('login')
  @HttpCode(200)
  async login(
    @Body() body: { readonly email: string; readonly password: string },
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const posted = { method: request.method, header: (name: string) => request.get(name) };
    if (isCrossSite(posted, this.origin)) throw refusal('origin_refused', 403);
    const signIn = await this.passwords.authenticate(
      { identifier: body?.email, password: body?.password },
      { context: { ip: request.ip, userAgent: request.get('user-agent') } },
    );
    if (!signIn.ok) {
      const changeUrl = signIn.reason === 'change_required' ? signIn.ticket.url : undefined;
      if (signIn.reason === 'throttled') response.set('Retry-After', `${signIn.retryAfterSeconds}`);
      throw refusal(signIn.reason, STATUS[signIn.reason] ?? 401, { changeUrl });
    }
    const { account, credentialsVersion } = signIn;
    const claims = { sub: account.id, email: account.email, credentialsVersion };
    response.append('Set-Cookie', this.sessions.cookie(claims));
    return { ok: true };
  }

  @Get('me')
  @Header('Cache-Control', 'no-store')
  async me(@Req() request: Request) {
    const claims = await this.sessions.claims(request);
    if (claims === null) throw refusal('not_signed_in', 401);
    return { id: claims.sub, email: claims.email };
  }
}

const refusal = (reason: string, status: number, more: object = {}) =>
  new HttpException({ ok: false, reason, ...more }, status);
