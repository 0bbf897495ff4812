"""The doors of the newsroom: second steps, open sessions, the sign-in log, and who keeps them.

TOTP and passkeys are those of django-otp and django-otp-webauthn; their pages, the recovery codes and what is
noted of a sign-in are ours. Public modules:

- ``steps``: which second step a member has or must have; ``codes`` and ``passkeys`` make and check them;
- ``sessions``: who is in, and putting them out; ``keeper`` refuses whoever is in no more;
- ``notes``: the sign-in log;
- ``entering``, ``own_door``, ``guarding``: the pages for whoever comes in, for each member, for administrators.
"""
