import { provesSignIns } from './stories/sign-ins.js';

provesSignIns({ rounds: 300 });
