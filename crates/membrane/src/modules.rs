//! What modules ask of the host: `import()` and `import.meta`.

use boa_engine::{
    JsNativeError, JsValue, builtins::promise::Promise, module::ModuleRequest, object::JsObject,
};

use guest_engine::module::{ModuleRecord, Referrer};

use node_api::HostValue;

use super::{failure::Crossed, scope::MembraneScope};

impl<'s> MembraneScope<'_, 's> {
    /// `import()`: asks the callback that the code gave along, or the realm's.
    pub fn import(
        &mut self,
        referrer: Option<&Referrer>,
        request: &ModuleRequest,
    ) -> Crossed<'s, JsObject<Promise>> {
        let (callback, from) = match referrer {
            None => (JsValue::undefined(), JsValue::undefined()),
            Some(Referrer::Script { callback, function }) => (callback.clone(), function.clone()),
            Some(Referrer::Module(module)) => {
                (module.callbacks().import.clone(), module.object().into())
            }
        };
        let args = [
            self.realm.record(self.host)?,
            self.to_host(&callback)?,
            self.to_host(&from)?,
            self.host.string(request.specifier()),
            self.attributes(request),
        ];
        let promise = self.call_lib(&self.agent.functions.import_module_dynamically, &args)?;
        let promise = self.to_guest(promise)?.as_object();
        let promise = promise.and_then(|promise| promise.downcast().ok());
        promise.ok_or_else(|| JsNativeError::typ().with_message("no promise").into())
    }

    /// `import.meta`: lets the host fill it.
    pub fn import_meta(
        &mut self,
        callback: &JsValue,
        module: &ModuleRecord,
        meta: &JsObject,
    ) -> Crossed<'s, ()> {
        if callback.is_undefined() {
            return Ok(());
        }
        let args = [
            self.realm.record(self.host)?,
            self.to_host(callback)?,
            self.to_host(&meta.clone().into())?,
            self.to_host(&module.object().into())?,
        ];
        self.call_lib(&self.agent.functions.initialize_import_meta, &args)?;
        Ok(())
    }

    /// Import attributes as a list of keys and values.
    #[must_use]
    pub fn attributes(&self, request: &ModuleRequest) -> HostValue<'s> {
        let attributes = request.attributes().iter();
        let flat: Vec<_> = attributes
            .flat_map(|attribute| [attribute.key(), attribute.value()])
            .map(|text| self.host.string(text))
            .collect();
        self.host.array(&flat)
    }
}
