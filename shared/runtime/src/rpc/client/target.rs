//! Where a peer is.

use std::fmt;
use std::str::FromStr;

use http::Uri;

/// Where a peer is: one address, or a name that stands for several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// `http://host:port` or `https://host:port`. A host name is looked up at each connection, and
    /// one of its addresses is used.
    Fixed(Uri),
    /// `dns://name:port`: a name that is looked up again every few seconds; calls are spread over
    /// all its addresses.
    Name {
        /// The name.
        host: String,
        /// The port, the same at all addresses.
        port: u16,
    },
}

/// Why a text is no [`Target`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no endpoint: {0}")]
pub struct ParseTargetError(&'static str);

impl FromStr for Target {
    type Err = ParseTargetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text
            .trim()
            .parse()
            .map_err(|_| ParseTargetError("it cannot be read"))?;
        let authority = uri
            .authority()
            .ok_or(ParseTargetError("the host is missing"))?;
        if authority.as_str().contains('@') {
            return Err(ParseTargetError("credentials do not belong in it"));
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(ParseTargetError("nothing may follow the port"));
        }
        let port = authority.port_u16();
        match uri.scheme_str() {
            Some("http" | "https") => Ok(Self::Fixed(uri)),
            Some("dns") => Ok(Self::Name {
                host: authority.host().to_owned(),
                port: port.ok_or(ParseTargetError("the port is missing"))?,
            }),
            _ => Err(ParseTargetError("the scheme is none of http, https, dns")),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(uri) => write!(formatter, "{uri}"),
            Self::Name { host, port } => write!(formatter, "dns://{host}:{port}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn endpoints_are_read() {
        let fixed = |text: &str| Target::Fixed(text.parse().unwrap());
        assert_eq!("http://host:7400".parse(), Ok(fixed("http://host:7400")));
        assert_eq!(
            "https://[::1]:7400/".parse(),
            Ok(fixed("https://[::1]:7400/"))
        );
        let name = Target::Name {
            host: "search.local".to_owned(),
            port: 7400,
        };
        assert_eq!("dns://search.local:7400".parse(), Ok(name));
    }

    #[test]
    fn what_is_no_endpoint_is_refused_with_the_reason() {
        let reason = |text: &str| text.parse::<Target>().unwrap_err().to_string();
        let reasons = [
            ("", "it is no endpoint: it cannot be read"),
            (
                "host:7400",
                "it is no endpoint: the scheme is none of http, https, dns",
            ),
            ("/run/socket", "it is no endpoint: the host is missing"),
            ("dns://host", "it is no endpoint: the port is missing"),
            (
                "ftp://host:1",
                "it is no endpoint: the scheme is none of http, https, dns",
            ),
            (
                "http://user:secret@host:1",
                "it is no endpoint: credentials do not belong in it",
            ),
            (
                "http://host:1/path",
                "it is no endpoint: nothing may follow the port",
            ),
        ];
        for (text, expected) in reasons {
            assert_eq!(reason(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_is_shown_so_that_it_is_read_again(
            text in "(http|https|dns|)(://|:|)[a-z0-9.:@\\[\\]-]{0,20}(:[0-9]{0,6})?/?.{0,3}",
        ) {
            if let Ok(target) = text.parse::<Target>() {
                prop_assert_eq!(target.to_string().parse(), Ok(target));
            }
        }
    }
}
