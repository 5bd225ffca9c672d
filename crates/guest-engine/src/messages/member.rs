//! Messages about a member that was read or written.

use super::throw_site::ThrowSite;
use js_source::expression::text;

/// A read or a write of a member of nothing.
pub(super) fn read(site: &ThrowSite<'_>) -> Option<String> {
    let known = site.facts.member_of_nothing();
    known.or_else(|| super::infer::iterated_nothing(site))
}

/// A private name that an object does not have.
pub(super) fn private(site: &ThrowSite<'_>) -> Option<String> {
    let program = &site.program;
    let name = site.facts.private_key()?;
    let declared = (1..program.end()).find(|&at| {
        program.is(at, &name) && program.is(at + 1, "(") && !program.is_any(at - 1, &[".", "?."])
    });
    if let Some(declared) = declared {
        let class = (0..declared)
            .rev()
            .find(|&at| program.is(at, "class") && program.is_name(at + 1))?;
        return Some(format!(
            "Receiver must be an instance of class {}",
            text(program, class + 1)
        ));
    }
    let is_write = site.facts.operands_of(&["SetPrivateField"]).is_some();
    Some(if is_write {
        format!("Cannot write private member {name} to an object whose class did not declare it")
    } else {
        format!("Cannot read private member {name} from an object whose class did not declare it")
    })
}
