//! The printed sentences of the working sheet for metal plates, in English.

use super::super::{Metal, Template};

pub(super) const METAL: Metal = Metal {
    title: "WORKING SHEET",
    burn: "Whoever reads this sheet owns the wallet. Burn or shred it after the plate has been read back.",
    plate: "Plate: {plate}. Tick each word when it is on the plate.",
    plate_of_squares: "Plate: {plate}.",
    letters: "Four letters decide each English word; no two words share them. A dot is an empty place.",
    places: "For each of the four letters mark its place in the alphabet: A is 1, Z is 26.",
    sums: "The numbers count from 1: abandon is 1, zoo is 2048. Each bracket is a digit; mark the parts in it.",
    bits: "The numbers count from 1: abandon is 1, zoo is 2048. From 2048 at the left to 1 at the right: mark each 1.",
    digits: "The numbers count from 1: abandon is 0001, zoo is 2048.",
    squares: "Mark each black square. At the right stands how many are in the row, below how many in the column: count \
        them on the plate.",
    tiles: "TILES TO PICK",
    fingerprint: "also mark, if it fits: number of words, and the fingerprint",
    watch: "WATCH",
    traps_cassette: [
        "A word of three letters leaves its fourth place empty. Do not fill it.",
        "Fill row by row, from the left; the first side is words 1 to 12.",
        "Tiles fall out when a plate is bent: close it, and keep a second backup elsewhere.",
    ],
    traps_capsule: [
        "A word of three letters has a blank tile in its fourth place.",
        "Mark the direction of reading; put the stop on the end before the rod is turned.",
        "Tiles slide off an open rod: lay it in a tray.",
    ],
    traps_letters: [
        "Stamp a practice row first. Stamps of 3/16 inch stay readable.",
        "O and Q, I and L, B and R are taken for each other when they are shallow: strike hard.",
        "Thin plates show letters from the back in a mirror: read the front only.",
    ],
    traps_dots: [
        "Each word has four columns, or three; one mark in each.",
        "Count from A again at every column. One place too far is another word.",
        "A wrong mark is made good only as the plate's own rule says.",
    ],
    traps_numbers: [
        "Write “1 = abandon” on the plate. Counted from 0, every word is another one: another wallet.",
        "SeedQR and some lists count from 0. Their numbers are one lower than these.",
        "Mark the first word and the upper edge of the plate.",
    ],
    traps_squares: [
        "One block of 5 × 5 at a time, A1 first. Leave a border of four squares on all sides without any mark.",
        "Marks must be dark and the steel light: rub ink or soot into them, and wipe the rest.",
        "Another program may draw other squares for the same words. Never mix two drawings.",
    ],
    read_back: "READ BACK, FROM THE PLATE AND NOT FROM THIS SHEET",
    back_letters: [
        "`coldkeep restore`, on a computer that stays offline: type the four letters of each word.",
        "The fingerprint must be the one above. Another person reads aloud better than you do.",
        "Any wallet that says BIP-39 takes the words; most take four letters of each.",
    ],
    back_sums: [
        "`coldkeep restore --as stackbit`, on a computer that stays offline: type `0.1.1.24` for () (1) (1) (2,4).",
        "The fingerprint must be the one above.",
        "Without it: the digits of a number are the sums of their parts. The BIP-39 list, counted from 1, gives the words.",
    ],
    back_bits: [
        "`coldkeep restore --as tinyseed`, on a computer that stays offline: 1 for a mark and 0 for none.",
        "The fingerprint must be the one above.",
        "Without it: a number is the sum of 2048, 1024 … 1 where marks are. The BIP-39 list, counted from 1, gives the words.",
    ],
    back_numbers: [
        "Write the numbers into a file in memory, and `coldkeep restore --count-from 1 FILE`.",
        "The fingerprint must be the one above. Then remove the file.",
        "Without it: the BIP-39 list, counted from 1, gives the words; any BIP-39 wallet takes them.",
    ],
    back_squares: [
        "Scan the plate with the wallet, or photograph it with what stays offline: `coldkeep restore PHOTO` gives the \
            fingerprint above.",
        "A camera that finds no code: a little out of focus the marks run together, and it does. Then remove the photograph.",
        "Any reader of QR codes shows four digits a word, counted from 0: 0000 is abandon, 2047 is zoo.",
    ],
    lasting: "In published fire, acid and press tests one solid piece of stainless steel or titanium, punched or stamped \
        deep, lasts best; loose tiles last less well. No plate keeps a secret from who finds it.",
    template: Template {
        title: "TEMPLATE IN FULL SIZE",
        size: "For plain steel of {w} × {h} mm or larger. Print at 100 %: the frame must measure that.",
        strike: "Tape it on the steel and strike through the middle of each black square, first lightly, then deep.",
        stamp: "Tape it beside the steel, or draw its lines on it with a scriber; stamps of 3/16 inch fit the places.",
        sold: "A plate that is sold with places of its own is marked there, by the working sheet.",
        counts_from_0: "The numbers in it count from 0: abandon is 0000, zoo is 2047.",
        counts_from_1: "Its numbers count from 1: abandon is 1, zoo is 2048. Write “1 = abandon” on the plate.",
        front: "front: words 1 to 12",
        back: "back: words 13 to 24",
    },
};
