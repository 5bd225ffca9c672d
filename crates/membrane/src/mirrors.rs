//! Pairs of genuine objects, one on each side. Neither is a Proxy, so what they hold is copied whenever
//! control changes sides: bytes (`mirrored_bytes.rs`) and own properties (`mirrored_properties.rs`).

use boa_engine::object::JsObject;

use node_api::HostValue;

use super::{exports::ExportId, failure::Crossed, scope::MembraneScope};

/// A pair, by the side that it comes from. Either side keeps the other alive through its own table; the
/// pair ends when either table lets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MirrorId {
    /// A guest object, by the number of its guest proxy.
    Guest(ExportId),
    /// A host object, by its index.
    Host(u32),
}

impl<'s> MembraneScope<'_, 's> {
    /// Both ends of a pair, unless either is gone.
    pub fn ends_of(
        &mut self,
        mirror_id: MirrorId,
    ) -> Crossed<'s, Option<(JsObject, HostValue<'s>)>> {
        match mirror_id {
            MirrorId::Guest(id) => {
                let exports = self.realm.exports.borrow();
                Ok(exports
                    .object(id)
                    .zip(exports.guest_proxy_at(self.host, id)))
            }
            MirrorId::Host(index) => {
                let guest = self.realm.imports.borrow().get(index);
                let Some(guest) = guest else { return Ok(None) };
                let host_object = self.host_object(index)?;
                Ok(Some((guest, host_object)))
            }
        }
    }

    /// The host object at an index of the record's table.
    pub fn host_object(&mut self, index: u32) -> Crossed<'s, HostValue<'s>> {
        let args = [
            self.realm.record(self.host)?,
            self.host.number(f64::from(index)),
        ];
        Ok(self.agent.functions.host_object.call(self.host, &args)?)
    }
}
