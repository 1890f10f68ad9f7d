import { vi } from 'vitest';
import { provesCodes } from '../proof/stories/codes.js';
import { provesCrashes } from '../proof/stories/crashes.js';
import { provesCuts } from '../proof/stories/cuts.js';
import { provesDisavowals } from '../proof/stories/disavowals.js';
import { provesGuesses } from '../proof/stories/guesses.js';
import { provesMigrations } from '../proof/stories/migrations.js';
import { provesRaces } from '../proof/stories/races.js';
import { provesSignIns } from '../proof/stories/sign-ins.js';

// What `npm run proof` does at length, with processes of the operating system.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

provesRaces({ rounds: 2, skewedRounds: 1, redemptionsPerProcess: 50 });
provesSignIns({ rounds: 15 });
provesCrashes({ kills: 10 });
provesCuts({ cuts: 10 });
provesMigrations({ rounds: 1, from: ['004-codes', '005-noticed-changes', '006-former-addresses'] });
provesCodes({ rounds: 1 });
provesGuesses({ rounds: 1 });
provesDisavowals({ rounds: 4 });
