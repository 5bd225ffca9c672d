//! What a guest may keep of host objects while no code of the host runs: the other direction of `kept_reads.rs`.
//!
//! While guest code runs, a host object changes only through the membrane. So what a read without a callout has given
//! ([`Found::Value`] and its like) holds until host code may have run: one number counts that, [`HostEpoch`], which every entry
//! and the end of every callout raise. Proxies of ours are asked here before their traps
//! (`engine/changes`: proxy-answers). What could run code of the host's user, an accessor or a Proxy on the chain, is noted
//! as to be asked for, and goes to the traps each time.
//!
//! Objects that are read alike are brought over together. The elements of an array come by slices when they are read in
//! order; when the same property of two objects of a slice was read, those of the others come with the next one, and so
//! do all own properties when somebody lists them. `lib/membrane/host_object/kept.js` has the host's half: each value is the
//! one that a read of its own would give.
//!
//! A host object that came over and that nobody has read is a number only; it gets its host proxy when it is read.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
};

use boa_engine::{
    Context, JsResult, JsString, JsValue,
    builtins::proxy::{Proxy, ProxyAnswers},
    object::JsObject,
    property::{PropertyDescriptor, PropertyKey},
};
use rustc_hash::{FxBuildHasher, FxHashMap};

use guest_engine::{property, realm::ReflectOp};
use guest_runtime::heap::Charge;
use node_api::{Host, HostValue, SharedNumbers, js_string_from};

use super::{
    failure::Crossed,
    realm::{Realm, realm_of},
    scope::MembraneScope,
    shadow_target::{self, Got, got},
    to_guest::HostKind,
};

/// The most that is kept; then it begins anew.
const MOST_KEPT: usize = 8192;

/// How many elements come first, and how many at most.
const FIRST_SLICE: u32 = 4;
const LONGEST_SLICE: u32 = 128;

/// Of how many objects all own properties come at most.
const MOST_LISTED: usize = 32;

/// The longest text that comes over together with others: `LONGEST_TEXT` in kept.js.
const LONGEST_TEXT: usize = 256;

/// A data property that an assignment has made: the bits of `lib/membrane/descriptor_flags.js`.
const PLAIN_ATTRIBUTES: u8 = CONFIGURABLE | ENUMERABLE | WRITABLE;
const CONFIGURABLE: u8 = 1;
const ENUMERABLE: u8 = 4;
const WRITABLE: u8 = 16;

/// Tags of cells, as kept.js has them.
mod tag {
    pub(super) const UNDEFINED: u32 = 1;
    pub(super) const NULL: u32 = 2;
    pub(super) const FALSE: u32 = 3;
    pub(super) const TRUE: u32 = 4;
    pub(super) const NUMBER: u32 = 5;
    pub(super) const TEXT: u32 = 6;
    pub(super) const OBJECT: u32 = 7;
    pub(super) const PROPERTIES: u32 = 8;
    pub(super) const NAME: u32 = 9;
    pub(super) const NEW_NAME: u32 = 10;
    pub(super) const INHERIT: u32 = 11;
    /// A cell's tag has something else in the bits from here on.
    pub(super) const SHIFT: u32 = 4;
}

/// How many times code of the host may have run.
#[derive(Debug, Clone, Default)]
pub struct HostEpoch(Rc<Cell<u64>>);

impl HostEpoch {
    /// Code of the host may have run, or something of the host's has changed: nothing that is kept holds any more.
    pub fn end(&self) {
        self.0.set(self.0.get() + 1);
    }

    fn get(&self) -> u64 {
        self.0.get()
    }
}

/// Where the host puts what comes over, and what one environment knows for that.
#[derive(Debug)]
pub struct SharedCells {
    cells: Option<SharedNumbers<f64>>,
    units: Option<SharedNumbers<u16>>,
    indices: Option<SharedNumbers<u32>>,
    /// Names of properties by the numbers that kept.js gives them.
    names: RefCell<Vec<Option<PropertyKey>>>,
}

impl SharedCells {
    /// Takes over what kept.js gives.
    #[must_use]
    pub fn read(host: Host<'_>, functions: HostValue<'_>) -> Self {
        Self {
            cells: SharedNumbers::of(host, functions.property(host, "keptCells")),
            units: SharedNumbers::of(host, functions.property(host, "keptUnits")),
            indices: SharedNumbers::of(host, functions.property(host, "keptIndices")),
            names: RefCell::default(),
        }
    }

