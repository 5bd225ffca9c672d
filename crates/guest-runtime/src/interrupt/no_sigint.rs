//! Nothing: there are no signals here.

pub(super) fn take() -> bool {
    false
}
pub(super) fn listen() {}
pub(super) fn unlisten() {}
