import type { Vector } from '../formats/each-format.js';

/**
 * Credentials that Keycloak made. Exports before version 8, such as those of its own migration tests,
 * have the same fields in another arrangement; they stand here in today's, as Keycloak itself
 * rearranges them when it imports them.
 */
export const vectors: readonly Vector[] = [
  {
    source: 'keycloak/keycloak, migration-test/migration-realm-2.5.5.Final.json: admin',
    password: 'admin',
    passwordHash:
      '{"type":"password","createdDate":1489756582960,"secretData":"{\\"value\\":\\"UahGF6QpiHbshvw6GmaLR+cgM7v6ZxNKd3mPywudvAz3KWOhv0sMvespERCykvSC2xP4OBMzbwwxBACRSmGE0w==\\",\\"salt\\":\\"mnR0QbmURHVkSej+2eG9ng==\\",\\"additionalParameters\\":{}}","credentialData":"{\\"hashIterations\\":20000,\\"algorithm\\":\\"pbkdf2\\",\\"additionalParameters\\":{}}"}',
    cost: 'sha1,i=20000,l=64',
  },
  {
    source:
      'keycloak/keycloak, migration-test/migration-realm-3.4.3.Final.json: migration-test-user',
    password: 'password2',
    passwordHash:
      '{"type":"password","createdDate":1570002786025,"secretData":"{\\"value\\":\\"kNwotFPNeuwelpT1HWt+E4ONXFK6wjd+h0zbzNBRGwOqacAjeY7vYN9QZQ46DlEKSdn04cEU/3RvX8WPcRegxg==\\",\\"salt\\":\\"rEIJDbs+BQqpx31v8mONWA==\\",\\"additionalParameters\\":{}}","credentialData":"{\\"hashIterations\\":27500,\\"algorithm\\":\\"pbkdf2-sha256\\",\\"additionalParameters\\":{}}"}',
    cost: 'sha256,i=27500,l=64',
  },
  {
    source: 'exastro-suite/exastro-platform, a dump of Keycloak 24 in tests/db/exports',
    password: 'password',
    passwordHash:
      '{"id":"10304a68-6671-4526-a3f3-f26755244f2d","type":"password","createdDate":1718269926969,"secretData":"{\\"value\\":\\"NF37if/knSlg9bkdU3x1p9g2/euhaRMjmVZK+hnIYpxCK8moTZ5iwf7aUZ01eilrRBYBMl7Fijaph6a6DXmH5g==\\",\\"salt\\":\\"C/cIBWhO0KJYaXzbWEcj2w==\\",\\"additionalParameters\\":{}}","credentialData":"{\\"hashIterations\\":210000,\\"algorithm\\":\\"pbkdf2-sha512\\",\\"additionalParameters\\":{}}"}',
    cost: 'sha512,i=210000,l=64',
  },
  {
    source: 'lakekeeper/lakekeeper, examples/access-control/keycloak/realm.json: peter',
    password: 'iceberg',
    passwordHash:
      '{"id":"7e5e79aa-b5c7-48fa-a391-9fca6e07e99f","type":"password","createdDate":1733666091191,"secretData":"{\\"value\\":\\"BuViHNDGmCq80fvpty/QoggTI8NSt0CuNDGgeoa5f5A=\\",\\"salt\\":\\"RJ0aLMQ2qKbZuROs7qQhcA==\\",\\"additionalParameters\\":{}}","credentialData":"{\\"hashIterations\\":5,\\"algorithm\\":\\"argon2\\",\\"additionalParameters\\":{\\"hashLength\\":[\\"32\\"],\\"memory\\":[\\"7168\\"],\\"type\\":[\\"id\\"],\\"version\\":[\\"1.3\\"],\\"parallelism\\":[\\"1\\"]}}"}',
    cost: 'argon2id m=7168,t=5,p=1',
  },
];
