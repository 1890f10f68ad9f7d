import type { Vector } from '../formats/each-format.js';

/** The rows of versions were made by scripts/hash-vectors/python.py. */
export const vectors: readonly Vector[] = [
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha256',
    password: 'pässwörd €',
    passwordHash:
      'pbkdf2:sha256:260000$n4Tq9ZcVb2LxW7Kd$a503d8bf996a586c262857fc2b589cc9962a24af25679c9c143bbd4038ea3f8a',
    cost: 'sha256,i=260000,l=32',
  },
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha1:1000',
    password: 'correct horse',
    passwordHash: 'pbkdf2:sha1:1000$n4Tq9ZcVb2LxW7Kd$52e4394ecdcba577e36a86cf1e0215c1fd3108fd',
    cost: 'sha1,i=1000,l=20',
  },
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha1:1000',
    password: 'pässwörd €',
    passwordHash: 'pbkdf2:sha1:1000$n4Tq9ZcVb2LxW7Kd$7628935ec1035383fc03b0ab46da2269f2d03925',
  },
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha384:1000',
    password: 'pässwörd €',
    passwordHash:
      'pbkdf2:sha384:1000$n4Tq9ZcVb2LxW7Kd$787d7b4192cc24058a487d8251d5df5280394d8113e8bdfd367f4bfd9ea375cdb6cad18767a2c8518669662c34a28bd1',
    cost: 'sha384,i=1000,l=48',
  },
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha512:1000',
    password: 'correct horse',
    passwordHash:
      'pbkdf2:sha512:1000$n4Tq9ZcVb2LxW7Kd$b248386da5c7743b5f2bb023ffd476625c7c248c545d22f30ba285418b0459d5df0652fe18a5b7ad0844078b516604d2249defa1039d3600d6a3b22b31b523c1',
    cost: 'sha512,i=1000,l=64',
  },
  {
    source: 'werkzeug 2.2.2: pbkdf2:sha512:1000',
    password: 'pässwörd €',
    passwordHash:
      'pbkdf2:sha512:1000$n4Tq9ZcVb2LxW7Kd$2db449e1eeb79a1f0542fa825ee8253ea118b832df69a1e5e46dd5a46a51a16d1eb75999567db987e045635890a2f7b6b268da5c0ec19bd5226d25e8c1ac15cc',
  },
  {
    source: 'werkzeug 3.1.9: scrypt',
    password: 'pässwörd €',
    passwordHash:
      'scrypt:32768:8:1$n4Tq9ZcVb2LxW7Kd$9ef2e4b38ebca44a7e60434ee44764f7937a3fdaa1fdcbcc464ffdc393334d10bf22c6eb0a81aec0ec1126ca1444135e4f08158c99a8334a3f9335488101eef8',
    cost: 'ln=15,r=8,p=1',
  },
  {
    source: 'werkzeug 3.1.9: scrypt:1024:4:2',
    password: 'correct horse',
    passwordHash:
      'scrypt:1024:4:2$n4Tq9ZcVb2LxW7Kd$b189270b38d43b3a320c5d6f20e178d205811c273f271ce9178381767eb19256a078178617d971a712e6245ba8c3ef79a7501329a61a0b1d6643a304df065cbf',
    cost: 'ln=10,r=4,p=2',
  },
  {
    source: 'werkzeug 3.1.9: scrypt:1024:4:2',
    password: 'pässwörd €',
    passwordHash:
      'scrypt:1024:4:2$n4Tq9ZcVb2LxW7Kd$a73744b78429cabcf1ec1c78178790c733a6693268f1b0d0e74724108dd0c63b65b7ce1e3be1da0a11dadb1afae58e2446e2bed5fe722ef0f5a7414f3c8eeedf',
  },
  {
    source: "pallets/flask, the tutorial's tests/data.sql: test",
    password: 'test',
    passwordHash:
      'pbkdf2:sha256:50000$TCI4GzcX$0de171a4f4dac32e3364c7ddc7c14f3e2fa61f2d17574483f7ffbb431b4acb2f',
    cost: 'sha256,i=50000,l=32',
  },
];
