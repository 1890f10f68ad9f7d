export { type KoaHandlerOptions, koaHandler } from './koa-handler.js';