    fn set_indices(&self, members: &[u32]) {
        if let Some(indices) = &self.indices {
            for (at, &member) in members.iter().enumerate() {
                indices.set(at, member);
            }
        }
    }
}

/// What has come over, in order.
struct Reader<'a> {
    shared: &'a SharedCells,
    cell: usize,
    unit: usize,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tags, lengths and codes are whole numbers that fit"
)]
impl<'a> Reader<'a> {
    fn new(shared: &'a SharedCells) -> Self {
        Self {
            shared,
            cell: 0,
            unit: 0,
        }
    }

    /// The next tag, and what is beside it.
    fn next(&mut self) -> (u32, f64) {
        let Some(cells) = &self.shared.cells else {
            return (0, 0.0);
        };
        let at = self.cell;
        self.cell += 2;
        (cells.get(at) as u32, cells.get(at + 1))
    }

    fn text(&mut self, length: usize) -> JsString {
        let mut units = [0; LONGEST_TEXT];
        let length = length.min(LONGEST_TEXT);
        if let Some(shared) = &self.shared.units {
            for (at, unit) in units[..length].iter_mut().enumerate() {
                *unit = shared.get(self.unit + at);
            }
        }
        self.unit += length;
        js_string_from(&units[..length])
    }

    /// The next value, and what is in the upper bits of its tag.
    fn value(&mut self) -> (Kept, u8) {
        let (tag, number) = self.next();
        let kept = match tag & ((1 << tag::SHIFT) - 1) {
            tag::UNDEFINED => Kept::Value(JsValue::undefined()),
            tag::NULL => Kept::Value(JsValue::null()),
            tag::FALSE => Kept::Value(false.into()),
            tag::TRUE => Kept::Value(true.into()),
            tag::NUMBER => Kept::Value(number.into()),
            tag::TEXT => Kept::Value(self.text(number as usize).into()),
            tag::OBJECT => {
                let code = number as u64;
                let kind = match code & 15 {
                    2 => HostKind::Function,
                    3 => HostKind::Array,
                    _ => HostKind::Object,
                };
                Kept::Coming((code >> 4) as u32, kind)
            }
            tag::INHERIT => Kept::InheritFrom(number as u32),
            _ => Kept::Later,
        };
        (kept, (tag >> tag::SHIFT) as u8)
    }

    /// The next name of a property.
    fn name(&mut self) -> Option<PropertyKey> {
        let (tag, number) = self.next();
        let number = number as usize;
        let mut names = self.shared.names.borrow_mut();
        match tag & ((1 << tag::SHIFT) - 1) {
            tag::NAME => names.get(number).cloned().flatten(),
            tag::NEW_NAME => {
                let name = PropertyKey::from(self.text((tag >> tag::SHIFT) as usize));
                if names.len() <= number {
                    names.resize(number + 1, None);
                }
                names[number] = Some(name.clone());
                Some(name)
            }
            _ => None,
        }
    }
}

/// What is kept of a property.
#[derive(Debug, Clone)]
enum Kept {
    Value(JsValue),
    /// A host object that has no host proxy yet, perhaps.
    Coming(u32, HostKind),
    /// It is what the realm's own prototype has.
    Inherit(JsObject),
    /// It is what the realm's own prototype with this number has, which is found when the values have come over.
    InheritFrom(u32),
    /// Only a callout can tell.
    Ask,
    /// It did not come over with the others.
    Later,
}

/// The elements of an array that were read last.
#[derive(Debug)]
struct Run {
    from: u32,
    elements: Vec<Kept>,
    /// Reading this one next is reading in order.
    expected: u32,
    size: u32,
    group: Option<usize>,
}

impl Run {
    fn element(&self, at: u32) -> Option<&Kept> {
        self.elements.get(at.checked_sub(self.from)? as usize)
    }
}

/// Host objects that came over together: what one of them was asked for, the others will be.
#[derive(Debug, Default)]
struct Group {
    /// Their indices; 0 for what is no object.
    members: Vec<u32>,
    /// Properties that were read.
    columns: Vec<PropertyKey>,
    was_listed: bool,
}

