import type { Vector } from '../formats/each-format.js';

/** The rows of versions were made by scripts/hash-vectors/python.py. */
export const vectors: readonly Vector[] = [
  {
    source: 'django 3.2.25: md5',
    password: 'correct horse',
    passwordHash: 'md5$n4Tq9ZcVb2LxW7KdJ0sMyR$916d24405fc1bf1e4d35116e7c54510f',
    cost: 'md5',
  },
  {
    source: 'django 3.2.25: md5',
    password: 'pässwörd €',
    passwordHash: 'md5$n4Tq9ZcVb2LxW7KdJ0sMyR$1cc4fbd03edb6725ddd6064c78b6af80',
  },
  {
    source: 'django 3.2.25: sha1',
    password: 'correct horse',
    passwordHash: 'sha1$n4Tq9ZcVb2LxW7KdJ0sMyR$4c36403b692b3fde6b285350121f269e5a6c6413',
    cost: 'sha1',
  },
  {
    source: 'django 3.2.25: sha1',
    password: 'pässwörd €',
    passwordHash: 'sha1$n4Tq9ZcVb2LxW7KdJ0sMyR$5495ebdbf84f5d3e070f6f5d3ff692c735711cde',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_md5',
    password: 'lètmein',
    passwordHash: 'md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_sha1',
    password: 'lètmein',
    passwordHash: 'sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_unsalted_md5',
    password: 'lètmein',
    passwordHash: 'md5$$88a434c88cca4e900f7874cd98123f43',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_unsalted_sha1',
    password: 'lètmein',
    passwordHash: 'sha1$$6d138ca3ae545631b3abd71a4f076ce759c5700b',
  },
  {
    source: 'pallets/werkzeug, tests/test_security.py: legacy',
    password: 'default',
    passwordHash: 'md5$$c21f969b5f03d33d43e04f8f136e7682',
  },
  {
    source: 'werkzeug 2.2.2: sha1',
    password: 'correct horse',
    passwordHash: 'sha1$n4Tq9ZcVb2LxW7Kd$9a8c12a4cc65a8d22479f7e1c04aa1ce3109adac',
  },
  {
    source: 'werkzeug 2.2.2: sha1',
    password: 'pässwörd €',
    passwordHash: 'sha1$n4Tq9ZcVb2LxW7Kd$c26159730820a33c6a36ad9850ca3e9e83c99487',
  },
  {
    source: 'werkzeug 2.2.2: md5',
    password: 'pässwörd €',
    passwordHash: 'md5$n4Tq9ZcVb2LxW7Kd$8d09e0060976ae89e4c5bacf8e8f58bb',
  },
  {
    source: 'werkzeug 2.2.2: sha256',
    password: 'pässwörd €',
    passwordHash:
      'sha256$n4Tq9ZcVb2LxW7Kd$281b61052253cd94b8fab1ccefed969ea0f64eef302fa8cdc51009100a052b22',
    cost: 'sha256',
  },
  {
    source: 'werkzeug 2.2.2: sha512',
    password: 'pässwörd €',
    passwordHash:
      'sha512$n4Tq9ZcVb2LxW7Kd$1bc0cfbe97408ade71cd89a83cf6b1f5995f9952c1932300807bc38f3e6606574835ac203fbaf5947eacd264823fe9021c814cbd673513b721c383d77223dba7',
    cost: 'sha512',
  },
  {
    source: 'werkzeug 2.2.2: sha256',
    password: 'correct horse',
    passwordHash:
      'sha256$n4Tq9ZcVb2LxW7Kd$763729737a3486ab7d99c1f7a8b1e0552d5d3e0bcd3638d29feee1dc5a78572d',
  },
];
