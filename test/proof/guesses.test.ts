import { provesGuesses } from './stories/guesses.js';

provesGuesses({ rounds: 20 });
