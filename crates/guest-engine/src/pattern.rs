//! What a RegExp was made of, whatever guest code has put on `RegExp.prototype` since: the realm's own
//! getters are taken while it is fresh.

use boa_engine::{
    Context, JsResult, JsString, JsValue, builtins::PostponedIntrinsic, object::JsObject,
    realm::Realm,
};

use super::kept_functions;

/// The flags in the order that `RegExp.prototype.flags` gives (ECMA-262 22.2.6.4), and their getters.
const FLAGS: [(&str, &str); 8] = [
    ("d", "hasIndices"),
    ("g", "global"),
    ("i", "ignoreCase"),
    ("m", "multiline"),
    ("s", "dotAll"),
    ("u", "unicode"),
    ("v", "unicodeSets"),
    ("y", "sticky"),
];

/// Getters of `RegExp.prototype` as the realm was made with them.
#[derive(Debug)]
pub struct PatternGetters {
    source: JsObject,
    flags: Vec<(&'static str, JsObject)>,
}

impl PatternGetters {
    /// Takes them.
    ///
    /// # Errors
    /// None in practice.
    pub fn capture(realm: &Realm) -> JsResult<Self> {
        let getter = |name: &str| kept_functions::get(PostponedIntrinsic::RegExp, name, realm);
        let flags = FLAGS
            .iter()
            .map(|&(flag, name)| Ok((flag, getter(name)?)))
            .collect::<JsResult<_>>()?;
        Ok(Self {
            source: getter("source")?,
            flags,
        })
    }

    /// The source and the flags of a RegExp. Runs no guest code.
    ///
    /// # Errors
    /// A TypeError for anything else.
    pub fn read(&self, regexp: &JsObject, context: &mut Context) -> JsResult<(JsValue, JsString)> {
        let regexp = JsValue::from(regexp.clone());
        let source = self.source.call(&regexp, &[], context)?;
        let mut flags = String::new();
        for (flag, getter) in &self.flags {
            if getter.call(&regexp, &[], context)?.to_boolean() {
                flags.push_str(flag);
            }
        }
        Ok((source, flags.into()))
    }
}

#[cfg(test)]
mod tests {
    use boa_engine::{Context, Source};

    use super::PatternGetters;

    #[test]
    fn guest_code_cannot_change_what_a_regexp_was_made_of() {
        let mut context = Context::default();
        let Ok(getters) = PatternGetters::capture(context.realm()) else {
            panic!("a fresh realm has the getters");
        };
        let code = "Object.defineProperty(RegExp.prototype, 'source', { get() { return 'b'; } }); \
                    Object.defineProperty(RegExp.prototype, 'global', { get() { return false; } }); \
                    /a+/gy";
        let regexp = context.eval(Source::from_bytes(code));
        let regexp = regexp.ok().and_then(|value| value.as_object());
        let read = regexp.and_then(|regexp| getters.read(&regexp, &mut context).ok());
        let read = read.map(|(source, flags)| {
            let source = source.as_string().map(|text| text.to_std_string_escaped());
            (source, flags.to_std_string_escaped())
        });
        assert_eq!(read, Some((Some("a+".to_owned()), "gy".to_owned())));
    }
}
