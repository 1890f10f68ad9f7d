export { expressHandler } from './express-handler.js';
export { refuseCrossSite } from './refuse-cross-site.js';
