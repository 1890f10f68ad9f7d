import { provesDisavowals } from './stories/disavowals.js';

provesDisavowals({ rounds: 100 });
