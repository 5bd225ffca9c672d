//! Counts the instructions that guest code takes, where a realm or a run has a limit (`engine/changes`:
//! instruction-budget).
//!
//! The engine counts while guest code runs on a guest stack, and not while the host works for it, so what the
//! host does for a crossing never counts. The entries inside a run take from what it has left. Jobs count together, as
//! their time does (`microtasks.rs`).

use boa_engine::Context;

use super::{
    agent::Agent,
    realm::{Realm, RunLimits},
};

/// What a run asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InstructionTerms {
    /// What its realm allows.
    #[default]
    OfRealm,
    /// No more than so many, either.
    AtMost(u64),
    /// It is code of the package, for which nobody has to pay.
    Free,
}

/// The instructions that an entry may take.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The limit that they come from.
    pub limit: u64,
    /// How many it was given.
    given: u64,
    left: u64,
    /// Whether it wanted more.
    pub is_exceeded: bool,
}

impl Budget {
    /// A budget of what is left of a limit.
    fn new(limit: u64, left: u64) -> Self {
        Self {
            limit,
            given: left,
            left,
            is_exceeded: false,
        }
    }

    /// How many were taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.given - self.left
    }
}

impl Agent {
    /// The instructions of an entry that begins now, inside the ones that are under way; `None` if nothing counts them.
    pub(super) fn budget(&self, realm: &Realm, limits: RunLimits) -> Option<Budget> {
        let outer = self.runs.borrow().last().and_then(|run| run.instructions);
        let inherited = outer.map(|outer| Budget::new(outer.limit, outer.left));
        let own = match limits.instructions {
            InstructionTerms::AtMost(limit) => Some(Budget::new(limit, limit)),
            _ => None,
        };
        let of_realm = realm
            .instructions
            .get()
            .filter(|_| limits.instructions != InstructionTerms::Free)
            .map(|limit| Budget::new(limit, realm.chain.instructions_left(limit)));
        [own, of_realm, inherited]
            .into_iter()
            .flatten()
            .min_by_key(|budget| budget.left)
    }

    /// The innermost entry ends: the one around it has that much less. Gives how many instructions were taken.
    pub(super) fn settle_budget(&self, ended: Option<Budget>) -> u64 {
        let Some(ended) = ended else { return 0 };
        let mut runs = self.runs.borrow_mut();
        if let Some(outer) = runs.last_mut().and_then(|run| run.instructions.as_mut()) {
            outer.left = outer.left.saturating_sub(ended.taken());
        }
        ended.taken()
    }

    /// Guest code of the innermost entry begins or goes on.
    pub(super) fn count_instructions(&self, context: &mut Context) {
        let budget = self.runs.borrow().last().and_then(|run| run.instructions);
        if let Some(budget) = budget {
            context.count_instructions(Some(budget.left));
        }
    }

    /// Guest code of the innermost entry has come to its end, or waits for the host.
    pub(super) fn note_instructions(&self, context: &mut Context) {
        let Some(left) = context.instructions_left() else {
            return;
        };
        let is_exceeded = context.has_exceeded_instructions();
        context.count_instructions(None);
        let mut runs = self.runs.borrow_mut();
        if let Some(budget) = runs.last_mut().and_then(|run| run.instructions.as_mut()) {
            budget.left = left;
            budget.is_exceeded |= is_exceeded;
        }
    }

    /// What the innermost entry has left.
    pub(super) fn instructions_left(&self) -> Option<u64> {
        let runs = self.runs.borrow();
        Some(runs.last()?.instructions?.left)
    }

    /// The limit that the innermost entry wanted to exceed.
    pub(super) fn exceeded_instructions(&self) -> Option<u64> {
        let budget = self.runs.borrow().last()?.instructions?;
        budget.is_exceeded.then_some(budget.limit)
    }
}
