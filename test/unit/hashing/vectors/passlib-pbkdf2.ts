import type { Vector } from '../formats/each-format.js';

/** Rows of `passlib 1.7.4` that are not from its tests: scripts/hash-vectors/python.py. */
export const vectors: readonly Vector[] = [
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha1',
    password: 'password',
    passwordHash: '$pbkdf2$1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI',
    cost: 'sha1,i=1212,l=20',
  },
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha1, Greek',
    password: 'Ιωαννης',
    passwordHash: '$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc',
  },
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha256',
    password: 'password',
    passwordHash:
      '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ',
    cost: 'sha256,i=1212,l=32',
  },
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha256, Greek',
    password: 'Ιωαννης',
    passwordHash:
      '$pbkdf2-sha256$1212$3SABFJGDtyhrQMVt1uABPw$WyaUoqCLgvz97s523nF4iuOqZNbp5Nt8do/cuaa7AiI',
  },
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha512',
    password: 'password',
    passwordHash:
      '$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww',
    cost: 'sha512,i=1212,l=64',
  },
  {
    source: 'passlib 1.7.4, passlib/tests/test_handlers_pbkdf2.py: pbkdf2_sha512, Greek',
    password: 'Ιωαννης',
    passwordHash:
      '$pbkdf2-sha512$1212$KkbvoKGsAIcF8IslDR6skQ$8be/PRmd88Ps8fmPowCJttH9G3vgxpG.Krjt3KT.NP6cKJ0V4Prarqf.HBwz0dCkJ6xgWnSj2ynXSV7MlvMa8Q',
  },
  {
    source: "passlib's documentation of passlib.hash.pbkdf2_sha256",
    password: 'password',
    passwordHash:
      '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
    cost: 'sha256,i=6400,l=32',
  },
  {
    source: 'passlib 1.7.4: pbkdf2_sha1 as by default',
    password: 'pässwörd €',
    passwordHash: '$pbkdf2$131000$8PHy8/T19vf4.fr7/P3./w$BNTWnY7lWRitK5rbkkTfl1ZbpDA',
    cost: 'sha1,i=131000,l=20',
  },
  {
    source: 'passlib 1.7.4: pbkdf2_sha256 as by default',
    password: 'pässwörd €',
    passwordHash:
      '$pbkdf2-sha256$29000$8PHy8/T19vf4.fr7/P3./w$nrEYRK6y4E0agNhtKA1UweHFIsmDYPTvYkIw5f/lwbA',
    cost: 'sha256,i=29000,l=32',
  },
  {
    source: 'passlib 1.7.4: pbkdf2_sha512 as by default',
    password: 'pässwörd €',
    passwordHash:
      '$pbkdf2-sha512$25000$8PHy8/T19vf4.fr7/P3./w$RyWXN3SikyaH6IPVUuBCnPaS4j6tVQY3PWV/xrGIbjxtQiJKfsmiOAkvYsKnQ90bDUFh3DCTAe.QCsENPiLKtg',
    cost: 'sha512,i=25000,l=64',
  },
  {
    source: 'passlib 1.7.4: pbkdf2_sha256 as by default',
    password: 'correct horse',
    passwordHash:
      '$pbkdf2-sha256$29000$8PHy8/T19vf4.fr7/P3./w$y5nE41FP/R2/UmxDUlEQsFP4Nx.Xu.w8mgq1Jg6CG.g',
  },
  {
    source: 'authelia, internal/oidc tests and its documentation: the digest of a client secret',
    password: 'insecure_secret',
    passwordHash:
      '$pbkdf2-sha512$310000$c8p78n7pUMln0jzvd4aK4Q$JNRBzwAo0ek5qKn50cFzzvE9RXV88h1wJn5KGiHrD0YKtZaR/nCb2CJPOsKaPK0hjf.9yHxzQGZziziccp6Yng',
    cost: 'sha512,i=310000,l=64',
  },
];
