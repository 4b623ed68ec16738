# syntax=docker/dockerfile:1
# One image with all binaries. `communique serve` is all roles in one process; the services are
# communique-ingest, communique-extraction and communique-search. See docs/operating.md.

FROM rust:1.95-slim-trixie AS toolchain
WORKDIR /build
# Builds the dependencies from the manifests alone, so that they stay a layer of their own.
RUN cargo install cargo-chef@0.1.78 --locked

FROM toolchain AS manifests
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

FROM toolchain AS builder
COPY --from=manifests /build/recipe.json recipe.json
RUN cargo chef cook --release --locked --workspace --bins --recipe-path recipe.json
COPY . .
RUN cargo build --release --locked --workspace --bins \
    && install -D --target-directory=/out \
        target/release/communique \
        target/release/communique-ingest \
        target/release/communique-extraction \
        target/release/communique-search

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Communiqué" \
      org.opencontainers.image.licenses="Apache-2.0"
# Certificates of authorities, for object stores and other services over TLS.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin communique \
    && install --directory --owner=communique --group=communique /var/lib/communique
COPY --from=builder /out/ /usr/local/bin/
COPY LICENSE /usr/share/doc/communique/LICENSE

# Within a container every address is its own; who reaches it is the engine's business. An address
# that others reach needs a token: set COMMUNIQUE__SERVER__TOKEN or COMMUNIQUE__SERVER__TOKEN_FILE.
ENV COMMUNIQUE__DATA_DIR=/var/lib/communique \
    COMMUNIQUE__SERVER__LISTEN=0.0.0.0:7400 \
    COMMUNIQUE__SERVER__ADMIN_LISTEN=0.0.0.0:7401 \
    COMMUNIQUE__LOG__FORMAT=json
USER 10001:10001
WORKDIR /var/lib/communique
VOLUME /var/lib/communique
EXPOSE 7400 7401
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["communique", "probe"]
CMD ["communique", "serve"]
