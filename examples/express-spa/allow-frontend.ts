import type { NextFunction, Request, Response } from 'express';

/** Lets scripts of one origin use the routes that follow (CORS), and refuses those of any other. */
export function allowFrontend(frontendOrigin: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { origin } = request.headers;
    response.vary('Origin');
    // No browser, or one that opens the address by itself and shows no page the answer.
    if (origin === undefined) next();
    else if (origin !== frontendOrigin)
      response.status(403).json({ ok: false, reason: 'origin_refused' });
    else {
      response.set('Access-Control-Allow-Origin', origin);
      response.set('Access-Control-Allow-Credentials', 'true');
      response.set('Access-Control-Allow-Headers', 'content-type');
      if (request.method === 'OPTIONS') response.status(204).end();
      else next();
    }
  };
}
