//! Regular expressions: a guest's reaches the host as a genuine `RegExp` of the same source and flags,
//! with the realm's own prototype, so that Node takes it for one; `lastIndex` and other properties are
//! kept in step (`mirrored_properties.rs`). Methods are the guest's, inherited, also where V8 can't compile the pattern.

use boa_engine::object::JsObject;

use node_api::HostValue;

use super::{failure::Crossed, mirrors::MirrorId, scope::MembraneScope};

impl<'s> MembraneScope<'_, 's> {
    /// A guest RegExp that the host has not seen yet.
    pub fn regexp_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let prototype = self.prototype_to_host(object)?;
        let (source, flags) = self
            .realm
            .patterns(self.context)?
            .read(object, self.context)?;
        let parts = [prototype, self.to_host(&source)?, self.host.string(&flags)];
        let make = &self.agent.functions.make_reg_exp;
        let (id, guest_proxy) = self.new_guest_proxy(object, make, &parts)?;
        self.mirror_properties(MirrorId::Guest(id))?;
        Ok(guest_proxy)
    }
}
