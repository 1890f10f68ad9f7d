import type { Context, Hono } from 'hono';
import { memoryThrottle, type Throttle } from 'latchkey';
import type { Bindings } from '../environment.js';
import { type Mount, readMount } from '../mount.js';
import { type Connections, connectionsOf } from './connections.js';
import { type Credentials, credentialsOf } from './credentials.js';
import type { Auth0HandlerOptions, Auth0Limits, Auth0UserIds } from './options.js';
import { defaultUserIds } from './user-ids.js';

/** The options, and what was made of them once. */
export interface Auth0Environment<Native> {
  readonly options: Auth0HandlerOptions<Native>;
  readonly mount: Mount;
  readonly connections: Connections;
  readonly credentials: Credentials;
  /** Who signs access tokens: the public URL with a slash, as a tenant has it. */
  readonly issuer: string;
  /** What a token may be asked for. */
  readonly audiences: readonly string[];
  readonly userIds: Auth0UserIds;
  readonly limits: Auth0Limits;
  readonly throttle: Throttle;
  now(): Date;
}

export type Auth0App<Native> = Hono<{ Bindings: Bindings<Native> }>;
export type Auth0Context<Native> = Context<{ Bindings: Bindings<Native> }>;

const DEFAULT_LIMITS: Auth0Limits = {
  resets: { points: 10, windowSeconds: 600 },
  failedAuthentications: { points: 100, windowSeconds: 900 },
  management: { points: 3000, windowSeconds: 60 },
};

/** Fills in every default. The options are checked already. */
export function environmentOf<Native>(
  options: Auth0HandlerOptions<Native>,
): Auth0Environment<Native> {
  const mount = readMount(options.publicUrl);
  const issuer = `${mount.origin}${mount.basePath}/`;
  const api = `${issuer}api/v2/`;
  return {
    options,
    mount,
    connections: connectionsOf(options.connections),
    credentials: credentialsOf(options, issuer),
    issuer,
    // The SDKs say https whatever the domain; a public URL on plain http is somebody's localhost.
    audiences: options.audiences ?? [...new Set([api.replace(/^http:/, 'https:'), api])],
    userIds: options.userIds ?? defaultUserIds,
    limits: { ...DEFAULT_LIMITS, ...given(options.limits ?? {}) },
    throttle: options.throttle ?? memoryThrottle(),
    now: options.clock ?? (() => new Date()),
  };
}

function given<Options extends object>(options: Options): Options {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Options;
}
