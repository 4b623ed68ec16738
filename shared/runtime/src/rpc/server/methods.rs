//! The methods that a server has, for labels that callers cannot invent.

use std::collections::HashMap;

use prost::Message;
use prost_types::FileDescriptorSet;

/// Label of calls to methods that this server does not have.
const UNKNOWN: &str = "unknown";

/// Names of all methods by the path of their calls.
#[derive(Debug)]
pub(super) struct Methods(HashMap<String, String>);

impl Methods {
    /// The methods of all services in an encoded `google.protobuf.FileDescriptorSet`, and the
    /// health service's.
    pub(super) fn of(descriptor_set: &[u8]) -> Result<Self, prost::DecodeError> {
        let set = FileDescriptorSet::decode(descriptor_set)?;
        let mut names = HashMap::new();
        let mut add = |service: &str, method: &str| {
            names.insert(
                format!("/{service}/{method}"),
                format!("{service}/{method}"),
            );
        };
        for method in ["Check", "Watch", "List"] {
            add("grpc.health.v1.Health", method);
        }
        for file in &set.file {
            for service in &file.service {
                let name = match file.package() {
                    "" => service.name().to_owned(),
                    package => format!("{package}.{}", service.name()),
                };
                for method in &service.method {
                    add(&name, method.name());
                }
            }
        }
        Ok(Self(names))
    }

    /// `communique.search.v1.SearchService/Search`; `unknown` for what is no method of ours.
    pub(super) fn label(&self, path: &str) -> &str {
        self.0.get(path).map_or(UNKNOWN, String::as_str)
    }
}
