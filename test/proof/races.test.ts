import { provesRaces } from './stories/races.js';

provesRaces({ rounds: 100, skewedRounds: 25, redemptionsPerProcess: 50 });
