import { provesMigrations } from './stories/migrations.js';

provesMigrations({ rounds: 5 });
