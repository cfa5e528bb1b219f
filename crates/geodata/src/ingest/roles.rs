//! What the roles of indicators must keep to. An unknown role is refused where the catalogue is read, with its line.

use std::collections::BTreeSet;
use std::mem::discriminant;

use super::fault::{At, Fault};
use crate::domain::{AgeGroup, Catalogue, Role};

const FILE: &str = "catalogue.toml";

/// The roles that one indicator may have, by their word in the catalogue.
const FOR_ONE: [(&str, Role); 2] = [("population", Role::Population), ("default_indicator", Role::DefaultIndicator)];

/// Every role that is missing, given twice, or at odds with another.
pub fn check(catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    if catalogue.by_role(&Role::Population).next().is_none() {
        let expected = "one indicator with the role \"population\": coverage and memberships are measured with it";
        faults.push(Fault::new(FILE, At::Whole, "roles", "no population", expected));
    }
    let at =
        |id: &str, found: String, expected: &str| Fault::new(FILE, At::Item(id.to_owned()), "roles", found, expected);
    for (word, role) in &FOR_ONE {
        for again in catalogue.by_role(role).skip(1) {
            faults.push(at(&again.id, format!("\"{word}\" again"), "one indicator with this role"));
        }
    }
    let mut taken: Vec<(&Role, u8)> = Vec::new();
    for indicator in &catalogue.indicators {
        let id = &indicator.id;
        let kinds = indicator.roles.iter().map(|role| format!("{:?}", discriminant(role)));
        if kinds.collect::<BTreeSet<_>>().len() < indicator.roles.len() {
            faults.push(at(id, "a role twice".to_owned(), "each role once"));
        }
        for role in &indicator.roles {
            if let Role::AgeGroup(AgeGroup { from, to, shade }) = role {
                if to.is_some_and(|to| to < *from) || !(1..=5).contains(shade) {
                    let expected = "a last age from the first age on, and a shade from 1 to 5";
                    faults.push(at(id, format!("ages {from} to {to:?}, shade {shade}"), expected));
                }
            } else if role.is_ordered() {
                let order = role.order();
                let doubled = taken.iter().any(|(one, at)| discriminant(*one) == discriminant(role) && *at == order);
                if order == 0 || doubled {
                    faults.push(at(id, format!("order {order}"), "an order from 1 that no other has in this role"));
                }
                taken.push((role, order));
            }
        }
    }
    faults
}
