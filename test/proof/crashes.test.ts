import { provesCrashes } from './stories/crashes.js';

provesCrashes({ kills: 300 });
