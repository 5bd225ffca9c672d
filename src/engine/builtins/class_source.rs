//! The texts of classes, for `Function.prototype.toString`: Boa keeps the texts of functions and methods, but not of classes,
//! so they are looked for in the text that was compiled. A class whose text is gone is `[native code]`.

use boa_engine::{
    Context, JsResult, JsString, JsValue, builtins::function::OrdinaryFunction, js_string,
    object::JsObject,
};

use super::super::{
    origin::Origin,
    property, sources,
    syntax::{self, ClassPlace},
};

/// The text of a class, by Boa's own `toString` for its methods. `None` if it is gone.
///
/// # Errors
/// What stops guest code.
pub(super) fn source_of(
    class: &JsObject,
    plain: &JsObject,
    context: &mut Context,
) -> JsResult<Option<JsString>> {
    let Some((path, name)) = class.downcast_ref::<OrdinaryFunction>().map(|function| {
        let code = function.codeblock();
        (code.path().to_string(), code.name().to_vec())
    }) else {
        return Ok(None);
    };
    let text = Origin::decode(&path)
        .and_then(|(_, compiled)| sources::find(context, compiled.serial))
        .map(|source| source.text().to_vec());
    let Some(text) = text else {
        return Ok(None);
    };
    let function = context.intrinsics().constructors().function().prototype();
    let extends = class.prototype().as_ref() != Some(&function);
    let mut found = syntax::classes(&text);
    found.retain(|place| place.extends == extends || !extends);
    if found.iter().any(|place| place.name == name) {
        found.retain(|place| place.name == name);
    } else {
        found.retain(|place| place.name.is_empty());
    }
    if found.len() > 1 {
        keep_those_with_methods(&mut found, &text, class, plain, context)?;
    }
    let found = found.first();
    Ok(found.map(|found| JsString::from(&text[found.place.clone()])))
}

/// Of classes alike, those in which the methods of this one stand.
fn keep_those_with_methods(
    found: &mut Vec<ClassPlace>,
    text: &[u16],
    class: &JsObject,
    plain: &JsObject,
    context: &mut Context,
) -> JsResult<()> {
    let own = property::own(class, &js_string!("prototype").into());
    let prototype = own.and_then(|own| own.value().and_then(JsValue::as_object));
    let holders = [Some(class.clone()), prototype];
    let mut methods: Vec<Vec<u16>> = Vec::new();
    for holder in holders.into_iter().flatten() {
        for key in holder.own_property_keys(context)? {
            let own = property::own(&holder, &key);
            let method = own.and_then(|own| own.value().and_then(JsValue::as_object));
            if let Some(method) = method.filter(|method| method.is::<OrdinaryFunction>()) {
                let source = plain.call(&method.into(), &[], context)?;
                methods.extend(source.as_string().map(|source| source.to_vec()));
            }
        }
    }
    methods.retain(|method| !String::from_utf16_lossy(method).ends_with("{ [native code] }"));
    let has_all = |place: &ClassPlace| {
        let text = &text[place.place.clone()];
        methods
            .iter()
            .all(|method| text.windows(method.len()).any(|part| part == method))
    };
    let fitting: Vec<ClassPlace> = found
        .iter()
        .filter(|place| has_all(place))
        .cloned()
        .collect();
    if !fitting.is_empty() {
        // The smallest: the others have it in them.
        let least = fitting.into_iter().min_by_key(|place| place.place.len());
        found.clear();
        found.extend(least);
    }
    Ok(())
}
