"""Says in one line when the port is no port, or taken. Usage: check_port.py 8000"""

import socket
import sys

value = sys.argv[1]
if not value.isdigit() or not 0 < int(value) < 65536:
    sys.exit(f"PORT={value} is no port: give a number from 1 to 65535.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(value)))
    except OSError as error:
        other = int(value) % 65535 + 1
        sys.exit(f"Port {value} cannot be used ({error.strerror}). Another one: make run PORT={other}")
