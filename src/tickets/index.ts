export { judgeBinding, judgeTicket } from './judge-ticket.js';
export { type MintedTicket, mintTicket } from './mint-ticket.js';
export { createToken, digestToken } from './token.js';
