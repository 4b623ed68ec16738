//! Code generated from `proto/` at build time.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::or_fun_call,
    clippy::large_futures,
    reason = "generated code is documented and linted as `proto/`"
)]

/// All contracts as an encoded `google.protobuf.FileDescriptorSet`, for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

/// `communique.document.v1`: the terms that all services share.
pub mod document {
    /// Version 1.
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/communique.document.v1.rs"));
    }
}

/// `communique.extraction.v1`.
pub mod extraction {
    /// Version 1.
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/communique.extraction.v1.rs"));
    }
}

/// `communique.ingest.v1`.
pub mod ingest {
    /// Version 1.
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/communique.ingest.v1.rs"));
    }
}

/// `communique.search.v1`.
pub mod search {
    /// Version 1.
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/communique.search.v1.rs"));
    }
}
