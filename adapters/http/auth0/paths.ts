/** Auth0's paths, below the mount. */
export const CHANGE_PASSWORD = '/dbconnections/change_password';
export const TOKEN = '/oauth/token';
export const TICKETS = '/api/v2/tickets/password-change';
export const USER = '/api/v2/users/:id';

/** Whether a path is of the Management API, whose errors have a form of their own. */
export function isManagement(path: string): boolean {
  return path.startsWith('/api/');
}
