"""Which addresses may be asked at all, before any name is resolved."""

import ipaddress
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comparisons.links.targets import NotAllowed, Policy, is_public, parse_target, redirected

POLICY = Policy()

REFUSED = [
    "",
    "nonsense",
    "//site.example/",
    "file:///etc/passwd",
    "gopher://site.example/",
    "ftp://site.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http:///path",
    "http://user@site.example/",
    "http://user:password@site.example/",
    "http://site.example@127.0.0.1/",
    "http://@site.example/",
    "http://site.example:22/",
    "http://site.example:8000/",
    "http://site.example:0/",
    "http://site.example:99999/",
    "http://site.example:abc/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://①②⑦.1/",
    "http://127。1/",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://site..example/",
    "http://-site.example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://site.example\\@127.0.0.1/",
    "http://site.example/\r\nX-Header: yes",
    "http://site.example/\ta",
    "http://site.example/a b",
    "http://site.exa\x00mple/",
    "http://site_.example%00/",
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_plain_web_address_is_refused(address):
    with pytest.raises(NotAllowed):
        parse_target(address, policy=POLICY)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://site.example", "https://site.example/"),
        ("HTTPS://Site.Example:443/Path?a=b&c=%20#part", "https://site.example/Path?a=b&c=%20"),
        ("http://site.example./", "http://site.example/"),
        ("http://site.example:443/", "http://site.example:443/"),
        ("https://bücher.example/ü?q=日", "https://xn--bcher-kva.example/%C3%BC?q=%E6%97%A5"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:021f::1]/", "http://[2606:2800:21f::1]/"),
        ("https://en.site.example/wiki/A_(b)'c!", "https://en.site.example/wiki/A_(b)'c!"),
    ],
)
def test_what_is_asked_is_plain_ascii_without_the_fragment(address, asked):
    assert parse_target(address, policy=POLICY).address == asked


@given(text=st.text(max_size=60), start=st.sampled_from(["", "http://", "https://[", "http://site.example/", "//"]))
@example(text="\ud800", start="http://site.example/")
@example(text="\ud800", start="http://")
@example(text="\u2100.example/", start="http://")
def test_any_text_is_either_refused_or_asked_in_plain_ascii(text, start):
    try:
        target = parse_target(start + text, policy=POLICY)
    except NotAllowed:
        return

    assert re.fullmatch(r"https?://[\[\]a-z0-9._:-]+/[!-~]*", target.address)
    assert target.port in POLICY.ports
    assert parse_target(target.address, policy=POLICY) == target


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/other", "https://site.example/other"),
        ("other", "https://site.example/a/other"),
        ("//other.example/", "https://other.example/"),
        ("?page=2", "https://site.example/a/b?page=2"),
        ("http://other.example/a b", "http://other.example/a%20b"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location, asked):
    target = parse_target("https://site.example/a/b", policy=POLICY)

    assert redirected(target, location, policy=POLICY).address == asked


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://site.example", "http://u@site.example", "http://["]
)
def test_a_redirect_is_checked_like_any_address(location):
    target = parse_target("https://site.example/", policy=POLICY)

    with pytest.raises(NotAllowed):
        redirected(target, location, policy=POLICY)


@pytest.mark.parametrize(
    "number",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255"),
        *("169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
        *(
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00::1"),
        *("fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "fd00:ec2::254"),
    ],
)
def test_what_is_not_of_the_open_internet_is_not_public(number):
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::1"])
def test_what_is_of_the_open_internet_is_public(number):
    assert is_public(ipaddress.ip_address(number))


def test_a_public_machine_is_asked_at_the_ports_of_the_web_only():
    number = ipaddress.ip_address("1.1.1.1")

    assert Policy().allows(number, port=443)
    assert not Policy().allows(number, port=22)
