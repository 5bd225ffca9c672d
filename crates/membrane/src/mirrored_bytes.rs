//! Mirrors of binary data: a buffer of the guest and bytes of the host that are to be the same.
//!
//! Each mirror keeps the bytes as both sides last had them. A side is given only what the other has changed
//! since, so that several mirrors may show parts of one another (two Buffers over one ArrayBuffer, say),
//! and so that a synchronisation which did not come to its end is made up for by the next one.

use boa_engine::object::JsObject;

use node_api::{HostRef, HostValue};

use super::{
    exports::ExportId, failure::Crossed, guest_buffer::GuestBuffer, mirrors::MirrorId,
    scope::MembraneScope,
};

/// The side that ran, and whose changes go to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Guest,
    Host,
}

#[derive(Debug)]
struct Mirror {
    id: MirrorId,
    /// The guest's buffer, for a pair that comes from the guest; the table of imports has the others.
    guest: Option<JsObject>,
    /// The host's bytes, a `Uint8Array`; `None` until the host could be asked.
    bytes: Option<HostRef>,
    /// Whether the host's bytes are part of a buffer that the guest can't have as a whole.
    is_part: bool,
    seen: Vec<u8>,
}

/// The mirrors of a realm.
#[derive(Debug, Default)]
pub struct Buffers {
    mirrors: Vec<Mirror>,
    /// Bytes mirrored since the last collection.
    added: usize,
}

/// Boa does not count the bytes of buffers: it collects after so many, and as many as are alive.
const COLLECT_AFTER: usize = 32 << 20;

impl Buffers {
    /// One half is gone.
    pub fn end(&mut self, mirror_id: MirrorId) {
        self.mirrors.retain(|mirror| mirror.id != mirror_id);
    }

    /// Whether Boa should look for buffers that the guest has let go of.
    pub fn wants_collection(&mut self) -> bool {
        if self.added < COLLECT_AFTER {
            return false;
        }
        let alive: usize = self.mirrors.iter().map(|mirror| mirror.seen.len()).sum();
        let is_due = self.added * 2 >= alive;
        if is_due {
            self.added = 0;
        }
        is_due
    }

    fn add(&mut self, mirror: Mirror) {
        // An index is used again, and a number's object may have got another counterpart.
        self.end(mirror.id);
        self.added += mirror.seen.len();
        self.mirrors.push(mirror);
    }
}