/// All own properties of an object, whose values are in `found`.
#[derive(Debug)]
struct Listed {
    keys: Vec<PropertyKey>,
    attributes: Vec<u8>,
    /// Where somebody has looked last.
    cursor: Cell<usize>,
}

impl Listed {
    fn attributes_of(&self, key: &PropertyKey) -> Option<u8> {
        let next = self.cursor.get();
        let at = if self.keys.get(next) == Some(key) {
            next
        } else {
            self.keys.iter().position(|known| known == key)?
        };
        self.cursor.set(at + 1);
        self.attributes.get(at).copied()
    }
}

/// What a realm keeps of host objects, by their indices in the record's table.
#[derive(Debug, Default)]
pub struct HostReads {
    epoch: u64,
    /// How many times all was let go of.
    forgotten: u64,
    found: FxHashMap<(u32, PropertyKey), Kept>,
    /// Arrays of which an element was read; `None` for what is none.
    runs: FxHashMap<u32, Option<Run>>,
    groups: Vec<Group>,
    /// Which group an object came with, and its place there.
    places: FxHashMap<u32, (usize, usize)>,
    listed: FxHashMap<u32, Option<Listed>>,
    /// Host objects that were entered into the record's table and have no host proxy.
    entered: HashSet<u32, FxBuildHasher>,
}

/// What a read has come to.
enum Step {
    Value(JsValue),
    Coming(u32, HostKind),
    Inherit(JsObject),
    Ask,
    /// Nothing is kept yet: this is to be fetched.
    Fetch(Fetch),
}

/// What is brought over next.
enum Fetch {
    /// This property alone.
    Single,
    /// So many elements of an array from an index on.
    Slice(u32, u32),
    /// A property of these objects.
    Column(Vec<u32>),
}

impl HostReads {
    /// Lets go of all that is kept.
    pub fn forget(&mut self) {
        self.forgotten += 1;
        self.found.clear();
        self.runs.clear();
        self.groups.clear();
        self.places.clear();
        self.listed.clear();
    }

    /// An index of the record's table is free.
    pub fn released(&mut self, index: u32) {
        self.entered.remove(&index);
    }

    fn is_empty(&self) -> bool {
        self.found.is_empty() && self.runs.is_empty() && self.listed.is_empty()
    }

    fn begin(&mut self, epoch: u64) {
        let is_over = self.found.len() > MOST_KEPT || self.places.len() > MOST_KEPT;
        if self.epoch != epoch || is_over {
            self.forget();
            self.epoch = epoch;
        }
    }

    /// What is kept of a property, and else what is to be fetched.
    fn find(&mut self, index: u32, key: &PropertyKey, may_fetch: bool) -> Step {
        let element = as_index(key);
        if let Some(at) = element
            && let Some(Some(run)) = self.runs.get(&index)
            && let Some(step) = run.element(at).and_then(step)
        {
            return step;
        }
        let found = self.found.get(&(index, key.clone()));
        if let Some(step) = found.and_then(step) {
            return step;
        }
        // What has not come over with the others would not do so now.
        let is_tried = found.is_some();
        let fetch = match element {
            _ if is_tried || !may_fetch => Fetch::Single,
            Some(at) => self.next_slice(index, at),
            None => self.next_column(index, key),
        };
        Step::Fetch(fetch)
    }

    /// What comes with an element that is read.
    fn next_slice(&mut self, index: u32, at: u32) -> Fetch {
        let run = self.runs.entry(index).or_insert_with(|| {
            Some(Run {
                from: at,
                elements: Vec::new(),
                expected: 0,
                size: FIRST_SLICE,
                group: None,
            })
        });
        let Some(run) = run else {
            return Fetch::Single;
        };
        let is_next = at == run.expected;
        run.expected = at.saturating_add(1);
        if is_next && run.element(at).is_none() {
            Fetch::Slice(at, run.size)
        } else {
            Fetch::Single
        }
    }

    /// What comes with a property that is read: the same of the objects that came with this one.
    fn next_column(&mut self, index: u32, key: &PropertyKey) -> Fetch {
        let Some(&(group, place)) = self.places.get(&index) else {
            return Fetch::Single;
        };
        let group = &mut self.groups[group];
        if group.columns.contains(key) {
            return Fetch::Column(group.members[place..].to_vec());
        }
        group.columns.push(key.clone());
        Fetch::Single
    }

