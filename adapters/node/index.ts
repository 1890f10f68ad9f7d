export type { Exchange, NodeRequest, NodeResponse } from './exchange.js';
export { fetchAnswer } from './fetch-answer.js';
export { type NodeHandlerOptions, nodeHandler } from './node-handler.js';
export type { ParsedBody } from './parsed-body.js';
export { publicTarget } from './public-target.js';
export type { WebHandler } from './web-handler.js';
export { writeAnswer } from './write-answer.js';
