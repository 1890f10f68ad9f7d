"""Prints what Passlib, Django and Werkzeug make of two passwords, as rows for
test/unit/hashing/vectors/. Salts are fixed, so that every run prints the same.

    /usr/bin/python3 scripts/hash-vectors/python.py

Debian 12's packages made most of the rows: python3-passlib 1.7.4-3, python3-django
3:3.2.25-0+deb12u7 (with python3-argon2 21.1.0-2 and python3-bcrypt 3.2.2-1), python3-werkzeug
2.2.2-3+deb12u1. Django has scrypt since 4.0 and Werkzeug since 2.3; those rows are of Django 5.2.17
and Werkzeug 3.1.9 under Python 3.11. What a version does not have, and a package that is not
installed, is left out.
"""

import json
from contextlib import suppress

PASSWORDS = ["correct horse", "pässwörd €"]
# Every character of base64 beyond letters and digits is in here.
BINARY_SALT = bytes(range(240, 256))
TEXT_SALT = "n4Tq9ZcVb2LxW7KdJ0sMyR"
# It holds the cost as well.
BCRYPT_SALT = b"$2b$06$abcdefghijklmnopqrstuu"
# bcrypt itself would not see its end.
LONG_PASSWORD = "seventy-two bytes, and then what tells these passwords apart, which is: a tail"


def row(system, what, password, made):
    fields = {"source": f"{system}: {what}", "password": password, "passwordHash": made}
    print(json.dumps(fields, ensure_ascii=False) + ",")


def passlib():
    from passlib import __version__
    from passlib.hash import pbkdf2_sha1, pbkdf2_sha256, pbkdf2_sha512

    for handler in (pbkdf2_sha1, pbkdf2_sha256, pbkdf2_sha512):
        for password in PASSWORDS:
            made = handler.using(salt=BINARY_SALT).hash(password)
            row(f"passlib {__version__}", f"{handler.name} as by default", password, made)


def django():
    from django import VERSION, conf, get_version
    from django.contrib.auth import hashers

    of = "django.contrib.auth.hashers."
    conf.settings.configure(
        PASSWORD_HASHERS=[
            of + "PBKDF2PasswordHasher",
            of + "PBKDF2SHA1PasswordHasher",
            of + "Argon2PasswordHasher",
            of + "BCryptSHA256PasswordHasher",
            of + "BCryptPasswordHasher",
            *([of + "ScryptPasswordHasher"] if VERSION >= (4, 0) else []),
            of + "MD5PasswordHasher",
            *([of + "SHA1PasswordHasher"] if VERSION < (5, 1) else []),
        ]
    )
    system = f"django {get_version()}"
    for algorithm in hashers.get_hashers_by_algorithm():
        salt = BCRYPT_SALT if algorithm.startswith("bcrypt") else TEXT_SALT
        for password in [*PASSWORDS, *([LONG_PASSWORD] if algorithm == "bcrypt_sha256" else [])]:
            with suppress(ValueError):  # A package that is not installed.
                made = hashers.make_password(password, salt, algorithm)
                row(system, algorithm, password, made)


def werkzeug():
    from importlib.metadata import version

    from werkzeug import security

    security.gen_salt = lambda length: TEXT_SALT[:length]
    methods = ["pbkdf2:sha256", *(f"pbkdf2:{name}:1000" for name in ("sha1", "sha384", "sha512"))]
    methods += ["scrypt", "scrypt:1024:4:2", "md5", "sha1", "sha256", "sha512"]
    for method in methods:
        for password in PASSWORDS:
            with suppress(ValueError):  # A method that this version does not have.
                made = security.generate_password_hash(password, method)
                row(f"werkzeug {version('werkzeug')}", method, password, made)


for section in (passlib, django, werkzeug):
    with suppress(ImportError):
        section()
