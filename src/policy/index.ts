export { fitsHash } from './fits-hash.js';
export { type LengthOptions, length } from './length.js';
export { notAccountData } from './not-account-data.js';
export { notCommon } from './not-common.js';
export { notReused } from './not-reused.js';
export { policy } from './policy.js';
export { type NistOptions, nist } from './presets.js';
