import type { Vector } from '../formats/each-format.js';

/**
 * The examples of Auth0's documentation, "Bulk User Import Database Schema and Examples". It does not
 * give the passwords; they are `shh`, `test` and `password`.
 */
const documented: readonly Vector[] = [
  {
    source: "Auth0's documentation: md4",
    password: 'shh',
    passwordHash:
      '{"algorithm":"md4","hash":{"value":"AbuUujgF0pPPkJPSFRTpmA==","encoding":"base64"}}',
    cost: 'md4',
  },
  {
    source: "Auth0's documentation: sha256",
    password: 'shh',
    passwordHash:
      '{"algorithm":"sha256","hash":{"value":"d24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f","encoding":"hex"},"salt":{"value":"abc123","position":"prefix"}}',
    cost: 'sha256',
  },
  {
    source: "Auth0's documentation: bcrypt",
    password: 'shh',
    passwordHash:
      '{"algorithm":"bcrypt","hash":{"value":"$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG"}}',
    cost: 'bcrypt 10',
  },
  {
    source: "Auth0's documentation: argon2",
    password: 'shh',
    passwordHash:
      '{"algorithm":"argon2","hash":{"value":"$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SFB+4XMFxt7YAvAq2UycYos"}}',
    cost: 'argon2id m=65536,t=2,p=1',
  },
  {
    source: "Auth0's documentation: pbkdf2",
    password: 'shh',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-sha512$i=100000,l=64$KNyFsA2rWoE$I2CQGI9H0JxdDf3kERRI97kPCGxh0KWBIV3MxyaS191gDGfzVBGyS4BibhgqWQ0/ails8mHuU9ckASxHOOq58w"}}',
    cost: 'pbkdf2 sha512,i=100000,l=64',
  },
  {
    source: "Auth0's documentation: ldap",
    password: 'shh',
    passwordHash:
      '{"algorithm":"ldap","hash":{"value":"{SSHA384}/cgEjdoZh85DhurDeOQEMO1rMlAur93SVPbYe5XSD4lF7nNuvrBju5hUeg9A6agRemgSXGl5YuE=","encoding":"utf8"}}',
    cost: 'ldap SSHA384',
  },
  {
    source: "Auth0's documentation: hmac",
    password: 'test',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"cg7f42jH39/2EaAU4wNd4s2lKIk=","encoding":"base64","digest":"sha1","key":{"value":"736868","encoding":"hex"}}}',
    cost: 'hmac-sha1',
  },
  {
    source: "Auth0's documentation: scrypt",
    password: 'password',
    passwordHash:
      '{"algorithm":"scrypt","hash":{"value":"097f6197e1b41538f723e32aa7a68e8d76227d8e432ce5faa4882a913032db29","encoding":"hex"},"salt":{"value":"abc123","encoding":"utf8"},"keylen":32,"cost":4096}',
    cost: 'scrypt ln=12,r=8,p=1',
  },
];

/** Another one; PBKDF2 with MD4 takes a second, so it is not among what every test computes. */
export const documentedMd4: Vector = {
  source: "Auth0's documentation: pbkdf2-md4",
  password: 'shh',
  passwordHash:
    '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-md4$i=100000,l=64$+N375B8q0Fw$fp2R9KAM4hK/votGHC5Fu+jhqbxUD8+Nic/EMSGvNC3UP/k7wSHI0uXluHRSkZfl/BOheYqNOemayG90ZaSSQw","encoding":"utf8"}}',
};

