/**
 * What a mount serves: `passwordHandler`, `auth0Handler`, `adminHandler`, or anything of the same
 * shape.
 *
 * @typeParam Native - what the framework calls a request; the handler's own functions get it
 */
export interface WebHandler<Native> {
  /** Where browsers find the handler: `https://app.example/password`. */
  readonly publicUrl: string;
  /** Answers a request whose URL is the public one. */
  fetch(request: Request, native?: Native): Promise<Response>;
}
