import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { ParsedBody } from './parsed-body.js';

export type NodeRequest = IncomingMessage | Http2ServerRequest;
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** One request as a framework on Node holds it. */
export interface Exchange<Native> {
  readonly request: NodeRequest;
  readonly response: NodeResponse;
  /** What the handler's functions, such as `accountId`, are given. */
  readonly native: Native;
  /** The public URL, as `publicTarget` tells it. */
  readonly target: string;
  /** Where a body parser of the framework leaves the body: `body` and `rawBody` are looked at. */
  readonly parsed: ParsedBody;
}