    /// The objects of which all own properties come with those of one.
    fn next_listed(&mut self, index: u32) -> Vec<u32> {
        let Some(&(group, place)) = self.places.get(&index) else {
            return vec![index];
        };
        let group = &mut self.groups[group];
        if !group.was_listed {
            group.was_listed = true;
            return vec![index];
        }
        group.members[place..]
            .iter()
            .copied()
            .take(MOST_LISTED)
            .collect()
    }

    /// Objects have come over together. What was asked of those before them these will be asked too.
    fn enter_group(&mut self, kept: &[Kept], before: Option<usize>) -> Option<usize> {
        let index_of = |kept: &Kept| match kept {
            Kept::Coming(index, _) => *index,
            _ => 0,
        };
        let members: Vec<u32> = kept.iter().map(index_of).collect();
        if members.iter().all(|&index| index == 0) {
            return before;
        }
        let number = self.groups.len();
        for (place, &index) in members.iter().enumerate() {
            if index != 0 {
                self.places.insert(index, (number, place));
            }
        }
        let before = before.map(|before| &self.groups[before]);
        self.groups.push(Group {
            members,
            columns: before.map_or_else(Vec::new, |before| before.columns.clone()),
            was_listed: before.is_some_and(|before| before.was_listed),
        });
        Some(number)
    }

    fn keep_slice(&mut self, index: u32, from: u32, elements: Vec<Kept>) {
        let before = match self.runs.get(&index) {
            Some(Some(run)) => run.group,
            _ => None,
        };
        let group = self.enter_group(&elements, before);
        if let Some(Some(run)) = self.runs.get_mut(&index) {
            run.from = from;
            run.expected = from.saturating_add(u32::try_from(elements.len()).unwrap_or(0));
            run.elements = elements;
            run.size = (run.size * 4).min(LONGEST_SLICE);
            run.group = group;
        }
    }

    /// A host object has got its host proxy.
    fn settle(&mut self, index: u32, key: &PropertyKey, value: &JsValue) {
        if let Some(at) = as_index(key)
            && let Some(Some(run)) = self.runs.get_mut(&index)
            && let Some(place) = at.checked_sub(run.from)
            && let Some(kept) = run.elements.get_mut(place as usize)
        {
            *kept = Kept::Value(value.clone());
            return;
        }
        self.found
            .insert((index, key.clone()), Kept::Value(value.clone()));
    }

    /// Whether a property is an element of an array that has come over in a slice.
    fn is_in_run(&self, index: u32, key: &PropertyKey) -> bool {
        let run = self.runs.get(&index).and_then(Option::as_ref);
        let element = run.zip(as_index(key)).and_then(|(run, at)| run.element(at));
        matches!(element, Some(Kept::Value(_) | Kept::Coming(..)))
    }

    /// Whether it is known that an object has a property of its own.
    fn has_own(&self, index: u32, key: &PropertyKey) -> bool {
        if self.is_in_run(index, key) {
            return true;
        }
        let listed = self.listed.get(&index).and_then(Option::as_ref);
        listed.is_some_and(|listed| listed.attributes_of(key).is_some())
    }
}

fn as_index(key: &PropertyKey) -> Option<u32> {
    match key {
        PropertyKey::Index(index) => Some(index.get()),
        _ => None,
    }
}

fn step(kept: &Kept) -> Option<Step> {
    Some(match kept {
        Kept::Value(value) => Step::Value(value.clone()),
        Kept::Coming(index, kind) => Step::Coming(*index, *kind),
        Kept::Inherit(prototype) => Step::Inherit(prototype.clone()),
        Kept::Ask => Step::Ask,
        Kept::Later | Kept::InheritFrom(_) => return None,
    })
}

static ANSWERS: ProxyAnswers = ProxyAnswers {
    get,
    has,
    own_property,
    own_keys,
};

/// Makes the Proxy for the host object with an index.
pub fn proxy(realm: &Realm, target: JsObject, index: u32, context: &Context) -> JsObject {
    let handler = realm.host_proxy_handler.clone();
    Proxy::with_answers(target, handler, &ANSWERS, index, context)
}

