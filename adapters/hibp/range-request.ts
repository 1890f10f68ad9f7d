import { LONGEST_RANGE, rangeText } from './range-text.js';
import { SourceUnavailable } from './source.js';

/** What a request says, and how long its answer may take. */
export interface RangeRequest {
  readonly baseUrl: string;
  readonly padding: boolean;
  readonly userAgent: string;
  readonly timeoutMs: number;
}

/**
 * Asks the range API for the suffixes of a prefix. Answers with their {@link rangeText}.
 *
 * @param prefix - the first five hexadecimal digits of a SHA-1
 * @throws SourceUnavailable `timeout`, `connection`, `service_error` for any status but 200, since a
 *   redirect is no answer either, and `answer_malformed`
 */
export async function requestRange(prefix: string, request: RangeRequest): Promise<string> {
  const { baseUrl, padding, userAgent, timeoutMs } = request;
  const url = `${baseUrl.replace(/\/$/, '')}/range/${prefix}`;
  const headers = { 'User-Agent': userAgent, ...(padding ? { 'Add-Padding': 'true' } : {}) };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, { headers, redirect: 'manual', signal });
    if (answer.status === 200) return rangeIn(await textOf(answer));
    await answer.body?.cancel();
  } catch (error) {
    if (error instanceof SourceUnavailable) throw error;
    throw new SourceUnavailable(signal.aborted ? 'timeout' : 'connection', { cause: error });
  }
  throw new SourceUnavailable('service_error');
}

function rangeIn(answer: string): string {
  const range = rangeText(answer);
  if (range === null) throw new SourceUnavailable('answer_malformed');
  return range;
}

/** Reads no further than a range can go: neither an endless body nor one that unpacks into one. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // To leave the loop hangs up.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_RANGE) throw new SourceUnavailable('answer_malformed');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}
