//! Panics in the log.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;
use std::sync::Once;

use tracing::error;

static INSTALLED: Once = Once::new();

/// Logs every panic as one event, with place, thread and backtrace (if `RUST_BACKTRACE` is set).
pub(super) fn install_panic_hook() {
    INSTALLED.call_once(|| std::panic::set_hook(Box::new(log_panic)));
}

fn log_panic(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    let backtrace = Backtrace::capture();
    error!(place, thread, message, %backtrace, "panic");
}
