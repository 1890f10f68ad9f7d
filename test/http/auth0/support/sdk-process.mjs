/**
 * Calls the official SDKs, each as its README says, in a process of its own: only there does
 * NODE_EXTRA_CA_CERTS make them trust a certificate of a test. It reads calls from stdin, one a
 * line, and writes what came of them to stdout. Plain JavaScript, since the types of three majors
 * are more than ten thousand files.
 */
import { createInterface } from 'node:readline';
import { AuthClient } from '@auth0/auth0-auth-js';
import * as v4 from 'auth0-v4';
import * as v6 from 'auth0-v6';
import * as v7 from 'auth0-v7';
import * as legacy from 'auth0-v7/legacy';

const once = { maxRetries: 0 };

const SDKS = {
  'auth0 4': {
    changePassword: ({ domain, clientId }, body) =>
      new v4.AuthenticationClient({ domain, clientId }).database.changePassword(body),
    clientCredentials: (options, body) =>
      new v4.AuthenticationClient(options).oauth.clientCredentialsGrant(body),
    ticket: (options, body) => manage4(options).tickets.changePassword(body),
    update: (options, id, body) => manage4(options).users.update({ id }, body),
  },
  'auth0 6': {
    changePassword: ({ domain, clientId }, body) =>
      new v6.AuthenticationClient({ domain, clientId }).database.changePassword(body),
    clientCredentials: (options, body) =>
      new v6.AuthenticationClient(options).oauth.clientCredentialsGrant(body),
    ticket: (options, body) => new v6.ManagementClient(options).tickets.changePassword(body, once),
    update: (options, id, body) => new v6.ManagementClient(options).users.update(id, body, once),
  },
  'auth0 7': {
    changePassword: ({ domain, clientId }, body) =>
      new legacy.AuthenticationClient({ domain, clientId }).database.changePassword(body),
    clientCredentials: (options, body) =>
      new legacy.AuthenticationClient(options).oauth.clientCredentialsGrant(body),
    ticket: (options, body) => new v7.ManagementClient(options).tickets.changePassword(body, once),
    update: (options, id, body) => new v7.ManagementClient(options).users.update(id, body, once),
  },
  'auth0-auth-js': {
    changePassword: (options, body) => new AuthClient(options).database.changePassword(body),
  },
};

function manage4(options) {
  return new v4.ManagementClient({ ...options, retry: { enabled: false } });
}

/** What programs read of an error; the rest is prose. */
function shown(error) {
  const { name, message, statusCode, errorCode, error_description, body, cause } = error;
  const retryAfter = (error.headers ?? error.rawResponse?.headers)?.get?.('retry-after');
  return {
    name: error.constructor.name === 'Object' ? name : error.constructor.name,
    message,
    statusCode,
    error: error.error ?? cause?.error,
    error_description,
    errorCode,
    body: typeof body === 'string' ? JSON.parse(body) : body,
    retryAfter,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { sdk, method, args } = JSON.parse(line);
  const outcome = await Promise.resolve()
    .then(() => SDKS[sdk][method](...args))
    .then(
      // Major 4 and the authentication clients wrap what came; the others hand it over.
      (value) => ({ ok: true, value: value?.data ?? value }),
      (error) => ({ ok: false, error: shown(error) }),
    );
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
