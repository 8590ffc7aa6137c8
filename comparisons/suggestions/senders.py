"""Who sent a suggestion, known just well enough to stop a flood: a hash that means nothing when the day is over."""

import hashlib
import hmac
import secrets
from datetime import date
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from comparisons.models import SenderSalt, Suggestion

# What one household or one rented machine commonly gets of IPv6; it may change the rest at will. Neighbours who get
# less, a /64 each, share a limit, as they do behind one address of IPv4.
IPV6_PREFIX = 56


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from.

    X-Forwarded-For is believed only as far as the operator's own proxies wrote it: each adds what it saw to the
    right, and what stands further left is the visitor's invention.
    """
    remote: str = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return remote
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return hops[-settings.PROXY_COUNT] if len(hops) >= settings.PROXY_COUNT else remote


def network_of(address: str) -> str:
    """What counts as one sender: an IPv4 address, or a network of IPv6. Empty for what is no address.

    All that is no address is then one sender together, so a wrong setting makes the limit narrower and never wider.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ip_network((int(parsed), IPV6_PREFIX), strict=False))
        parsed = parsed.ipv4_mapped
    return str(parsed)


def hashed_sender(address: str, salt: SenderSalt) -> str:
    """The sender as it is stored. Without the salt, which the database forgets, no list of addresses finds it out."""
    return hmac.new(salt.salt.encode(), network_of(address).encode(), hashlib.sha256).hexdigest()


def locked_salt(day: date) -> SenderSalt:
    """The day's salt, made when there is none, and locked: whoever files a suggestion waits here for the others."""
    SenderSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    salt = SenderSalt.objects.select_for_update().filter(day=day).first()
    # At midnight one who counts with the new day may forget this one between the two steps.
    return salt or locked_salt(day)


def forget_senders(today: date) -> int:
    """Deletes what could tell senders of earlier days apart; how many suggestions lost their sender."""
    SenderSalt.objects.forget(before=today)
    return Suggestion.objects.forget_senders(before=today)
