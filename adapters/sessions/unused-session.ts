import type { ServerResponse } from 'node:http';

/**
 * Takes an empty session off the request again before the answer leaves, unless something was put
 * into it. express-session would save it and send its id; and a request that was under way while the
 * same browser changed the password would so replace the cookie of the session that was kept.
 */
export function dropUnlessUsed(request: { session: object }, response: ServerResponse): void {
  const empty = request.session;
  const drop = () => {
    if (request.session === empty && Object.keys(empty).every((key) => key === 'cookie'))
      (request as { session?: object }).session = undefined as never;
  };
  const { writeHead, end } = response;
  response.writeHead = function (this: ServerResponse, ...args: never) {
    drop();
    return Reflect.apply(writeHead, this, args);
  } as typeof writeHead;
  response.end = function (this: ServerResponse, ...args: never) {
    drop();
    return Reflect.apply(end, this, args);
  } as typeof end;
}
