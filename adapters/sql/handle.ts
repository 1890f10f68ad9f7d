import type { QueryExecutorProvider } from 'kysely';

/** Whatever runs a statement: a Kysely instance or one of its open transactions. */
export type Handle = QueryExecutorProvider;

/**
 * The same connection without the plugins of the application. Our statements name their tables
 * and columns themselves, and a plugin that renames columns would hide them from us.
 */
export function withoutPlugins(handle: Handle): Handle {
  const executor = handle.getExecutor();
  if (executor.plugins.length === 0) return handle;
  const bare = executor.withoutPlugins();
  return { getExecutor: () => bare };
}