/// What is kept in the realm of a `Context`, in this epoch.
fn with_reads<R>(realm: &Realm, f: impl FnOnce(&mut HostReads) -> R) -> R {
    let mut reads = realm.host_reads.borrow_mut();
    reads.begin(realm.host_epoch.get());
    f(&mut reads)
}

/// `[[Get]]`, as far as it runs no code of the host's user.
fn get(
    index: u32,
    key: &PropertyKey,
    receiver: &JsValue,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let Some(realm) = realm_of(context) else {
        return Ok(None);
    };
    let mut may_fetch = true;
    loop {
        match with_reads(&realm, |reads| reads.find(index, key, may_fetch)) {
            Step::Value(value) => return Ok(Some(value)),
            Step::Coming(object, kind) => {
                let value = realm.kept_host_proxy(object, kind, context)?.into();
                with_reads(&realm, |reads| reads.settle(index, key, &value));
                return Ok(Some(value));
            }
            Step::Inherit(prototype) => {
                return inherited(&realm, &prototype, key, receiver, context).map(Some);
            }
            Step::Ask => return Ok(None),
            Step::Fetch(Fetch::Single) => {
                let kept = fetch_single(&realm, index, key, context)?;
                with_reads(&realm, |reads| {
                    reads.found.insert((index, key.clone()), kept);
                });
            }
            Step::Fetch(Fetch::Slice(from, count)) => {
                fetch_slice(&realm, index, from, count, context)?;
            }
            Step::Fetch(Fetch::Column(members)) => fetch_column(&realm, key, &members, context)?,
        }
        may_fetch = false;
    }
}

/// What an object inherits from the realm's own prototype.
fn inherited(
    realm: &Realm,
    prototype: &JsObject,
    key: &PropertyKey,
    receiver: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    if let Some(value) = property::own(prototype, key).and_then(|own| own.value().cloned()) {
        return Ok(value);
    }
    let key = JsValue::from(key.clone());
    realm.reflect.call(
        ReflectOp::Get,
        &[prototype.clone().into(), key, receiver.clone()],
        context,
    )
}

/// `[[HasProperty]]` of what is kept as an own property.
fn has(index: u32, key: &PropertyKey, context: &mut Context) -> JsResult<Option<bool>> {
    let Some(realm) = realm_of(context) else {
        return Ok(None);
    };
    let fetch = with_reads(&realm, |reads| {
        if reads.has_own(index, key) {
            return None;
        }
        as_index(key).map(|at| reads.next_slice(index, at))
    });
    if let Some(Fetch::Slice(from, count)) = fetch {
        fetch_slice(&realm, index, from, count, context)?;
    }
    let has_own = with_reads(&realm, |reads| reads.has_own(index, key));
    Ok(has_own.then_some(true))
}

/// `[[GetOwnProperty]]` of what is kept, if it is configurable: the others have to be on the target.
fn own_property(
    index: u32,
    key: &PropertyKey,
    context: &mut Context,
) -> JsResult<Option<PropertyDescriptor>> {
    let Some(realm) = realm_of(context) else {
        return Ok(None);
    };
    let attributes = with_reads(&realm, |reads| {
        if reads.is_in_run(index, key) {
            return Some(PLAIN_ATTRIBUTES);
        }
        let listed = reads.listed.get(&index)?.as_ref()?;
        let attributes = listed.attributes_of(key)?;
        let known = reads.found.get(&(index, key.clone()));
        let is_known = matches!(known, Some(Kept::Value(_) | Kept::Coming(..)));
        (is_known && attributes & CONFIGURABLE != 0).then_some(attributes)
    });
    let Some(attributes) = attributes else {
        return Ok(None);
    };
    let Some(value) = get(index, key, &JsValue::undefined(), context)? else {
        return Ok(None);
    };
    let has = |bit| attributes & bit != 0;
    let own = PropertyDescriptor::builder()
        .value(value)
        .writable(has(WRITABLE))
        .enumerable(has(ENUMERABLE))
        .configurable(has(CONFIGURABLE));
    Ok(Some(own.build()))
}

