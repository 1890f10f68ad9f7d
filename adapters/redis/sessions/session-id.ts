const SECRET_BYTES = 32;

/**
 * Makes an id: the account's tag (22 characters) and a secret of 256 bits (43). The tag leads to the
 * place of the account's sessions, so that a session is one key's business and there is no second
 * key that could be lost or left over. It tells no more than a digest of the account's id, to who
 * is signed in as that account.
 */
export function newSessionId(tag: string, random: (bytes: number) => Uint8Array): string {
  return `${tag}${Buffer.from(random(SECRET_BYTES)).toString('base64url')}`;
}

export function isSessionId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{65}$/.test(value);
}

export function tagOf(sessionId: string): string {
  return sessionId.slice(0, 22);
}
