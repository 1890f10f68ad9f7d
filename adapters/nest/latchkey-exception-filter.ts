import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { LatchkeyError } from 'latchkey';

/** What Express' response and Fastify's reply have in common. */
interface PlatformResponse {
  header(name: string, value: string): unknown;
  status(statusCode: number): { send(body: object): unknown };
}

/**
 * Answers a thrown `LatchkeyError` with its status and headers and `{ ok: false, reason }`: a full
 * hashing line is 503 with Retry-After and `unavailable`, all else 500 and `internal_error`. The
 * error itself goes to Nest's log, and nothing of it to the client.
 *
 * @example
 * ```ts
 * import type { INestApplication } from '@nestjs/common';
 *
 * declare const app: INestApplication;
 * app.useGlobalFilters(new LatchkeyExceptionFilter());
 * ```
 */
@Catch(LatchkeyError)
export class LatchkeyExceptionFilter implements ExceptionFilter<LatchkeyError> {
  readonly #logger = new Logger('Latchkey');

  catch(error: LatchkeyError, host: ArgumentsHost): void {
    // Microservices and GraphQL have ways of their own to tell of an error.
    if (host.getType() !== 'http') throw error;
    this.#logger.error(`${error.code} ${error.message}`, error.stack);
    const response = host.switchToHttp().getResponse<PlatformResponse>();
    for (const [name, value] of Object.entries(error.headers)) response.header(name, value);
    const reason = error.statusCode === 503 ? 'unavailable' : 'internal_error';
    response.status(error.statusCode).send({ ok: false, reason });
  }
}