/// `[[OwnPropertyKeys]]`.
fn own_keys(index: u32, context: &mut Context) -> JsResult<Option<Vec<PropertyKey>>> {
    let Some(realm) = realm_of(context) else {
        return Ok(None);
    };
    let members = with_reads(&realm, |reads| {
        let is_known = reads.listed.contains_key(&index);
        (!is_known).then(|| reads.next_listed(index))
    });
    if let Some(members) = members {
        fetch_listed(&realm, &members, context)?;
    }
    Ok(with_reads(&realm, |reads| {
        let listed = reads.listed.get(&index)?.as_ref()?;
        listed.cursor.set(0);
        Some(listed.keys.clone())
    }))
}

/// Reads one property.
fn fetch_single(
    realm: &Rc<Realm>,
    index: u32,
    key: &PropertyKey,
    context: &mut Context,
) -> JsResult<Kept> {
    realm.call_host_without_sync(context, |scope| {
        let key = scope.to_host(&JsValue::from(key.clone()))?;
        let args = [
            scope.realm.record(scope.host)?,
            scope.host.number(f64::from(index)),
            key,
        ];
        let result = scope.agent.functions.host_peek.call(scope.host, &args)?;
        Ok(match got(scope, result)? {
            Got::Value(value) => Kept::Value(value),
            Got::Inherit(prototype) => match scope.intrinsic(prototype)? {
                Some(prototype) => Kept::Inherit(prototype),
                None => Kept::Value(JsValue::undefined()),
            },
            Got::Ask => Kept::Ask,
        })
    })
}

/// Reads elements of an array.
fn fetch_slice(
    realm: &Rc<Realm>,
    index: u32,
    from: u32,
    count: u32,
    context: &mut Context,
) -> JsResult<()> {
    fetch(realm, context, |scope| {
        let host = scope.host;
        let number = |number: u32| host.number(f64::from(number));
        let args = [
            scope.realm.record(scope.host)?,
            number(index),
            number(from),
            number(count),
        ];
        let slice = &scope.agent.functions.host_slice;
        let length = slice.call(host, &args)?.as_i32(host);
        let Ok(length) = u32::try_from(length) else {
            with_reads(scope.realm, |reads| reads.runs.insert(index, None));
            return Ok(());
        };
        let elements = scope.read_column(length.min(count));
        with_reads(scope.realm, |reads| reads.keep_slice(index, from, elements));
        Ok(())
    })
}

/// Reads a property of several objects.
fn fetch_column(
    realm: &Rc<Realm>,
    key: &PropertyKey,
    members: &[u32],
    context: &mut Context,
) -> JsResult<()> {
    fetch(realm, context, |scope| {
        let host = scope.host;
        let host_key = scope.to_host(&JsValue::from(key.clone()))?;
        scope.agent.cells.set_indices(members);
        let args = [
            scope.realm.record(scope.host)?,
            host_key,
            host.size(members.len()),
        ];
        scope.agent.functions.host_column.call(host, &args)?;
        let mut values = scope.read_column(u32::try_from(members.len()).unwrap_or(0));
        for kept in &mut values {
            if let Kept::InheritFrom(prototype) = *kept {
                *kept = scope
                    .intrinsic(prototype)?
                    .map_or(Kept::Later, Kept::Inherit);
            }
        }
        with_reads(scope.realm, |reads| {
            reads.enter_group(&values, None);
            for (&member, kept) in members.iter().zip(values) {
                if member != 0 {
                    reads.found.insert((member, key.clone()), kept);
                }
            }
        });
        Ok(())
    })
}

/// Reads all own properties of several objects.
fn fetch_listed(realm: &Rc<Realm>, members: &[u32], context: &mut Context) -> JsResult<()> {
    fetch(realm, context, |scope| {
        let host = scope.host;
        scope.agent.cells.set_indices(members);
        let args = [scope.realm.record(scope.host)?, host.size(members.len())];
        let list = &scope.agent.functions.host_properties;
        let count = list.call(host, &args)?.as_u32(host) as usize;
        let mut reader = Reader::new(&scope.agent.cells);
        for &member in members.iter().take(count) {
            let (tag, length) = reader.next();
            let listed = (tag == tag::PROPERTIES).then(|| scope.read_listed(&mut reader, length));
            if member == 0 {
                continue;
            }
            let listed = listed.flatten();
            with_reads(scope.realm, |reads| {
                let listed = listed.map(|(listed, values)| {
                    for (key, kept) in listed.keys.iter().zip(values) {
                        if !matches!(kept, Kept::Later) {
                            reads.found.insert((member, key.clone()), kept);
                        }
                    }
                    listed
                });
                reads.listed.insert(member, listed);
            });
        }
        Ok(())
    })
}

