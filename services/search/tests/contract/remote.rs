//! The service over gRPC, on the embedded backend: the same contract through the wire.

use std::sync::Arc;

use communique_model::api::SearchApi;
use communique_proto::{SearchClient, rpc_channel};
use communique_search::index::Index;
use communique_search::{LocalSearch, SearchGrpc};
use communique_testkit::duplex_channel;
use tonic::service::Routes;

use crate::bench::{Backend, Task};
use crate::embedded::Embedded;

const MAX_MESSAGE_BYTES: usize = 16 << 20;

pub(crate) struct Remote(Embedded);

impl Remote {
    pub(crate) fn new() -> Self {
        Self(Embedded::new())
    }
}

impl Backend for Remote {
    fn open(&self) -> Task<Arc<dyn Index>> {
        self.0.open()
    }

    fn wipe(&self) -> Task<()> {
        self.0.wipe()
    }

    fn serve(&self, search: LocalSearch) -> Arc<dyn SearchApi> {
        let server = SearchGrpc::server(Arc::new(search), MAX_MESSAGE_BYTES);
        let channel = rpc_channel(duplex_channel(Routes::new(server)));
        Arc::new(SearchClient::new(channel, MAX_MESSAGE_BYTES))
    }
}
