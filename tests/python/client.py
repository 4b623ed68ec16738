"""A client of Communiqué made of nothing but `proto/` and the stock grpcio tools.

The stubs are generated into a directory of the caller's choice, so that nothing generated lies in
the repository:

    with Stubs.generated() as stubs, connect("127.0.0.1:7400") as channel:
        client = Client(channel, stubs)
        for receipt in client.ingest(data, name="note.md"):
            ...
        for page in client.pages(client.query("trade turnover")):
            ...
"""

from __future__ import annotations

import contextlib
import importlib
import pathlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from grpc_tools import protoc

PROTO_ROOT = pathlib.Path(__file__).resolve().parents[2] / "proto"

# The contract takes chunks of up to 8 MiB; small ones show that any cut will do.
CHUNK_BYTES = 16 * 1024

# Receipts and pages may be longer than gRPC's default of 4 MiB.
MAX_MESSAGE_BYTES = 64 * 1024 * 1024


class Stubs:
    """The modules that grpcio-tools makes of the contracts."""

    def __init__(self, directory: pathlib.Path) -> None:
        """Generates the stubs of every contract below `proto/` into `directory`."""
        protos = sorted(str(path) for path in PROTO_ROOT.rglob("*.proto"))
        if not protos:
            raise FileNotFoundError(f"no .proto file below {PROTO_ROOT}")
        out = str(directory)
        arguments = [
            f"--proto_path={PROTO_ROOT}",
            f"--python_out={out}",
            f"--grpc_python_out={out}",
        ]
        if protoc.main(["protoc", *arguments, *protos]) != 0:
            raise RuntimeError("grpcio-tools refused the contracts; its message stands above")
        sys.path.insert(0, out)
        try:
            importlib.invalidate_caches()
            self.document = self._module("document.v1.document_pb2")
            self.ingest = self._module("ingest.v1.ingest_service_pb2")
            self.ingest_grpc = self._module("ingest.v1.ingest_service_pb2_grpc")
            self.search = self._module("search.v1.search_service_pb2")
            self.search_grpc = self._module("search.v1.search_service_pb2_grpc")
            self.extraction = self._module("extraction.v1.extraction_service_pb2")
            self.extraction_grpc = self._module("extraction.v1.extraction_service_pb2_grpc")
        finally:
            sys.path.remove(out)

    @staticmethod
    def _module(name: str) -> Any:
        return importlib.import_module(f"communique.{name}")

    @classmethod
    @contextlib.contextmanager
    def generated(cls) -> Iterator[Stubs]:
        """Stubs in a temporary directory that goes away afterwards."""
        with tempfile.TemporaryDirectory(prefix="communique-stubs-") as directory:
            yield cls(pathlib.Path(directory))


def connect(endpoint: str) -> grpc.Channel:
    """A plain-text channel to `endpoint`, `HOST:PORT`."""
    options = [
        ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
        ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ]
    return grpc.insecure_channel(endpoint, options=options)


def error_details(error: grpc.RpcError, kind: type) -> list[Any]:
    """The `google.rpc` details of one kind that came with an error."""
    status = rpc_status.from_call(error)
    found = []
    for detail in status.details if status is not None else ():
        message = kind()
        if detail.Unpack(message):
            found.append(message)
    return found


def explain(error: grpc.RpcError) -> str:
    """One line per fact of an error: its code and message, then its `google.rpc` details."""
    lines = [f"{error.code().name}: {error.details()}"]
    for kind in (
        error_details_pb2.ErrorInfo,
        error_details_pb2.BadRequest,
        error_details_pb2.RetryInfo,
    ):
        for message in error_details(error, kind):
            lines.append(f"{kind.DESCRIPTOR.name}: {' '.join(str(message).split())}")
    return "\n".join(lines)


def field_violations(error: grpc.RpcError) -> list[str]:
    """The fields that the `google.rpc.BadRequest` of an error names."""
    details = error_details(error, error_details_pb2.BadRequest)
    return [violation.field for bad in details for violation in bad.field_violations]


class Client:
    """Ingest and search over one channel."""

    def __init__(
        self,
        channel: grpc.Channel,
        stubs: Stubs,
        token: str | None = None,
        timeout_seconds: float = 60.0,
    ) -> None:
        """Calls carry `token`, if one is given, and give up after `timeout_seconds`."""
        self.stubs = stubs
        self._timeout = timeout_seconds
        self._metadata = (("authorization", f"Bearer {token}"),) if token else ()
        self._ingest = stubs.ingest_grpc.IngestServiceStub(channel)
        self._search = stubs.search_grpc.SearchServiceStub(channel)

    def capture(self, data: bytes, name: str, source: str = "") -> Iterator[Any]:
        """The messages of one capture: the header, then its bytes in chunks."""
        ingest = self.stubs.ingest
        yield ingest.IngestRequest(header=ingest.CaptureHeader(name=name, source=source))
        for start in range(0, len(data), CHUNK_BYTES):
            yield ingest.IngestRequest(chunk=data[start : start + CHUNK_BYTES])

    def ingest(self, data: bytes, name: str, source: str = "") -> Iterator[Any]:
        """Receipts as they come; grpcio sends from a thread of its own, so none is read late."""
        messages = self.capture(data, name, source)
        yield from self._ingest.Ingest(messages, timeout=self._timeout, metadata=self._metadata)

    def query(self, words: str, **fields: Any) -> Any:
        """A search request; `fields` are further fields of it."""
        return self.stubs.search.SearchRequest(query=words, **fields)

    def search(self, request: Any) -> Any:
        """The answer to one request."""
        return self._search.Search(request, timeout=self._timeout, metadata=self._metadata)

    def pages(self, request: Any) -> Iterator[Any]:
        """All pages of the answer, from the one that `request` asks for."""
        while True:
            page = self.search(request)
            yield page
            if not page.next_page_token:
                return
            # Everything but the token stays as it was: the server checks that.
            following = type(request)()
            following.CopyFrom(request)
            following.page_token = page.next_page_token
            request = following

    def organisation_filter(self, *names: str) -> Any:
        """The condition that a document has to do with one of these organisations."""
        search = self.stubs.search
        terms = search.Terms(field=search.FIELD_ORGANISATION, values=names)
        return search.Filter(terms=terms)

    def get_document(self, document_id: str) -> Any:
        """The document as indexed."""
        request = self.stubs.search.GetDocumentRequest(document_id=document_id)
        answer = self._search.GetDocument(request, timeout=self._timeout, metadata=self._metadata)
        return answer.document

    def describe_archive(self) -> Any:
        """What the archive is."""
        request = self.stubs.ingest.DescribeArchiveRequest()
        return self._ingest.DescribeArchive(request, timeout=self._timeout, metadata=self._metadata)


def highlighted(hit: Any, marks: Iterable[str] = ("[", "]")) -> str:
    """The text of a hit around its snippet, with its matching words between `marks`."""
    opening, closing = marks
    text, base = hit.text, hit.text_start
    pieces, done = [], max(hit.snippet.start - base, 0)
    end = min(hit.snippet.end - base, len(text)) if hit.snippet.end else len(text)
    for highlight in hit.highlights:
        start, stop = highlight.span.start - base, highlight.span.end - base
        if start < done or stop > end:
            continue
        pieces += [text[done:start], opening, text[start:stop], closing]
        done = stop
    return "".join([*pieces, text[done:end]])