/// Brings something over, with nothing in the tables that waits to be released: an index that comes over names what it
/// does until the epoch ends. Nothing comes over if what was known has gone with what was released.
fn fetch(
    realm: &Rc<Realm>,
    context: &mut Context,
    f: impl for<'s> FnOnce(&mut MembraneScope<'_, 's>) -> Crossed<'s, ()>,
) -> JsResult<()> {
    let forgotten = realm.host_reads.borrow().forgotten;
    realm.call_host_without_sync(context, |scope| {
        scope.release_dead()?;
        if scope.realm.host_reads.borrow().forgotten != forgotten {
            return Ok(());
        }
        // What comes over is freed at the guest's expense.
        let _charge = Charge::to(Some(&scope.realm.memory));
        f(scope)
    })
}

impl MembraneScope<'_, '_> {
    /// Notes that a host object has come over.
    fn note_coming(&self, kept: &Kept) {
        if let Kept::Coming(index, _) = kept
            && !self.realm.imports.borrow().is_entered(*index)
        {
            self.realm.host_reads.borrow_mut().entered.insert(*index);
        }
    }

    /// As many values as have come over.
    fn read_column(&self, count: u32) -> Vec<Kept> {
        let mut reader = Reader::new(&self.agent.cells);
        let mut values = Vec::with_capacity(count as usize);
        for _ in 0..count {
            let (kept, _) = reader.value();
            self.note_coming(&kept);
            values.push(kept);
        }
        values
    }

    /// The properties of an object, and their values. `None` if a name is not known any more.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length"
    )]
    fn read_listed(&self, reader: &mut Reader<'_>, length: f64) -> Option<(Listed, Vec<Kept>)> {
        let length = length as usize;
        let names: Vec<_> = (0..length).map(|_| reader.name()).collect();
        let mut values = Vec::with_capacity(length);
        let mut attributes = Vec::with_capacity(length);
        for _ in 0..length {
            let (kept, bits) = reader.value();
            self.note_coming(&kept);
            values.push(kept);
            attributes.push(bits);
        }
        let listed = Listed {
            keys: names.into_iter().collect::<Option<_>>()?,
            attributes,
            cursor: Cell::new(0),
        };
        Some((listed, values))
    }

    /// The end of an entry: nothing is kept for the next one, and the host gets back what nobody has read.
    pub(super) fn release_kept_host_reads(&mut self) {
        let entered = {
            let mut reads = self.realm.host_reads.borrow_mut();
            if reads.is_empty() && reads.entered.is_empty() {
                return;
            }
            let _charge = Charge::to(Some(&self.realm.memory));
            reads.forget();
            std::mem::take(&mut reads.entered)
        };
        let imports = self.realm.imports.borrow();
        let mut args = Vec::new();
        for index in entered {
            // What has had a host proxy since is released with that.
            if !imports.is_entered(index) {
                args.push(self.host.number(f64::from(index)));
            }
        }
        drop(imports);
        if args.is_empty() {
            return;
        }
        if let Ok(record) = self.realm.record(self.host) {
            args.insert(0, record);
            // It runs no code of the user's, and fails only while the environment ends.
            let _ = self.agent.functions.release.call(self.host, &args);
        }
    }
}

impl Realm {
    /// The host proxy of a host object that needs nothing of the host.
    fn kept_host_proxy(
        &self,
        index: u32,
        kind: HostKind,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        let known = self.imports.borrow().get(index);
        if let Some(known) = known {
            return Ok(known);
        }
        let handle = self.imports.borrow_mut().handle(index);
        let object = shadow_target::host_proxy(self, handle, kind, context)?;
        self.imports.borrow_mut().insert(index, &object);
        self.host_reads.borrow_mut().entered.remove(&index);
        Ok(object)
    }
}
