//! Functions of intrinsics as the realm was made with them, whatever guest code has put in their place since: they are
//! taken when the intrinsic is made, which is before anybody sees its properties.

use boa_engine::{
    Finalize, JsData, JsNativeError, JsResult, JsString, JsValue, Trace,
    builtins::PostponedIntrinsic::{self, ArrayBuffer, RegExp, SharedArrayBuffer},
    object::JsObject,
    realm::Realm,
};

use super::property;

/// Methods, and properties with a getter, of prototypes.
const KEPT: [(PostponedIntrinsic, &[&str]); 3] = [
    (ArrayBuffer, &["resizable", "maxByteLength"]),
    (SharedArrayBuffer, &["growable", "maxByteLength", "grow"]),
    (
        RegExp,
        &[
            "source",
            "hasIndices",
            "global",
            "ignoreCase",
            "multiline",
            "dotAll",
            "unicode",
            "unicodeSets",
            "sticky",
        ],
    ),
];

/// Those that were taken. Among the realm's host-defined data.
#[derive(Debug, Default, Trace, Finalize, JsData)]
struct Kept {
    #[unsafe_ignore_trace]
    names: Vec<(PostponedIntrinsic, &'static str)>,
    functions: Vec<JsObject>,
}

/// Takes those of an intrinsic that was just made.
///
/// # Errors
/// A TypeError if it is not as the specification has it.
pub(super) fn keep(intrinsic: PostponedIntrinsic, realm: &Realm) -> JsResult<()> {
    let Some((_, names)) = KEPT.iter().find(|(kept, _)| *kept == intrinsic) else {
        return Ok(());
    };
    for name in *names {
        let function = read(intrinsic, name, realm)?;
        let mut data = realm.host_defined_mut();
        if !data.has::<Kept>() {
            data.insert_default::<Kept>();
        }
        if let Some(kept) = data.get_mut::<Kept>() {
            kept.names.push((intrinsic, name));
            kept.functions.push(function);
        }
    }
    Ok(())
}

fn read(intrinsic: PostponedIntrinsic, name: &str, realm: &Realm) -> JsResult<JsObject> {
    let constructors = realm.intrinsics().constructors();
    let prototype = match intrinsic {
        ArrayBuffer => constructors.array_buffer().prototype(),
        SharedArrayBuffer => constructors.shared_array_buffer().prototype(),
        _ => constructors.regexp().prototype(),
    };
    property::own(&prototype, &JsString::from(name).into())
        .and_then(|own| own.value().or(own.get()).and_then(JsValue::as_object))
        .ok_or_else(|| {
            JsNativeError::typ()
                .with_message("the realm is not fresh")
                .into()
        })
}

/// A function that is kept.
///
/// # Errors
/// None in practice: a TypeError for one that is not.
pub fn get(intrinsic: PostponedIntrinsic, name: &str, realm: &Realm) -> JsResult<JsObject> {
    // Makes the intrinsic if nobody has reached it.
    let now = read(intrinsic, name, realm);
    let data = realm.host_defined();
    let kept = data.get::<Kept>().and_then(|kept| {
        let position = |kept: &Kept| kept.names.iter().position(|one| *one == (intrinsic, name));
        kept.functions.get(position(kept)?).cloned()
    });
    kept.map_or(now, Ok)
}
