"""Speaks to Communiqué as a stranger would: stubs from `proto/` and the stock grpcio tools.

    python3 tests/python/test_client.py                            contracts and messages only
    python3 tests/python/test_client.py --endpoint 127.0.0.1:7400  a running server too

The interpreter needs tests/python/requirements.txt. Running it again on the same server must pass
as well: nothing is counted twice.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import unittest

import grpc
from google.rpc import error_details_pb2

import client as communique

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
SAMPLE = SAMPLES / "channel-eurasian-trade.txt"
WORDS = "trade turnover with Kazakhstan"

ARGUMENTS = argparse.Namespace(endpoint=None, search_endpoint=None, token=None)


class WithStubs(unittest.TestCase):
    """Generates the stubs once for all tests: a descriptor may be registered only once."""

    @classmethod
    def setUpClass(cls) -> None:
        if not hasattr(WithStubs, "stubs"):
            generated = communique.Stubs.generated()
            WithStubs.stubs = generated.__enter__()
            unittest.addModuleCleanup(generated.__exit__, None, None, None)


class Contracts(WithStubs):
    """What can be said without a server."""

    def setUp(self) -> None:
        # Nothing is sent before the first call, so no server need be there.
        channel = communique.connect("127.0.0.1:9")
        self.addCleanup(channel.close)
        self.client = communique.Client(channel, self.stubs)

    def test_every_service_has_a_stub(self) -> None:
        for stubs, service in (
            (self.stubs.ingest, "IngestService"),
            (self.stubs.search, "SearchService"),
            (self.stubs.extraction, "ExtractionService"),
        ):
            self.assertIn(service, stubs.DESCRIPTOR.services_by_name)

    def test_a_capture_is_a_header_and_then_its_bytes(self) -> None:
        data = bytes(range(256)) * 200
        messages = list(self.client.capture(data, name="numbers.bin", source="a desk"))
        self.assertEqual(messages[0].WhichOneof("input"), "header")
        self.assertEqual(messages[0].header.name, "numbers.bin")
        self.assertEqual(messages[0].header.source, "a desk")
        self.assertGreater(len(messages), 2)
        self.assertEqual(b"".join(message.chunk for message in messages[1:]), data)
        for message in messages[1:]:
            self.assertEqual(message.WhichOneof("input"), "chunk")
            self.assertLessEqual(len(message.chunk), 8 * 1024 * 1024)

    def test_a_query_survives_the_wire(self) -> None:
        search = self.stubs.search
        request = self.client.query(
            WORDS,
            filter=self.client.organisation_filter("SCO", "EAEU"),
            facets=[search.FIELD_COUNTRY],
            sort=search.SORT_NEWEST,
            page_size=5,
        )
        again = search.SearchRequest.FromString(request.SerializeToString())
        self.assertEqual(again, request)
        self.assertEqual(list(again.filter.terms.values), ["SCO", "EAEU"])
        self.assertEqual(again.filter.WhichOneof("condition"), "terms")

    def test_highlights_count_code_points_from_the_start_of_the_document(self) -> None:
        text = "🇰🇿🇷🇺 Trade grew."
        start = text.index("Trade")
        search, document = self.stubs.search, self.stubs.document
        hit = search.Hit(
            text=text,
            text_start=100,
            highlights=[
                search.Highlight(
                    span=document.Span(start=100 + start, end=100 + start + 5), word="trade"
                )
            ],
        )
        self.assertEqual(communique.highlighted(hit), "🇰🇿🇷🇺 [Trade] grew.")


class Server(WithStubs):
    """What a running server does."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        if ARGUMENTS.endpoint is None:
            raise unittest.SkipTest("no --endpoint was given")
        cls.client = cls.to(ARGUMENTS.endpoint)
        cls.searcher = cls.to(ARGUMENTS.search_endpoint or ARGUMENTS.endpoint)
        data = SAMPLE.read_bytes()
        cls.receipts = list(cls.client.ingest(data, SAMPLE.name, "python client"))

    @classmethod
    def to(cls, endpoint: str) -> communique.Client:
        channel = communique.connect(endpoint)
        cls.addClassCleanup(channel.close)
        return communique.Client(channel, cls.stubs, ARGUMENTS.token)

    def test_every_appearance_has_one_receipt_in_order(self) -> None:
        ingest = self.stubs.ingest
        self.assertTrue(self.receipts)
        for number, receipt in enumerate(self.receipts):
            self.assertEqual(receipt.sequence, number)
            self.assertIn(
                receipt.status,
                (ingest.RECEIPT_STATUS_INDEXED, ingest.RECEIPT_STATUS_DUPLICATE),
                receipt,
            )
            self.assertEqual(len(receipt.document_id), 26)
            self.assertEqual(receipt.locator.name, SAMPLE.name)
        starts = [receipt.locator.byte_start for receipt in self.receipts]
        self.assertEqual(starts, sorted(starts))

    def test_the_same_capture_again_changes_nothing(self) -> None:
        ingest = self.stubs.ingest
        before = self.client.describe_archive().documents
        again = list(self.client.ingest(SAMPLE.read_bytes(), SAMPLE.name, "python client"))
        self.assertEqual(
            [receipt.appearance_id for receipt in again],
            [receipt.appearance_id for receipt in self.receipts],
        )
        for receipt in again:
            self.assertEqual(receipt.status, ingest.RECEIPT_STATUS_DUPLICATE)
            self.assertEqual(receipt.appearance, ingest.NOVELTY_KNOWN)
        self.assertEqual(self.client.describe_archive().documents, before)

    def test_bytes_that_are_no_text_are_rejected_with_a_place(self) -> None:
        receipts = list(self.client.ingest(b"A note.\n\nIt ends in \xff here.\n", "broken.txt"))
        self.assertEqual(len(receipts), 1)
        self.assertEqual(receipts[0].status, self.stubs.ingest.RECEIPT_STATUS_REJECTED)
        self.assertEqual(receipts[0].reason.byte, 20)
        self.assertTrue(receipts[0].reason.message)

    def test_answers_are_highlighted_sourced_and_counted(self) -> None:
        search = self.stubs.search
        page = self.searcher.search(self.searcher.query(WORDS, facets=[search.FIELD_COUNTRY]))
        self.assertGreater(page.total, 0)
        for hit in page.hits:
            self.assertTrue(hit.appearances)
            self.assertTrue(hit.highlights)
            print(f"  {hit.date or 'undated':10}  {hit.title}")
            print(f"              {' '.join(communique.highlighted(hit).split()):.100}")
            document = self.searcher.get_document(hit.document_id).document
            for highlight in hit.highlights:
                span = highlight.span
                self.assertLess(span.start, span.end)
                self.assertEqual(
                    hit.text[span.start - hit.text_start : span.end - hit.text_start],
                    document.text[span.start : span.end],
                )
        (facet,) = page.facets
        self.assertEqual(facet.field, search.FIELD_COUNTRY)
        for value in facet.values:
            terms = search.Terms(field=facet.field, values=[value.value])
            filtered = self.searcher.query(WORDS, filter=search.Filter(terms=terms))
            self.assertEqual(self.searcher.search(filtered).total, value.count, value.value)

    def test_pages_hold_every_answer_once(self) -> None:
        request = self.searcher.query("Kazakhstan", page_size=2)
        pages = list(self.searcher.pages(request))
        found = [hit.document_id for page in pages for hit in page.hits]
        self.assertGreater(len(pages), 1)
        self.assertEqual(len(found), len(set(found)))
        for page in pages:
            self.assertEqual(page.total, len(found))

    def test_what_was_ingested_is_found(self) -> None:
        pages = self.searcher.pages(self.searcher.query("", page_size=200))
        found = {hit.document_id for page in pages for hit in page.hits}
        self.assertLessEqual({receipt.document_id for receipt in self.receipts}, found)

    def test_a_wrong_question_names_its_field(self) -> None:
        with self.assertRaises(grpc.RpcError) as caught:
            self.searcher.search(self.searcher.query("word " * 1000))
        error = caught.exception
        self.assertEqual(error.code(), grpc.StatusCode.INVALID_ARGUMENT, error)
        self.assertIn("query", communique.field_violations(error))
        print("  " + communique.explain(error).replace("\n", "\n  "))

    def test_a_token_of_another_query_is_refused(self) -> None:
        first = self.searcher.search(self.searcher.query("Kazakhstan", page_size=1))
        self.assertTrue(first.next_page_token)
        other = self.searcher.query("Astana", page_size=1, page_token=first.next_page_token)
        with self.assertRaises(grpc.RpcError) as caught:
            self.searcher.search(other)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        self.assertIn("page_token", communique.field_violations(caught.exception))

    def test_a_document_that_is_not_there_is_not_found(self) -> None:
        with self.assertRaises(grpc.RpcError) as caught:
            self.searcher.get_document("0" * 26)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)
        (info,) = communique.error_details(caught.exception, error_details_pb2.ErrorInfo)
        self.assertEqual(info.domain, "communique")


def main() -> None:
    """Reads the options and runs the tests."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--endpoint", metavar="HOST:PORT", help="server to ingest into")
    parser.add_argument(
        "--search-endpoint", metavar="HOST:PORT", help="server to search, if it is another"
    )
    parser.add_argument("--token", help="token that the servers ask for")
    _, rest = parser.parse_known_args(namespace=ARGUMENTS)
    unittest.main(argv=[sys.argv[0], "--verbose", *rest])


if __name__ == "__main__":
    main()
