"""What nobody should send over HTTP/2 and TLS (RFC 9113): the connection ends or goes on, and the server serves everybody else.

Usage: hostile.py KUBECONFIG. Prints one line a check; the exit status is 1 when one failed.
"""
import re
import socket
import ssl
import struct
import sys

from kubernetes import client, config

import checks

config.load_kube_config(sys.argv[1])
api = client.ApiClient()
HOST, PORT = re.fullmatch(r"https://\[?([^/]+?)\]?:(\d+)", api.configuration.host).groups()
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS, PING, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS = 1, 4


def connect(protocol="h2"):
    context = ssl.create_default_context(cafile=api.configuration.ssl_ca_cert)
    context.set_alpn_protocols([protocol])
    # The server's name is of no interest here.
    context.check_hostname = False
    connection = context.wrap_socket(socket.create_connection((HOST, int(PORT)), timeout=60), server_hostname=HOST)
    assert connection.selected_alpn_protocol() == protocol
    return connection


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def request(path=b"/livez"):
    """A GET in HPACK: indexed fields, and literals that are never indexed."""
    return b"\x82\x87\x04" + bytes([len(path)]) + path + b"\x01\x01a"


def opened():
    connection = connect()
    connection.sendall(PREFACE + frame(SETTINGS, 0, 0))
    return connection


def send(connection, data):
    """True while the server takes it."""
    try:
        connection.sendall(data)
        return True
    except OSError:
        return False


def ended(connection):
    """Whether the server ends the connection within the timeout."""
    try:
        while connection.recv(65536):
            pass
        return True
    except socket.timeout:
        return False
    except OSError:
        return True


def is_served():
    with connect("http/1.1") as connection:
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"ok")


def metric(name):
    text = api.rest_client.pool_manager.request("GET", api.configuration.host + "/metrics").data.decode()
    return float(re.search(rf"^{name} (\S+)$", text, re.MULTILINE).group(1))


def check(function):
    """A check here is also that the server serves everybody else afterwards."""

    def and_the_server_serves():
        function()
        assert is_served(), "the server no longer serves"

    and_the_server_serves.__name__ = function.__name__
    checks.check(and_the_server_serves)


descriptors, memory = metric("process_open_fds"), metric("process_resident_memory_bytes")


@check
def a_request_is_answered():
    connection = opened()
    connection.sendall(frame(HEADERS, END_STREAM | END_HEADERS, 1, request()))
    answer = b""
    while b"ok" not in answer:
        chunk = connection.recv(65536)
        assert chunk, answer
        answer += chunk


@check
def nonsense_in_place_of_the_preface_ends_the_connection():
    connection = connect()
    connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 10)
    assert ended(connection)


@check
def frames_where_they_do_not_belong_end_the_connection():
    for bad in [
            frame(DATA, 0, 0, b"x"), frame(HEADERS, END_HEADERS, 0, request()),
            frame(CONTINUATION, END_HEADERS, 1, request()), frame(RESET, 0, 0, b"\0\0\0\0"), frame(PING, 0, 0, b"short"),
            frame(SETTINGS, 0, 0, b"odd"), frame(WINDOW_UPDATE, 0, 0, b"\x7f\xff\xff\xff") * 2, b"\xff\xff\xff\x00\x00" + b"\x00" * 100,
            frame(HEADERS, END_HEADERS | END_STREAM, 1, b"\xff\xff\xff\xff\xff\xff")]:
        connection = opened()
        send(connection, bad)
        assert ended(connection), bad[:20]


@check
def floods_of_control_frames_are_stopped():
    for flood in [frame(SETTINGS, 0, 0), frame(PING, 0, 0, b"\0" * 8)]:
        connection = opened()
        alive = all(send(connection, flood * 1000) for _ in range(100))
        assert not alive or ended(connection)


@check
def streams_that_are_reset_as_soon_as_they_are_opened_are_stopped():
    connection = opened()
    stream, alive = 1, True
    while alive and stream < 200_001:
        burst = b"".join(
            frame(HEADERS, END_STREAM | END_HEADERS, number, request(b"/version")) + frame(RESET, 0, number, b"\0\0\0\x08")
            for number in range(stream, stream + 200, 2))
        alive, stream = send(connection, burst), stream + 200
    assert not alive or ended(connection)


@check
def a_head_without_end_is_stopped():
    connection = opened()
    send(connection, frame(HEADERS, END_STREAM, 1, request()))
    alive = all(send(connection, frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b" * 100)) for _ in range(10_000))
    assert not alive or ended(connection)


@check
def a_head_that_grows_when_it_is_unpacked_is_stopped():
    connection = opened()
    # One field of 4,000 bytes into the table, then named 15,000 times over: 60 MB.
    large = b"\x40\x01x" + b"\x7f" + bytes([0x80 | ((4000 - 127) & 0x7f), (4000 - 127) >> 7]) + b"y" * 4000
    send(connection, frame(HEADERS, END_STREAM | END_HEADERS, 1, request() + large + b"\xbe" * 11_000))
    send(connection, frame(HEADERS, END_STREAM | END_HEADERS, 3, request() + b"\xbe" * 15_000))
    connection.settimeout(2)
    ended(connection)


@check
def handshakes_that_stop_half_way_hold_nobody_up():
    waiting = [socket.create_connection((HOST, int(PORT)), timeout=60) for _ in range(50)]
    for connection in waiting:
        connection.sendall(b"\x16\x03\x01")
    assert is_served()
    for connection in waiting:
        connection.close()


after = metric("process_open_fds"), metric("process_resident_memory_bytes")
print(f"descriptors {descriptors:.0f} -> {after[0]:.0f}, memory {memory / 2**20:.0f} -> {after[1] / 2**20:.0f} MiB")
if after[0] > descriptors + 20 or after[1] > memory + 300 * 2**20:
    checks.failures.append("something is left behind")
checks.finish()
