"""Prints what Passlib makes of a few passwords in the formats of crypt(3) and PHP, as rows for
test/unit/hashing/vectors/. Salts are fixed, so that every run prints the same.

    /usr/bin/python3 scripts/hash-vectors/passlib_crypt.py

Debian 12: python3-passlib 1.7.4-3 with python3-bcrypt 3.2.2-1.
"""

import json

from passlib import __version__
from passlib.hash import bcrypt, bcrypt_sha256, md5_crypt, phpass, sha256_crypt, sha512_crypt

PASSWORDS = ["correct horse", "pässwörd €", "", "x" * 100]
SALT = "abcdefghijklmnopqrstuu"


def row(what, password, made):
    source = f"passlib {__version__}: {what}"
    fields = {"source": source, "password": password, "passwordHash": made}
    print(json.dumps(fields, ensure_ascii=False) + ",")


def rows(what, handler, passwords=PASSWORDS):
    for password in passwords:
        row(what, password, handler.hash(password))


rows("bcrypt_sha256, version 2", bcrypt_sha256.using(rounds=4, salt=SALT))
rows("bcrypt_sha256, version 1", bcrypt_sha256.using(rounds=4, salt=SALT, version=1))
rows("bcrypt_sha256 as by default", bcrypt_sha256.using(salt=SALT), PASSWORDS[:1])
rows("bcrypt", bcrypt.using(rounds=4, salt=SALT), PASSWORDS[:3])
rows("md5_crypt", md5_crypt.using(salt="s4lt./XY"))
rows("sha256_crypt", sha256_crypt.using(rounds=1001, salt="saltsalt"))
rows("sha512_crypt", sha512_crypt.using(rounds=1001, salt="saltsalt"))
rows("sha256_crypt as by default", sha256_crypt.using(salt="saltsaltsaltsalt"), PASSWORDS[:1])
rows("sha512_crypt as by default", sha512_crypt.using(salt="saltsaltsaltsalt"), PASSWORDS[:1])
rows("phpass", phpass.using(rounds=7, salt="saltsalt"), PASSWORDS[1:2])
rows("phpass as by default", phpass.using(salt="saltsalt"), PASSWORDS[:1])
