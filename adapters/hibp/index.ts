export {
  type BuildBreachedFilterOptions,
  type BuildProgress,
  type BuiltFilter,
  buildBreachedFilter,
} from './build-breached-filter.js';
export type { BreachedFilterFacts } from './filter-format.js';
export { type BreachedFilter, breachedFilter } from './filter-source.js';
export { notBreached } from './not-breached.js';
export type { NotBreachedOptions, RangeOptions, SourceOptions } from './options.js';
export { memoryRangeCache, type RangeCache } from './range-cache.js';
export type { BreachedSource } from './source.js';
