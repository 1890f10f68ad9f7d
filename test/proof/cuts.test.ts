import { provesCuts } from './stories/cuts.js';

provesCuts({ cuts: 100 });
