"""Prints what passlib makes of a password for a directory: salts of other lengths than OpenLDAP's.

    python3 passlib-ldap.py     (passlib 1.7.4)
"""

import json

from passlib import __version__
from passlib.hash import (
    ldap_md5,
    ldap_salted_md5,
    ldap_salted_sha1,
    ldap_salted_sha256,
    ldap_salted_sha512,
    ldap_sha1,
)

PASSWORD = "pässwörd €"
MADE = [
    ldap_salted_sha1.using(salt_size=16).hash(PASSWORD),
    ldap_salted_sha256.using(salt_size=8).hash(PASSWORD),
    ldap_salted_sha512.using(salt_size=16).hash(PASSWORD),
    ldap_salted_md5.using(salt_size=4).hash(PASSWORD),
    ldap_sha1.hash(PASSWORD),
    ldap_md5.hash(PASSWORD),
]
for made in MADE:
    source = f"passlib {__version__}: {made[: made.index('}') + 1]}"
    row = {"source": source, "password": PASSWORD, "passwordHash": made}
    print(json.dumps(row, ensure_ascii=False) + ",")
