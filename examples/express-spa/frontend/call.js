import { api } from './config.js';

/** Asks the API: a POST where there is a body. The session cookie goes along. */
export async function call(path, body) {
  const response = await fetch(`${api}${path}`, {
    credentials: 'include',
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return response.json();
}
