import { provesCodes } from './stories/codes.js';

provesCodes({ rounds: 20 });
