//! What was freed is gone, what lies on the stack goes, and nobody may look in: seen in the process's
//! own memory through `/proc/self/mem`.

use crate::support_pty::Person;
use crate::{child_task, in_a_child, said, tell};
use coldkeep::host::memory::{Locked, available, protect, scrub_stack};
use coldkeep::host::{ScreenPage, WordEntry};
use std::os::unix::fs::FileExt;

/// The mark is never stored as it is: every byte is turned over.
const TURNED: [u8; 24] = *b"\x9d\x90\x93\x9b\x94\x9a\x9a\x8f\xdf\x92\x9a\x92\x90\x8d\x86\xdf\x92\x9e\x8d\x94\xdf\xc8\xc7\xc6";

fn write_mark(room: &mut [u8]) {
    for (byte, turned) in room.iter_mut().zip(TURNED.iter().cycle()) {
        *byte = !turned;
    }
}

fn marks_in_memory() -> usize {
    found_in_memory(&TURNED)
}

/// Counts a turned text in all writable memory, without the window it is looked for in.
fn found_in_memory(turned: &[u8]) -> usize {
    let memory = std::fs::File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut window = vec![0_u8; 64 << 10];
    let own = window.as_ptr().addr()..window.as_ptr().addr() + window.len();
    let mut found = 0;
    for line in
        maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|m| m.starts_with("rw")))
    {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let end = usize::from_str_radix(to, 16).unwrap();
        let mut at = usize::from_str_radix(from, 16).unwrap();
        while at < end {
            let len = window.len().min(end - at);
            let Ok(read) = memory.read_at(&mut window[..len], at as u64) else { break };
            let hits =
                window[..read].windows(turned.len()).enumerate().filter(|(offset, bytes)| {
                    !own.contains(&(at + offset))
                        && bytes.iter().zip(turned).all(|(b, t)| *b == !*t)
                });
            found += hits.count();
            if read <= turned.len() {
                break;
            }
            at += read - turned.len();
            if at + turned.len() >= end {
                break;
            }
        }
    }
    window.fill(0);
    found
}

#[inline(never)]
fn leave_marks_on_the_stack() -> u8 {
    let mut room = [0_u8; 100_000];
    write_mark(&mut room);
    std::hint::black_box(&mut room)[7]
}

#[test]
fn a_child_that_looks_into_its_own_memory() {
    let Some(_) = child_task() else { return };
    tell(&format!("clean {}", marks_in_memory() == 0));

    let kept = {
        let mut room = vec![0; 240];
        write_mark(&mut room);
        room
    };
    tell(&format!("kept {}", marks_in_memory() >= 10));
    drop(kept);
    tell(&format!("freed {}", marks_in_memory() == 0));

    let mut growing: Vec<u8> = Vec::new();
    for turned in TURNED.iter().cycle().take(24 * 20_000) {
        growing.push(!turned);
    }
    tell(&format!("grown {}", marks_in_memory() >= 20_000));
    growing.fill(0);
    std::hint::black_box(&mut growing);
    tell(&format!("moved {}", marks_in_memory() == 0));

    leave_marks_on_the_stack();
    tell(&format!("stack {}", marks_in_memory() > 0));
    scrub_stack();
    tell(&format!("scrubbed {}", marks_in_memory() == 0));
}

#[test]
fn freed_blocks_and_the_scrubbed_stack_hold_no_secret() {
    let output = in_a_child("memory::a_child_that_looks_into_its_own_memory", "look");
    let steps = ["clean", "kept", "freed", "grown", "moved", "stack", "scrubbed"];
    assert_eq!(said(&output), steps.map(|step| format!("{step} true")), "{output:?}");
}

#[test]
fn a_child_that_asks_for_secrets() {
    let Some(_) = child_task() else { return };
    // "crater horse" and "female moon", turned over.
    let (hidden, words) = (
        *b"\x9c\x8d\x9e\x8b\x9a\x8d\xdf\x97\x90\x8d\x8c\x9a",
        *b"\x99\x9a\x92\x9e\x93\x9a\xdf\x92\x90\x90\x91",
    );
    let mut person = Person::new();
    person.while_asked(
        |console| {
            let secret = console.ask_hidden("Passphrase: ").unwrap();
            tell(&format!("held {}", found_in_memory(&hidden) > 0));
            drop(secret);
            let entry = WordEntry {
                list: &["eye", "female", "moon"],
                lengths: &[2],
                title: "",
                row_check: None,
                ..WordEntry::default()
            };
            let typed = console.type_words(&entry).unwrap();
            tell(&format!("typed {}", found_in_memory(&words) > 0));
            let lines = vec![typed.text];
            let page = ScreenPage { title: "page".to_owned(), lines };
            console.show_pages(&[page]).unwrap();
            scrub_stack();
        },
        |person| {
            person.sees("Passphrase: ");
            while person.is_as_before() {
                std::thread::yield_now();
            }
            person.types("crater horse\r");
            person.sees("Word 1");
            person.types("female moon ");
            person.sees("[Enter] clears");
            person.types("\r");
        },
    );
    // The person saw the words too, on this thread's stack.
    drop(person);
    scrub_stack();
    tell(&format!("hidden gone {}", found_in_memory(&hidden) == 0));
    tell(&format!("words gone {}", found_in_memory(&words) == 0));
}

#[test]
fn answers_and_pages_are_gone_from_memory_when_they_were_used() {
    let output = in_a_child("memory::a_child_that_asks_for_secrets", "ask");
    let steps = ["held", "typed", "hidden gone", "words gone"];
    assert_eq!(said(&output), steps.map(|step| format!("{step} true")), "{output:?}");
}

#[test]
fn a_child_that_protects_itself() {
    let Some(_) = child_task() else { return };
    let granted = protect();
    tell(&format!("{} {}", granted.no_core, granted.not_dumpable));
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let locked = status.lines().find_map(|line| line.strip_prefix("VmLck:")).unwrap();
    let locked: u64 = locked.trim().trim_end_matches(" kB").parse().unwrap();
    tell(&format!("locked {}", (locked > 0) == (granted.locked != Locked::None)));
    let limit = std::fs::read_to_string("/proc/self/limits").unwrap();
    let core = limit.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    tell(&core.split_whitespace().collect::<Vec<_>>().join(" "));
    // scrypt at work factor 18 asks for this much at once.
    let large: Vec<u8> = vec![1; 256 << 20];
    tell(&format!("room {}", std::hint::black_box(large).len() == 256 << 20));
}

#[test]
fn a_protected_process_is_not_dumped_is_locked_and_still_gets_memory() {
    let output = in_a_child("memory::a_child_that_protects_itself", "protect");
    let expected = ["true true", "locked true", "Max core file size 0 0 bytes", "room true"];
    assert_eq!(said(&output), expected, "{output:?}");
}

#[test]
fn the_memory_that_is_left_is_known() {
    assert!(available().is_some_and(|bytes| bytes > 1 << 20));
}
