import type { Vector } from '../formats/each-format.js';

/** `sh slappasswd.sh` and `python3 passlib-ldap.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'slappasswd 2.5.13: {SSHA}',
    password: 'correct horse',
    passwordHash: '{SSHA}279vXhHK0yLjrKm5dA2aD3rUCLXJuL0h',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA}',
    password: 'pässwörd €',
    passwordHash: '{SSHA}3CIt2ZlH4c6ezD0xQNt7m4txk6pcTrTm',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA256}',
    password: 'correct horse',
    passwordHash: '{SSHA256}MRlAzFm0lfmvI4167TDnra41bx4sZW8AqQK2QUHT0d1LR23MEgw5bg==',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA256}',
    password: 'pässwörd €',
    passwordHash: '{SSHA256}eYvDa+O+eZdFCNvxtVnt9pOrXz8lQ0eleQO13wO/KZY2Acn3Dw0bEQ==',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA384}',
    password: 'correct horse',
    passwordHash:
      '{SSHA384}5f71EtAnAVyCsfypjCxLJ2V44VNY7eKKpUXikhN0Jo+JTADQO+UycOjYFCGYUam5G8FJaBvyiZc=',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA384}',
    password: 'pässwörd €',
    passwordHash:
      '{SSHA384}2FB8/P6tGNXg0gpGzgjQ3friydJwjS9QwT7tu+fJg7hq2OkFUcdLkrhydUiyEUD5MEa+q94YM8Q=',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA512}',
    password: 'correct horse',
    passwordHash:
      '{SSHA512}HieNu1oFzfkL4SIBqAw19eCSmQuXOYk/kKTmeDO/2bCmQc0WA6N4ccae7miu7rbq+Pe9QAjLTPo3uJd6deDrDze67GzG6ms6',
  },
  {
    source: 'slappasswd 2.5.13: {SSHA512}',
    password: 'pässwörd €',
    passwordHash:
      '{SSHA512}H9cp2FvfreMSOkurHL9iJUWjoGX6aisYCTV5T5Tkj8fI8S7Ju6XUnfN+tVtn3sRQOqRNXUccVnRBXLTLbh+mEgGoFd1ej1Fq',
  },
  {
    source: 'slappasswd 2.5.13: {SMD5}',
    password: 'correct horse',
    passwordHash: '{SMD5}5A4ta90MshV5hWhd6Sl35kYloq4=',
  },
  {
    source: 'slappasswd 2.5.13: {SMD5}',
    password: 'pässwörd €',
    passwordHash: '{SMD5}fKkcdVqiAQteJH3UEkuH6s/s3BQ=',
  },
  {
    source: 'slappasswd 2.5.13: {SHA}',
    password: 'correct horse',
    passwordHash: '{SHA}L55TUjtiq8FBorTWAZ0jy6g129A=',
  },
  {
    source: 'slappasswd 2.5.13: {SHA}',
    password: 'pässwörd €',
    passwordHash: '{SHA}WLrsXwWKD/4HtaIdI5GNgo9kV0k=',
  },
  {
    source: 'slappasswd 2.5.13: {SHA256}',
    password: 'correct horse',
    passwordHash: '{SHA256}QQTTb42iwlQ0n4WDZ5Pr4CngyVcGOjTJHC6SAxh7VjE=',
  },
  {
    source: 'slappasswd 2.5.13: {SHA256}',
    password: 'pässwörd €',
    passwordHash: '{SHA256}6OaMpS98G+mszSip5GS3bP5KdnG8PCoQJgk4XyUToeI=',
  },
  {
    source: 'slappasswd 2.5.13: {SHA384}',
    password: 'correct horse',
    passwordHash: '{SHA384}ArIKby67E2Cppg9M+QhXNj7UGcAisSFWfOX5HG45Zk+3j9YCNMSli1v8cUWumDKS',
  },
  {
    source: 'slappasswd 2.5.13: {SHA384}',
    password: 'pässwörd €',
    passwordHash: '{SHA384}Ko1OlpjGmSYok8EqnzXCYJUA/AB/pE6R7K81vX78qrj9bfOLqDrMCulkKd9DWJJA',
  },
  {
    source: 'slappasswd 2.5.13: {SHA512}',
    password: 'correct horse',
    passwordHash:
      '{SHA512}VraY3v7bWkNbY0r+MyC7rz/c2SC2xQOkRvx7endrKY1HnRumqLYXgI6wv1ec6aldZoNHvKtxSQhayTyyeZUZew==',
  },
  {
    source: 'slappasswd 2.5.13: {SHA512}',
    password: 'pässwörd €',
    passwordHash:
      '{SHA512}MmTbal+yxGQJKiR4bu0xm1wpX3R2868BWWXQ6t+GXzlAF+yDNLajjHa2X8kp1PxMLpwtXUyAXmbH5QiSKBm8Kw==',
  },
  {
    source: 'slappasswd 2.5.13: {MD5}',
    password: 'correct horse',
    passwordHash: '{MD5}PLTnMmMfR+brlh80VUt83g==',
  },
  {
    source: 'slappasswd 2.5.13: {MD5}',
    password: 'pässwörd €',
    passwordHash: '{MD5}7z+3xHSwly3LJ1fG6PgnCw==',
  },
  {
    source: 'passlib 1.7.4: {SSHA}',
    password: 'pässwörd €',
    passwordHash: '{SSHA}g3r8gUb6nupwmbfmDrPYJWJJLnho7T3HuPe+N2bsfa8VAiDk',
  },
  {
    source: 'passlib 1.7.4: {SSHA256}',
    password: 'pässwörd €',
    passwordHash: '{SSHA256}itbgHyXJuqjjRP2IqmKH4EpU7YwuQQSzzOlFIrVMHAit9T6HUIoRQg==',
  },
  {
    source: 'passlib 1.7.4: {SSHA512}',
    password: 'pässwörd €',
    passwordHash:
      '{SSHA512}DBxaMoLOHukb3T5fSb+dwMB7rbqTDh8+KZnAFqEHSw72LoHZphheDD/i0vAO3Xpo+IWtRcFEuE4WbcKi/jUIEGNMaS3lHAPAuJeSMsa4t7Y=',
  },
  {
    source: 'passlib 1.7.4: {SMD5}',
    password: 'pässwörd €',
    passwordHash: '{SMD5}J+HvrqZf9zd2juUGPsHlIGHsPSc=',
  },
  {
    source: 'passlib 1.7.4: {SHA}',
    password: 'pässwörd €',
    passwordHash: '{SHA}WLrsXwWKD/4HtaIdI5GNgo9kV0k=',
  },
  {
    source: 'passlib 1.7.4: {MD5}',
    password: 'pässwörd €',
    passwordHash: '{MD5}7z+3xHSwly3LJ1fG6PgnCw==',
  },

  {
    source: 'documentation of passlib 1.7: ldap_sha1',
    password: 'password',
    passwordHash: '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
  },
];
