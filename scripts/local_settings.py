"""Writes .env for a site on one's own machine: debugging on, a secret key of its own. An existing file stays."""

import secrets
from pathlib import Path

path = Path(__file__).resolve().parent.parent / ".env"
if not path.exists():
    path.write_text(f"DEBUG=true\nSECRET_KEY={secrets.token_urlsafe(48)}\n", encoding="utf-8")
    path.chmod(0o600)
