//! What may be lost and what a thief needs among very many places, of which not every set is looked at.

use crate::standing::WALLET;
use coldkeep::logbook::{Logbook, WhatIf, standing};

/// A logbook with so many places, `p0` and on, and copies of the wallet `w` there.
fn spread(count: usize, copy: &dyn Fn(usize) -> String) -> Logbook {
    let mut text = format!("format = 1\n{WALLET}\n");
    for at in 0..count {
        text += &format!(
            "[[place]]\nname = \"p{at}\"\n[[copy]]\nid = \"w/{at}\"\nof = \"w\"\nmedium = \"paper\"\nplace = \"p{at}\"\n{}\n",
            copy(at)
        );
    }
    Logbook::parse(text).expect("it is whole")
}

#[test]
fn among_very_many_places_what_was_not_looked_at_is_said() {
    let shares = |needed: usize, of: usize| {
        let book = spread(of, &|at| {
            format!("what = \"share\"\nscheme = \"{needed}of{of}\"\nnumber = {}", at + 1)
        });
        let look = standing(&book, "w", &WhatIf::default()).expect("it is there");
        (look.may_lose, look.thief_needs, look.thief_least)
    };
    // Places that may stand for each other are counted, however many they are.
    for (needed, of) in [(6, 16), (6, 17), (4, 17), (16, 17), (3, 60)] {
        assert_eq!(shares(needed, of), (of - needed, Some(needed), None));
    }
    // Each share lies at the next place as well: no place may stand for another.
    let chain = |needed: usize, of: usize| {
        let book = spread(of, &|at| {
            let share = |number: usize| {
                format!("what = \"share\"\nscheme = \"{needed}of{of}\"\nnumber = {number}\n")
            };
            let next = (at + 1) % of;
            format!(
                "{}[[copy]]\nid = \"w/{at}b\"\nof = \"w\"\nmedium = \"paper\"\nplace = \"p{at}\"\n{}",
                share(at + 1),
                share(next + 1)
            )
        });
        let look = standing(&book, "w", &WhatIf::default()).expect("it is there");
        (look.may_lose, look.thief_needs, look.thief_least)
    };
    // Ten places in a row are the only ones with nine of the shares.
    assert_eq!(chain(8, 16), (9, Some(4), None));
    assert_eq!(chain(8, 30), (4, Some(4), None), "at least so many may be lost");
    assert_eq!(chain(20, 30), (4, None, Some(5)), "at least so many");
    // Not even all of them open it: that is known however many they are.
    let closed =
        spread(17, &|at| format!("what = \"share\"\nscheme = \"20of20\"\nnumber = {}", at + 1));
    let look = standing(&closed, "w", &WhatIf::default()).expect("it is there");
    assert_eq!((look.opens, look.thief_needs, look.thief_least), (false, None, None));
}
