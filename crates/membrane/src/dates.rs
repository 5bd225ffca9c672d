//! Dates: a guest's reaches the host as a genuine `Date` with the realm's own prototype, so that Node takes
//! it for one; its time and properties are kept in step (`mirrored_properties.rs`).

use boa_engine::{
    builtins::date::Date,
    object::{JsObject, builtins::JsDate},
};

use node_api::HostValue;

use super::{failure::Crossed, mirrors::MirrorId, scope::MembraneScope};

impl<'s> MembraneScope<'_, 's> {
    /// A guest Date that the host has not seen yet.
    pub fn date_to_host(&mut self, object: &JsObject) -> Crossed<'s, HostValue<'s>> {
        let prototype = self.prototype_to_host(object)?;
        let make = &self.agent.functions.make_date;
        let (id, guest_proxy) = self.new_guest_proxy(object, make, &[prototype])?;
        self.mirror_properties(MirrorId::Guest(id))?;
        Ok(guest_proxy)
    }

    /// The time of a Date, `None` for anything else. Runs no guest code.
    pub fn time_of(&mut self, object: &JsObject) -> Crossed<'s, Option<f64>> {
        if !object.is::<Date>() {
            return Ok(None);
        }
        let time = JsDate::from_object(object.clone())?.get_time(self.context)?;
        Ok(time.as_number())
    }

    /// Sets the time of a Date.
    pub fn set_time(&mut self, object: &JsObject, time: f64) -> Crossed<'s, ()> {
        JsDate::from_object(object.clone())?.set_time(time, self.context)?;
        Ok(())
    }
}
