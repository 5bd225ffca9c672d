//! Symbols on both sides: well-known ones map to each other, registered ones by key, others one to
//! one.

use std::collections::HashMap;

use boa_engine::{Context, JsNativeError, JsResult, JsString, JsSymbol, JsValue, object::JsObject};

use node_api::{HostType, HostValue};

use super::{failure::Crossed, scope::MembraneScope};

/// The realm's symbols by their numbers in the record's table.
#[derive(Debug)]
pub struct Symbols {
    by_id: HashMap<u32, JsSymbol>,
    /// By the symbol's own hash, which is unique.
    ids: HashMap<u64, u32>,
    symbol_for: JsObject,
    key_for: JsObject,
}

impl Symbols {
    /// A table that knows the well-known symbols.
    ///
    /// # Errors
    /// A TypeError if `Symbol` is not as the specification has it.
    pub fn new(well_known: &[String], context: &mut Context) -> JsResult<Self> {
        let symbol = context.intrinsics().constructors().symbol().constructor();
        let function = |name: &str, context: &mut Context| -> JsResult<JsObject> {
            let value = symbol.get(JsString::from(name), context)?;
            Ok(value
                .as_callable()
                .ok_or_else(|| JsNativeError::typ().with_message("Symbol is incomplete"))?)
        };
        let mut symbols = Self {
            by_id: HashMap::new(),
            ids: HashMap::new(),
            symbol_for: function("for", context)?,
            key_for: function("keyFor", context)?,
        };
        for (id, name) in (0_u32..).zip(well_known) {
            let value = symbol.get(JsString::from(name.as_str()), context)?;
            // A symbol that only the host has is well-known to it alone: it crosses like any other.
            if let Some(own) = value.as_symbol() {
                symbols.add(id, own);
            }
        }
        Ok(symbols)
    }

    /// The host has let go of a symbol. Guest code that still has it shows the host a new one.
    pub fn remove(&mut self, id: u32) {
        if let Some(symbol) = self.by_id.remove(&id) {
            self.ids.remove(&symbol.hash());
        }
    }

    fn add(&mut self, id: u32, symbol: JsSymbol) {
        self.ids.insert(symbol.hash(), id);
        self.by_id.insert(id, symbol);
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A host symbol in the guest.
    pub fn symbol_to_guest(&mut self, value: HostValue<'s>) -> Crossed<'s, JsSymbol> {
        let functions = &self.agent.functions;
        let record = self.realm.record(self.host)?;
        let code = functions.symbol_code.call(self.host, &[record, value])?;
        if code.kind(self.host) == HostType::String {
            let key = code.as_string(self.host);
            let symbol_for = self.realm.symbols.borrow().symbol_for.clone();
            let symbol = symbol_for.call(&JsValue::undefined(), &[key.into()], self.context)?;
            return symbol.as_symbol().ok_or_else(|| no_more_symbols().into());
        }
        let id = code.as_u32(self.host);
        if let Some(known) = self.realm.symbols.borrow().by_id.get(&id) {
            return Ok(known.clone());
        }
        let description = functions.symbol_description.call(self.host, &[value])?;
        let description = (description.kind(self.host) == HostType::String)
            .then(|| description.as_string(self.host));
        let symbol = JsSymbol::new(description).ok_or_else(no_more_symbols)?;
        self.realm.symbols.borrow_mut().add(id, symbol.clone());
        Ok(symbol)
    }

    /// A guest symbol in the host.
    pub fn symbol_to_host(&mut self, symbol: &JsSymbol) -> Crossed<'s, HostValue<'s>> {
        let functions = &self.agent.functions;
        let record = self.realm.record(self.host)?;
        let known = self.realm.symbols.borrow().ids.get(&symbol.hash()).copied();
        if let Some(id) = known {
            let number = self.host.number(f64::from(id));
            let value = functions.symbol_at.call(self.host, &[record, number])?;
            if !value.is_undefined(self.host) {
                return Ok(value);
            }
            self.realm.symbols.borrow_mut().remove(id);
        }
        let key_for = self.realm.symbols.borrow().key_for.clone();
        let key = key_for.call(
            &JsValue::undefined(),
            &[symbol.clone().into()],
            self.context,
        )?;
        if let Some(key) = key.as_string() {
            return Ok(functions
                .symbol_for
                .call(self.host, &[self.host.string(&key)])?);
        }
        let description = symbol
            .description()
            .map_or_else(|| self.host.undefined(), |text| self.host.string(&text));
        let value = functions
            .new_symbol
            .call(self.host, &[record, description])?;
        let id = functions.symbol_code.call(self.host, &[record, value])?;
        let id = id.as_u32(self.host);
        self.realm.symbols.borrow_mut().add(id, symbol.clone());
        Ok(value)
    }
}

fn no_more_symbols() -> JsNativeError {
    JsNativeError::range().with_message("too many symbols")
}
