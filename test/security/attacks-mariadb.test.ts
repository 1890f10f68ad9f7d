import { forEachEngine } from '../support/each-engine.js';
import { attacks } from './attacks/index.js';

forEachEngine('attacks', attacks, ['mariadb']);
