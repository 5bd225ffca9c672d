//! What the host says of its `Intl`: what it looks like, and which options its operations read.
//! lib/membrane/intl/describe.js has the other half.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use boa_engine::{JsString, JsSymbol, property::PropertyKey};

use guest_engine::intl::{Class, Description, Hint, Letter, Member, Plan, Sort};

use node_api::HostValue;

use super::super::{failure::Crossed, scope::MembraneScope};

/// What the host has said of `Intl`, which is the same for all realms.
#[derive(Debug, Default)]
pub struct IntlKnowledge {
    /// What it looks like.
    pub description: RefCell<Option<Rc<Description>>>,
    /// Which options its operations read, by the numbers of the plans.
    pub plans: RefCell<HashMap<u32, Rc<Plan>>>,
}

impl<'s> MembraneScope<'_, 's> {
    /// What `Intl` looks like.
    pub fn describe_intl(&mut self) -> Crossed<'s, Rc<Description>> {
        if let Some(known) = self.agent.intl.description.borrow().clone() {
            return Ok(known);
        }
        let description = self.agent.functions.describe_intl.call(self.host, &[])?;
        let host = self.host;
        let classes = elements(self, description.element(host, 1))
            .into_iter()
            .map(|class| self.class(class))
            .collect();
        let description = Rc::new(Description {
            namespace: self.members(description.element(host, 0)),
            classes,
        });
        *self.agent.intl.description.borrow_mut() = Some(description.clone());
        Ok(description)
    }

    /// Which options an operation reads.
    pub fn plan_intl(&mut self, number: u32) -> Crossed<'s, Rc<Plan>> {
        if let Some(known) = self.agent.intl.plans.borrow().get(&number).cloned() {
            return Ok(known);
        }
        let host = self.host;
        let arg = host.number(f64::from(number));
        let list = self.agent.functions.plan_intl.call(host, &[arg])?;
        let list = elements(self, list);
        let (wraps, options) = list.split_first().unzip();
        let options = options
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|pair| {
                let hint = match pair[1].as_i32(host) {
                    0 => Hint::Text,
                    1 => Hint::Number,
                    _ => Hint::Truth,
                };
                (pair[0].as_string(host), hint)
            })
            .collect();
        let wraps_primitives = wraps.is_some_and(|wraps| wraps.as_bool(host));
        let plan = Rc::new(Plan {
            options,
            wraps_primitives,
        });
        self.agent
            .intl
            .plans
            .borrow_mut()
            .insert(number, plan.clone());
        Ok(plan)
    }

    fn class(&self, class: HostValue<'s>) -> Class {
        let host = self.host;
        let own = class.element(host, 0);
        Class {
            name: own.element(host, 0).as_string(host),
            length: own.element(host, 1).as_u32(host) as usize,
            operation: u32::try_from(own.element(host, 2).as_i32(host)).ok(),
            letters: self.letters(own.element(host, 3), own.element(host, 4)),
            callable: own.element(host, 5).as_bool(host),
            statics: self.members(class.element(host, 1)),
            prototype: self.members(class.element(host, 2)),
        }
    }

    fn members(&self, list: HostValue<'s>) -> Vec<Member> {
        let members = elements(self, list).into_iter();
        members.filter_map(|one| self.member(one)).collect()
    }

    fn member(&self, member: HostValue<'s>) -> Option<Member> {
        let host = self.host;
        let sort = match member.element(host, 0).as_i32(host) {
            0 => Sort::Method,
            1 => Sort::Getter,
            2 => Sort::Bound,
            3 => Sort::Tag,
            4 => Sort::Constructor,
            5 => Sort::Class,
            _ => return None,
        };
        Some(Member {
            sort,
            key: key_of(&member.element(host, 1).as_string(host)),
            name: member.element(host, 2).as_string(host),
            length: member.element(host, 3).as_u32(host) as usize,
            operation: member.element(host, 4).as_u32(host),
            letters: self.letters(member.element(host, 5), member.element(host, 6)),
        })
    }

    fn letters(&self, letters: HostValue<'s>, plan: HostValue<'s>) -> Rc<[Letter]> {
        let plan = u32::try_from(plan.as_i32(self.host)).unwrap_or_default();
        let letters = letters.as_string(self.host).to_std_string_lossy();
        let letters = letters.chars();
        letters.filter_map(|one| Letter::of(one, plan)).collect()
    }
}

fn elements<'s>(scope: &MembraneScope<'_, 's>, list: HostValue<'s>) -> Vec<HostValue<'s>> {
    let host = scope.host;
    let length = list.array_length(host);
    (0..length).map(|index| list.element(host, index)).collect()
}

fn key_of(text: &JsString) -> PropertyKey {
    if *text == "@@iterator" {
        return JsSymbol::iterator().into();
    }
    if *text == "@@toStringTag" {
        return JsSymbol::to_string_tag().into();
    }
    text.clone().into()
}
