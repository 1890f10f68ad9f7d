import { damagedError } from '../errors.js';

/** A session that is good at the moment. */
export interface RedisSession {
  readonly accountKey: string;
  readonly credentialsVersion: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One line: `<version> <createdAt> <expiresAt> <account key as JSON>`; scripts read the numbers. */
export function encodeSession(session: RedisSession): string {
  return [
    session.credentialsVersion,
    session.createdAt.getTime(),
    session.expiresAt.getTime(),
    JSON.stringify(session.accountKey),
  ].join(' ');
}

/** @throws LatchkeyError `ERR_STORE` where the line is none of ours */
export function decodeSession(line: string): RedisSession {
  const [, version, createdAt, expiresAt, json = ''] =
    /^(\d+) (-?\d+) (-?\d+) (".*")$/s.exec(line) ?? [];
  if (json === '') throw damagedError('A session');
  return {
    accountKey: JSON.parse(json) as string,
    credentialsVersion: Number(version),
    createdAt: new Date(Number(createdAt)),
    expiresAt: new Date(Number(expiresAt)),
  };
}
