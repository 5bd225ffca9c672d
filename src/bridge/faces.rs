//! The table of guest objects that the host can see. Each is rooted in Boa until V8 has collected its
//! face, which native code refers to weakly.

use std::collections::HashMap;

use boa_engine::object::JsObject;

use super::napi::{HostRef, HostValue};

/// Where an object lives: the same for two references to one object, as long as it is alive.
#[must_use]
pub fn address_of(object: &JsObject) -> usize {
    std::ptr::from_ref(object.as_ref()).cast::<()>() as usize
}

/// The number of a guest object that the host can see. The host's half has it as a double, which is exact
/// for the first 2^53.
pub type FaceId = u64;

#[derive(Debug)]
struct Face {
    object: JsObject,
    /// `None` while the face is being made.
    face: Option<HostRef>,
}

/// Guest objects by their numbers, which are never used again: others keep them.
#[derive(Debug, Default)]
pub struct Faces {
    entries: HashMap<FaceId, Face>,
    last: FaceId,
    by_address: HashMap<usize, FaceId>,
    added_since_sweep: usize,
}

/// A sweep is due when so many faces were made, and as many as are alive.
const SWEEP_AFTER: usize = 256;

impl Faces {
    /// The face of an object, if V8 still has it.
    #[must_use]
    pub fn face(&self, object: &JsObject) -> Option<HostValue> {
        self.known(object).map(|(_, face)| face)
    }

    /// The number and the face of an object, if V8 still has it.
    #[must_use]
    pub fn known(&self, object: &JsObject) -> Option<(FaceId, HostValue)> {
        let id = *self.by_address.get(&address_of(object))?;
        Some((id, self.face_at(id)?))
    }

    /// The face with a number.
    #[must_use]
    pub fn face_at(&self, id: FaceId) -> Option<HostValue> {
        self.entries.get(&id)?.face.as_ref()?.get()
    }

    /// Guest objects of which the host has a face.
    pub fn objects(&self) -> impl Iterator<Item = (FaceId, &JsObject)> {
        self.entries.iter().map(|(&id, face)| (id, &face.object))
    }

    /// How many guest objects the host sees, as of the last sweep.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The guest object with a number.
    #[must_use]
    pub fn object(&self, id: FaceId) -> Option<JsObject> {
        Some(self.entries.get(&id)?.object.clone())
    }

    /// Gives an object a number, before its face is made. An old number, whose face is gone, ends.
    pub fn reserve(&mut self, object: &JsObject) -> FaceId {
        let address = address_of(object);
        if let Some(old) = self.by_address.get(&address).copied() {
            self.remove(old);
        }
        self.last += 1;
        let id = self.last;
        let entry = Face {
            object: object.clone(),
            face: None,
        };
        self.entries.insert(id, entry);
        self.by_address.insert(address, id);
        self.added_since_sweep += 1;
        id
    }

    /// The face of a number is made.
    pub fn attach(&mut self, id: FaceId, face: HostRef) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.face = Some(face);
        }
    }

    fn remove(&mut self, id: FaceId) {
        if let Some(entry) = self.entries.remove(&id) {
            self.by_address.remove(&address_of(&entry.object));
        }
    }

    /// Whether enough faces were made that some may be gone.
    #[must_use]
    pub fn wants_sweep(&self) -> bool {
        self.added_since_sweep >= SWEEP_AFTER && self.added_since_sweep * 2 >= self.entries.len()
    }

    /// Lets go of objects whose faces V8 has collected. Needs a handle scope.
    pub fn sweep(&mut self) {
        self.added_since_sweep = 0;
        let is_dead = |face: &Face| face.face.as_ref().is_some_and(|face| face.get().is_none());
        let dead: Vec<FaceId> = self
            .entries
            .iter()
            .filter_map(|(&id, face)| is_dead(face).then_some(id))
            .collect();
        for id in dead {
            self.remove(id);
        }
    }
}
