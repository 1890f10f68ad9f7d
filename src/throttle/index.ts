export { clientKey } from './client-key.js';
export { dangerouslyUnlimited } from './dangerously-unlimited.js';
export { type MemoryThrottleOptions, memoryThrottle } from './memory-throttle.js';
