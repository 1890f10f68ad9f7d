/** Another worker has taken the entry over: whatever is still to do is its to do. */
export class LeaseLost extends Error {
  readonly code = 'lease_lost';
}