impl<'s> MembraneScope<'_, 's> {
    /// A guest buffer has a counterpart in the host, which gets its bytes now.
    pub fn mirror_guest_buffer(&mut self, id: ExportId, guest: &JsObject) -> Crossed<'s, ()> {
        let mut mirror = Mirror {
            id: MirrorId::Guest(id),
            guest: Some(guest.clone()),
            bytes: None,
            is_part: false,
            seen: Vec::new(),
        };
        let result = self.synchronise(&mut mirror, Source::Guest);
        self.realm.buffers.borrow_mut().add(mirror);
        result.map(|_| ())
    }

    /// Bytes of the host have a buffer of the guest, which has them all.
    pub fn mirror_host_bytes(
        &mut self,
        index: u32,
        bytes: HostValue<'s>,
        is_part: bool,
        seen: Vec<u8>,
    ) {
        let mirror = Mirror {
            id: MirrorId::Host(index),
            guest: None,
            bytes: Some(HostRef::weak(self.host, bytes)),
            is_part,
            seen,
        };
        self.realm.buffers.borrow_mut().add(mirror);
    }

    /// What the host wrote, resized or detached is so in the guest.
    pub fn buffers_to_guest(&mut self) -> Crossed<'s, ()> {
        self.each_mirror(Source::Host)
    }

    /// What the guest wrote, resized or detached is so in the host.
    pub fn buffers_to_host(&mut self) -> Crossed<'s, ()> {
        self.each_mirror(Source::Guest)
    }

    /// A failure ends nothing: each mirror gets its turn now, and another one with the next crossing.
    fn each_mirror(&mut self, source: Source) -> Crossed<'s, ()> {
        if self.realm.buffers.borrow().mirrors.is_empty() {
            return Ok(());
        }
        let mut mirrors = std::mem::take(&mut self.realm.buffers.borrow_mut().mirrors);
        let mut result = Ok(());
        mirrors.retain_mut(|mirror| match self.synchronise(mirror, source) {
            Ok(is_alive) => is_alive,
            Err(failure) => {
                if result.is_ok() {
                    result = Err(failure);
                }
                true
            }
        });
        let mut buffers = self.realm.buffers.borrow_mut();
        mirrors.append(&mut buffers.mirrors);
        buffers.mirrors = mirrors;
        result
    }

    /// Gives one side what the other has changed; false when the mirror has ended.
    fn synchronise(&mut self, mirror: &mut Mirror, source: Source) -> Crossed<'s, bool> {
        let guest = match mirror.id {
            MirrorId::Guest(_) => mirror.guest.clone(),
            MirrorId::Host(index) => self.realm.imports.borrow().get(index),
        };
        let Some(guest) = guest.as_ref().and_then(GuestBuffer::of) else {
            return Ok(false);
        };
        let Some(bytes) = self.bytes_of_mirror(mirror)? else {
            return Ok(false);
        };
        match (guest.is_detached(), bytes.is_detached(self.host)) {
            (false, false) => {}
            (false, true) => {
                guest.detach()?;
                return Ok(false);
            }
            (true, is_detached) => {
                if !is_detached && !mirror.is_part {
                    let detach = &self.agent.functions.detach_buffer;
                    detach.call(self.host, &[bytes])?;
                }
                return Ok(false);
            }
        }
        match source {
            Source::Guest => self.give_to_host(mirror, &guest, bytes),
            Source::Host => self.give_to_guest(mirror, &guest, bytes)?,
        }
        Ok(true)
    }

    /// The host's bytes of a mirror, `None` when V8 has collected them.
    fn bytes_of_mirror(&mut self, mirror: &mut Mirror) -> Crossed<'s, Option<HostValue<'s>>> {
        if let Some(bytes) = &mirror.bytes {
            return Ok(bytes.get(self.host));
        }
        let Some((_, buffer)) = self.ends_of(mirror.id)? else {
            return Ok(None);
        };
        let bytes = self.agent.functions.bytes_of.call(self.host, &[buffer])?;
        mirror.bytes = Some(HostRef::weak(self.host, bytes));
        Ok(Some(bytes))
    }

    fn give_to_host(&mut self, mirror: &mut Mirror, guest: &GuestBuffer, bytes: HostValue<'s>) {
        if guest.byte_length() != mirror.seen.len() && !mirror.is_part {
            self.resize_host(bytes, guest.byte_length());
        }
        let host = self.host;
        let room = bytes.byte_length(host);
        guest.with_bytes(|now| {
            let now = &now[..now.len().min(room)];
            if now != mirror.seen.as_slice() {
                bytes.write_changes(host, now, &mirror.seen);
                now.clone_into(&mut mirror.seen);
            }
        });
    }

    /// What could not be resized is tried again with the next crossing: `seen` has the length that both
    /// sides have.
    fn resize_host(&mut self, bytes: HostValue<'s>, length: usize) {
        if bytes.byte_length(self.host) != length {
            let args = [bytes, self.host.size(length)];
            let resize = &self.agent.functions.resize_buffer;
            let _ = resize.call(self.host, &args);
        }
    }

    fn give_to_guest(
        &mut self,
        mirror: &mut Mirror,
        guest: &GuestBuffer,
        bytes: HostValue<'s>,
    ) -> Crossed<'s, ()> {
        if bytes.has_bytes(self.host, &mirror.seen) {
            return Ok(());
        }
        let length = bytes.byte_length(self.host);
        if length != mirror.seen.len() && length != guest.byte_length() && !mirror.is_part {
            guest.resize(length, self.context)?;
        }
        let mut now = vec![0; length.min(guest.byte_length())];
        bytes.read_bytes(self.host, &mut now);
        guest.write_changes(&now, &mirror.seen, self.context)?;
        mirror.seen = now;
        Ok(())
    }
}