/** `sh auth0-import.sh`: see scripts/hash-vectors/. */
const computed: readonly Vector[] = [
  {
    source: 'openssl dgst -md4, no salt',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"md4","hash":{"value":"87b064d156eb61e7037fc1f4ec5f95fd","encoding":"hex"}}',
  },
  {
    source: 'openssl dgst -md4, salt in front, base64',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"md4","hash":{"value":"OuHeUeR/vuW/TPIUmYV2mA==","encoding":"base64"},"salt":{"value":"czE=","encoding":"base64"}}',
  },
  {
    source: 'openssl dgst -md5, no salt',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"md5","hash":{"value":"ef3fb7c474b0972dcb2757c6e8f8270b","encoding":"hex"}}',
  },
  {
    source: 'openssl dgst -md5, salt in front, base64',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"md5","hash":{"value":"/N32OIBJqa/LI70sQb42tg==","encoding":"base64"},"salt":{"value":"czE=","encoding":"base64"}}',
  },
  {
    source: 'openssl dgst -sha1, no salt',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"sha1","hash":{"value":"58baec5f058a0ffe07b5a21d23918d828f645749","encoding":"hex"}}',
  },
  {
    source: 'openssl dgst -sha1, salt in front, base64',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"sha1","hash":{"value":"oC8147Ce3HSGy8Lb32K9miQykF4=","encoding":"base64"},"salt":{"value":"czE=","encoding":"base64"}}',
  },
  {
    source: 'openssl dgst -sha256, no salt',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"sha256","hash":{"value":"e8e68ca52f7c1be9accd28a9e464b76cfe4a7671bc3c2a102609385f2513a1e2","encoding":"hex"}}',
  },
  {
    source: 'openssl dgst -sha256, salt in front, base64',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"sha256","hash":{"value":"AP3JWs+JqViU9B3r4QQ+GJ2ZSpb7dvEG5XcKYviuH6Q=","encoding":"base64"},"salt":{"value":"czE=","encoding":"base64"}}',
  },
  {
    source: 'openssl dgst -sha512, no salt',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"sha512","hash":{"value":"3264db6a5fb2c464092a24786eed319b5c295f7476f3af015965d0eadf865f394017ec8334b6a38c76b65fc929d4fc4c2e9c2d5d4c805e66c7e508922819bc2b","encoding":"hex"}}',
  },
  {
    source: 'openssl dgst -sha512, salt in front, base64',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"sha512","hash":{"value":"f5ApJPNoplMR7MJ50al9zhEiM/tZfcUH/zETmVEJ3PIkP46CFlD6mkK5N6dA6vHJQoJZP6ZSGSFTX+0l0tSqjg==","encoding":"base64"},"salt":{"value":"czE=","encoding":"base64"}}',
  },
  {
    source: 'openssl dgst -sha1, salt behind, capital hex',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"sha1","hash":{"value":"6AFAD3B0449A9D0A5ABF429A4B8C8C7AB6A3A1B4","encoding":"hex"},"salt":{"value":"7331","encoding":"hex","position":"suffix"}}',
  },
  {
    source: 'openssl dgst -sha512, salt behind, base64 of URLs',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"sha512","hash":{"value":"RvfhZ0fBw6CinnoKtPum5NQfbfh5gFze0ITPw1Y23qg4CRVrVzavxAg0cXR19nDTCee8OnN5O3cIJxXE5RFqmQ","encoding":"base64"},"salt":{"value":"ß","position":"suffix"}}',
  },
  {
    source: 'openssl dgst -md4 of UTF-16, as Windows does',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"md4","hash":{"value":"184efd7dde8ebdbdd9869d2f4cef8ab6","encoding":"hex"},"password":{"encoding":"utf16le"}}',
  },
  {
    source: 'openssl dgst -sha256 of UCS-2',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"sha256","hash":{"value":"43df8ed721d94de0a339a7e0a87fc58f65cee8148270740bcb90d0cb3ab136ea","encoding":"hex"},"password":{"encoding":"ucs2"}}',
  },
  {
    source: 'openssl dgst -md5 of latin1',
    password: 'pässwörd',
    passwordHash:
      '{"algorithm":"md5","hash":{"value":"2ca67a2dbf3a2f52ef5126a2ae8f8a2f","encoding":"hex"},"password":{"encoding":"latin1"}}',
  },
  {
    source: 'openssl dgst -md5 of binary',
    password: 'pässwörd',
    passwordHash:
      '{"algorithm":"md5","hash":{"value":"2ca67a2dbf3a2f52ef5126a2ae8f8a2f","encoding":"hex"},"password":{"encoding":"binary"}}',
  },
  {
    source: 'openssl dgst -md5 of ASCII',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"md5","hash":{"value":"3cb4e732631f47e6eb961f34554b7cde","encoding":"hex"},"password":{"encoding":"ascii"}}',
  },
  {
    source: 'openssl dgst -md4 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"e05aee313289e90f5390695d997c6a30","encoding":"hex","digest":"md4","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -md5 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"d382af3470e0899f747b63e10d8af413","encoding":"hex","digest":"md5","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -ripemd160 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"337d8843ee3d5c3c95bf2fd1c678978af621419c","encoding":"hex","digest":"ripemd160","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha1 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"ddaa8b4354712499474a1d6da454a917a67f801f","encoding":"hex","digest":"sha1","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha224 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"17853100668589ea6a098add13e99325bf26f197f8078d727c82e99f","encoding":"hex","digest":"sha224","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha256 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"ff1aa5b9e0801686d7116a5eb3fe063d13d527b9b5a6f6003dd22d53327a7e7c","encoding":"hex","digest":"sha256","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha384 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"38759311dde8c96c20d9bd3ed76fea456a4481ee000ffb0e87c1641e10e0ea493dc31c9bde42be23c6dc466c7ed50226","encoding":"hex","digest":"sha384","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha512 -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"eb92feb4a01d772244705a30c3b621b3c7f4ee398b6329ef076f1fdf3d8a472d6fcadedcc8925ca783f4b3257b419786791285c864cc86f4cb32d1c64b81e1ad","encoding":"hex","digest":"sha512","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -whirlpool -mac HMAC',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"8994ab5213c9532530ae22459eaf0f56429433d1a8846445200cd01d281139280b1998d01bd103a25ddd4e36fc1ef79851b0b27b6400a8e5db8beb99b3dd7ef1","encoding":"hex","digest":"whirlpool","key":{"value":"AP8Q","encoding":"base64"}}}',
  },
  {
    source: 'openssl dgst -sha256 -hmac, salt in front',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"hmac","hash":{"value":"/T0/TP8By4pwGGwYgtltAl2h37Z4B0vlGFAONDA22JM=","encoding":"base64","digest":"sha256","key":{"value":"a key"}},"salt":{"value":"s1"}}',
  },
  {
    source: 'openssl kdf PBKDF2, sha512',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-sha512$c29tZS5zYWx0$016Yh1NhudnljMPvAV7JEJJEX+FT17+TMQlsz/sB3LEkrvzfwHrqjQPcyLsLv5XH/98v+FJGZZ/21DtISMGj2w","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, sha1 i=1000,l=20',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-sha1$i=1000,l=20$c29tZS5zYWx0$9950xUXFVgIa4mLH+qCukeaxSxA","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, RSA-SHA256 i=2000',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-RSA-SHA256$i=2000$c29tZS5zYWx0$Z/cjBi42fzOENocYXtCUBT2mumRpz17d/JOW9RbKlU5KmExezt18nK3pj/aLsSMat9y/K4b9IWJ4slijkGozRQ","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, sha384WithRSAEncryption l=48',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-sha384WithRSAEncryption$l=48$c29tZS5zYWx0$FeIALMf1O1Foy6V9yJ/L8gIMo6Bz0GcmTg1EH9lrbdo8Frfgn4NidYCe+1Q437yy","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, ssl3-md5 i=1,l=16',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-ssl3-md5$i=1,l=16$c29tZS5zYWx0$SiAk6iLvDuOAB+XJeL8hVA","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, ripemd i=1000,l=20',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-ripemd$i=1000,l=20$c29tZS5zYWx0$f2LMURObuWoYCvTMByFe7a8SeLQ","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf PBKDF2, whirlpool i=500,l=100',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-whirlpool$i=500,l=100$c29tZS5zYWx0$fTSnx4hXZmMywQNYv13CgQ9eVUgje/rkTUK49fxhnwlYz7oh5r4dvks1iUXl/iCQjxN65geWsZ7oRRHg0cum7T2cikojbuoA2gjb088ZGPVn1yZiccaCWHh77eVa2kSk+YdV7A","encoding":"utf8"}}',
  },
  {
    source: 'openssl kdf SCRYPT, default parameters',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"scrypt","hash":{"value":"QNztgXXwJ2BHUekYFfsTVt/BbHsy6lwlnf6UtEi+IasBn69BrWfL8lHFxdMOjw7ULiVzEpZBxUSe+g1NeRQE1g==","encoding":"base64"},"salt":{"value":"s1"},"keylen":64}',
  },
  {
    source: 'openssl kdf SCRYPT',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"scrypt","hash":{"value":"b16fe53772ff76b97e9524534db6fb529f0f8d59bec6f5a6ad23f004d9a894dd","encoding":"hex"},"salt":{"value":"7331","encoding":"hex"},"keylen":32,"cost":1024,"blockSize":4,"parallelization":2}',
  },
  {
    source: 'password_hash of PHP',
    password: 'pässwörd €',
    passwordHash:
      '{"algorithm":"bcrypt","hash":{"value":"$2y$05$YWsmK9wwTLa4/AqbkwWVfOeKW1Y9dBMSYkOa7TeL/X0HKiCyy3nHO"}}',
  },
  {
    source: 'password_hash of PHP, salt in front',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"bcrypt","hash":{"value":"$2y$05$.0IMDkP4yNgBOGr/LUM2HOklnmi8hevn8GTGVkPgHX/EgdbFKFS3y"},"salt":{"value":"s1"}}',
  },
  {
    source: 'password_hash of PHP, salt behind',
    password: 'correct horse',
    passwordHash:
      '{"algorithm":"bcrypt","hash":{"value":"$2y$05$FFSYHdIrS90pzcWHQMThCuN2chW37v6KtVQrgk9J5UzviemP.a02S","encoding":"utf8"},"salt":{"value":"czE","encoding":"base64","position":"suffix"}}',
  },
  {
    source: 'password_hash of PHP, latin1',
    password: 'pässwörd',
    passwordHash:
      '{"algorithm":"bcrypt","hash":{"value":"$2y$05$WK/rD0QT7nyVxor3vkCnueepT0qkRAIHvKoIr17k3F1gKOPry/rdu"},"password":{"encoding":"latin1"}}',
  },
];

export const vectors: readonly Vector[] = [...documented, ...computed];
