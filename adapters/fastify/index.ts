export { fastifyHandler } from './fastify-handler.js';
