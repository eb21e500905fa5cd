"""Find the address under which a phone on the booth's network reaches this computer.

Why this room exists: booths have no name server and often no way out; the code on the screen needs a number.
"""

import socket
from ipaddress import IPv4Address

_ANYWHERE = ("198.51.100.1", 9)  # TEST-NET-2 (RFC 5737): asking for the way there sends nothing


def booth_address() -> str:
    """Return this computer's IPv4 address on its network, or an empty text where it has none."""
    routed = _routed()
    return routed or next(iter(_own()), "")


def _routed() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ANYWHERE)
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return address if _serves(address) else ""


def _own() -> list[str]:
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    protocol = QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
    found = [each.toString() for each in QNetworkInterface.allAddresses() if each.protocol() == protocol]
    return sorted((each for each in found if _serves(each)), key=lambda each: not IPv4Address(each).is_private)


def _serves(address: str) -> bool:
    value = IPv4Address(address)
    return not (value.is_loopback or value.is_unspecified or value.is_link_local)
