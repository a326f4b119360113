import shutil
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

from dealstream import Dealstream, Refusal
from tests.service import DONE, Service, stream


@unittest.skipUnless(shutil.which("openssl"), "no openssl to make a certificate with")
class TlsTest(unittest.TestCase):
    folder: "tempfile.TemporaryDirectory[str]"
    certificate: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.certificate = Path(cls.folder.name, "both.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=service"]
            + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(cls.certificate) + ".key", "-out", str(cls.certificate)],
            check=True,
            capture_output=True,
        )

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def test_follows_a_service_whose_certificate_it_is_told_to_trust(self) -> None:
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        with Service(lambda asked: stream("id: a\nevent: deal_updated\ndata: {}", DONE), self.own()) as service:
            events = list(Dealstream(service.url, tls=trusted).deal(42, last_event_id="start"))

        self.assertEqual([event.id for event in events], ["a"])

    def test_says_what_is_wrong_with_a_certificate_that_it_does_not_trust_and_sends_nothing(self) -> None:
        said: List[str] = []

        def stop(refusal: Refusal, wait: float) -> None:
            said.append(str(refusal))
            raise InterruptedError

        with Service(lambda asked: stream(DONE), self.own()) as service:
            with self.assertRaises(InterruptedError):
                next(Dealstream(service.url, key="k", on_error=stop).deal(42))

        self.assertIn("CERTIFICATE_VERIFY_FAILED", said[0])
        self.assertEqual(service.asked, [])

    def own(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, str(self.certificate) + ".key")
        return context
