/**
 * Finds an object that names a key twice, in text that `JSON.parse` takes. It keeps the last one
 * without a word; a gateway that checked the first has then checked another request.
 *
 * @example
 * ```ts
 * hasDuplicateKeys('{"email":"alice@example.com","\\u0065mail":"evil@example.net"}'); // true
 * ```
 */
export function hasDuplicateKeys(json: string): boolean {
  /** The keys of each object that is open; a list has none. */
  const open: (Set<unknown> | null)[] = [];
  let text = '""';
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const key: unknown = JSON.parse(text);
      const keys = open.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    } else text = token;
  }
  return false;
}
