# SPDX-License-Identifier: Apache-2.0
"""The hub on a home network: encrypted, with a certificate of its own, and a page that helps a phone trust it."""
import ctypes
import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import unittest

from hub import PASSWORD, Hub

CLONE_NEWNET = 0x40000000  # sched.h
ADDRESS, PORT = "192.168.77.1", 8421


def move_to_a_network_of_our_own():
    """This process and its children see a network in which the machine has one home address. Needs root."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise unittest.SkipTest(f"a network of its own needs root: {os.strerror(ctypes.get_errno())}")
    for command in ("ip link set lo up", f"ip address add {ADDRESS}/24 dev lo"):
        subprocess.run(command.split(), check=True)


class OnTheHomeNetwork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        move_to_a_network_of_our_own()
        cls.hub = Hub(listen=[f"{ADDRESS}:{PORT}"])
        cls.hub.__enter__()
        cls.addClassCleanup(cls.hub.__exit__, None, None, None)

    def trusting(self):
        return ssl.create_default_context(cafile=str(self.hub.state / "tls/ca.crt"))

    def ask(self, method, path, body=None, cookie="", connection=None):
        connection = connection or http.client.HTTPSConnection(ADDRESS, PORT, timeout=20, context=self.trusting())
        fields = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json", "Cookie": cookie}
        connection.request(method, path, None if body is None else json.dumps(body), fields)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def ask_plain(self, path):
        return self.ask("GET", path, connection=http.client.HTTPConnection(ADDRESS, PORT, timeout=20))

    def test_a_browser_that_trusts_the_hub_sees_no_warning_and_tls_1_3(self):
        with socket.create_connection((ADDRESS, PORT), 20) as plain, self.trusting().wrap_socket(plain, server_hostname=ADDRESS) as tls:
            self.assertEqual(tls.version(), "TLSv1.3")
        with socket.create_connection((ADDRESS, PORT), 20) as plain, self.assertRaises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(plain, server_hostname=ADDRESS)

    def test_older_tls_is_refused(self):
        old = self.trusting()
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with socket.create_connection((ADDRESS, PORT), 20) as plain, self.assertRaises(ssl.SSLError):
            old.wrap_socket(plain, server_hostname=ADDRESS)

    def test_signing_in_gives_a_cookie_that_only_travels_encrypted(self):
        answer, content = self.ask("POST", "/api/v1/session", {"name": "sam", "password": PASSWORD})
        self.assertEqual(answer.status, 200, content)
        cookie = answer.headers["Set-Cookie"]
        self.assertTrue(cookie.startswith("__Host-porchlight_session="))
        for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, cookie)
        self.assertEqual(self.ask("GET", "/api/v1/cameras")[0].status, 401)
        seen, content = self.ask("GET", "/api/v1/cameras", cookie=cookie.split(";")[0])
        self.assertEqual(seen.status, 200)
        self.assertIn("cameras", json.loads(content))

    def test_without_encryption_there_is_only_the_page_that_helps_to_trust_the_hub(self):
        for path in ("/", "/api/v1/cameras", "/api/v1/healthz", "/api/v1/setup"):
            answer, content = self.ask_plain(path)
            self.assertEqual((answer.status, answer.headers["Location"], content), (302, "/trust", b""), path)
        page, content = self.ask_plain("/trust")
        self.assertEqual(page.status, 200)
        told = re.search(r"<code>([0-9A-F:]{95})</code>", content.decode()).group(1)
        self.assertIn(told, self.hub.log)
        certificate, der = self.ask_plain("/trust/porchlight-ca.crt")
        self.assertEqual(certificate.headers["Content-Type"], "application/x-x509-ca-cert")
        ours = (self.hub.state / "tls/ca.crt").read_text()
        self.assertEqual(der, ssl.PEM_cert_to_DER_cert(ours))

    def test_on_the_machine_itself_nothing_is_encrypted_and_nobody_is_warned(self):
        self.assertEqual(self.hub.get("/healthz")["ok"], True)
        self.assertIn(f"https://{ADDRESS}:{PORT}", self.hub.log)


if __name__ == "__main__":
    unittest.main()
