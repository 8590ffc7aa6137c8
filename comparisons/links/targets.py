"""What may be asked: from the text of an address to a checked target, and which machines may be connected to.

Nothing here opens a connection. A target is plain ASCII with a known scheme and port; whether its host leads inside
is decided later, from the number that is really connected to (`connections.py`).
"""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}

# An address is written on one line; whatever else stands in it was put there to be read differently by two programs.
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# What a resolver of old takes for a number: 127.1, 2130706433, 0x7f.0.0.1, 0177.1.
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")

# Global by the standard library of one version or another, yet a door to somewhere else: protocol assignments and
# the old 6to4 relays; Teredo and its neighbours, documentation, 6to4 and documentation again.
_DOORS = [
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
# The only part of IPv6 from which public addresses are given; NAT64 (64:ff9b::/96) and mapped IPv4 lie outside of it.
_GIVEN_IPV6 = ipaddress.ip_network("2000::/3")


class NotAllowed(Exception):
    """The address, or the machine behind it, may not be asked. The text says why."""


def is_public(address: IPAddress) -> bool:
    """Whether the number is one of the open internet: nothing private, reserved, shared by many, or a tunnel."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _GIVEN_IPV6:
        return False
    if any(address in door for door in _DOORS if door.version == address.version):
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Which ports and machines may be asked. Tests put their own in its place; nothing that a user gives does."""

    ports: frozenset[int] = field(default_factory=lambda: frozenset(PORTS.values()))

    def allows(self, address: IPAddress, *, port: int) -> bool:
        return port in self.ports and is_public(address)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A checked address.

    Attributes:
        host: ASCII, small letters, IPv6 without brackets.
        path: with the query, percent-encoded; never empty.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """As it is asked for: two texts that differ only in spelling or fragment have the same."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_target(address: str, *, policy: Policy) -> Target:
    """
    Raises:
        NotAllowed: another scheme or port, a user name, a host that is none, or control characters.
    """
    if _UNPRINTABLE.search(address):
        raise NotAllowed("the address holds a space, a backslash or a control character")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotAllowed("this is no address") from error
    if parts.scheme not in PORTS:
        raise NotAllowed("only http and https are asked")
    if "@" in parts.netloc:
        raise NotAllowed("the address holds a user name")
    port = PORTS[parts.scheme] if port is None else port
    if port not in policy.ports:
        raise NotAllowed(f"port {port} is not asked")
    try:
        path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]")
        query = f"?{quote(parts.query, safe='/%:=&?~+!$,;@()*[]')}" if parts.query else ""
    except UnicodeError as error:
        raise NotAllowed("the address holds half a character") from error
    return Target(scheme=parts.scheme, host=_ascii_host(host), port=port, path=path + query)


def redirected(target: Target, location: str, *, policy: Policy) -> Target:
    """Where a redirect leads, checked like any other address.

    Raises:
        NotAllowed: as of `parse_target`.
    """
    try:
        address = urljoin(target.address, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise NotAllowed("this is no address") from error
    return parse_target(address, policy=policy)


def _ascii_host(host: str) -> str:
    if ":" in host:
        return _ipv6(host)
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotAllowed("this is no name of a host") from error
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAllowed("this is no name of a host")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as error:
            raise NotAllowed("a number in a spelling of old is not asked") from error
    return name


def _ipv6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as error:
        raise NotAllowed("this is no address") from error
    if address.scope_id:
        raise NotAllowed("an address of this machine's own network is not asked")
    return str(address)
