/** Many times what a provider says of a refusal. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads a provider's answer as JSON; `null` where it is none or too long: the page of somebody's
 * proxy, or a body without end, must not fill the memory of the process that sends mail. Rejects
 * where it breaks off.
 */
export async function readAnswer({ body }: Response): Promise<unknown> {
  if (body === null) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // To leave the loop early hangs up.
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}
