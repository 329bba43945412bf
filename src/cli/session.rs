//! One run of the program: how it talks, what it may ask, and the warnings that it gave.

use super::args::Global;
use super::failure::{Exit, Failure};
use super::guard;
use super::line::at_home;
use crate::host::memory::{Locked, Protection};
use crate::host::{
    self, Cause, Console, HostError, Progress, ScreenPage, SecretRead, SecretSource, SignEntry,
    Speech, WordEntry,
};
use crate::keys::Network;
use crate::secret::{SecretBytes, SecretText};
use crate::seed::Language;
use std::path::{Path, PathBuf};

/// The most that a typed or piped secret may hold, in bytes.
pub(crate) const SECRET_LIMIT: usize = 64 * 1024;

/// The state of one run.
pub(crate) struct Session {
    console: Option<Console>,
    speech: Speech,
    columns: Option<usize>,
    pub(crate) network: Network,
    pub(crate) practice: bool,
    pub(crate) json: bool,
    quiet: bool,
    verbose: bool,
    no_input: bool,
    allow_recording: bool,
    /// The language of the words, where it was said.
    pub(crate) language: Option<Language>,
    home: Option<PathBuf>,
    /// What the system granted to keep secrets out of dumps and swap.
    pub(crate) protection: Option<Protection>,
    warnings: Vec<Failure>,
    /// Descriptors that were read already.
    descriptors: Vec<i32>,
    /// The links to a network that were seen before the cage was closed, where a secret may be met later.
    pub(crate) links: Vec<String>,
}

impl Session {
    /// A run with these global flags; the terminal is opened now, because the sandbox closes the way to it.
    pub(crate) fn new(global: &Global) -> Self {
        Self {
            console: if global.no_input { None } else { Console::open().ok() },
            speech: Speech::new(global.no_color),
            columns: host::stdout_columns(),
            network: global.network.into(),
            practice: global.practice,
            json: global.json,
            quiet: global.quiet,
            verbose: global.verbose,
            no_input: global.no_input,
            allow_recording: false,
            language: None,
            home: global.home.clone(),
            protection: None,
            warnings: Vec::new(),
            descriptors: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The command was given `--allow-recording`.
    pub(crate) fn allow_recording(&mut self, allowed: bool) {
        self.allow_recording = allowed;
    }

    /// Tells what the system granted to keep secrets out of dumps and swap; warns where it did not.
    pub(crate) fn tell_protection(&mut self, protection: Protection) {
        self.protection = Some(protection);
        let locked = match protection.locked {
            Locked::All => "all memory is locked",
            Locked::StackAndHeap => "stack and heap are locked",
            Locked::None => "no memory is locked",
        };
        let yes = |granted: bool| if granted { "yes" } else { "no" };
        self.detail(&format!(
            "core files off: {}; other processes kept out: {}; {locked}",
            yes(protection.no_core),
            yes(protection.not_dumpable)
        ));
        if protection.swap_on && protection.locked != Locked::All {
            self.detail(
                "swap is in use: secrets could reach the disk there unless it is encrypted",
            );
        }
    }

    /// Where wallets are kept.
    ///
    /// # Errors
    /// `no-home` when neither a flag nor the system says where.
    pub(crate) fn home(&self) -> Result<PathBuf, Failure> {
        Ok(host::home_path(self.home.as_deref())?)
    }

    /// The warnings given so far.
    pub(crate) fn warnings(&self) -> &[Failure] {
        &self.warnings
    }

    /// A line of conversation, on stderr.
    pub(crate) fn say(&self, line: &str) {
        if !self.quiet {
            self.speech.say(&at_home(line));
        }
    }

    /// How many characters a line of a report has, where it goes to a terminal.
    pub(crate) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Whether colours are used in the conversation.
    pub(crate) fn has_colours(&self) -> bool {
        self.speech.is_coloured()
    }

    /// Whether anybody hears of what was found on the way.
    pub(crate) fn tells(&self) -> bool {
        self.json || !self.quiet
    }

    /// A line that was asked for, with `--quiet` too.
    pub(crate) fn show_line(&self, line: &str) {
        self.speech.say(line);
    }

    /// A line that tells how far a long work is, where there is a terminal to show it on.
    pub(crate) fn progress(&self) -> Option<Progress> {
        if self.quiet { None } else { Progress::on_terminal() }
    }

    /// A line for `--verbose` only.
    pub(crate) fn detail(&self, line: &str) {
        if self.verbose {
            self.speech.say(line);
        }
    }

    /// A warning, once a run for each slug: on stderr, and in the JSON.
    pub(crate) fn warn(&mut self, warning: Failure) {
        if self.warnings.iter().any(|given| given.slug() == warning.slug()) {
            return;
        }
        self.say_failure(&warning);
        self.warnings.push(warning);
    }

    /// A failure or refusal that does not end the run yet, or the one that does.
    pub(crate) fn say_failure(&self, failure: &Failure) {
        self.speech.say(failure.painted(self.speech).trim_end_matches('\n'));
    }

    /// Whether a person can be asked at all.
    pub(crate) fn can_ask(&self) -> bool {
        self.console.is_some()
    }

    fn terminal(&mut self) -> Result<&mut Console, Failure> {
        self.console.as_mut().ok_or_else(|| HostError::NoTerminal.into())
    }

    /// Asks for a secret, which is not shown.
    pub(crate) fn ask_hidden(&mut self, prompt: &str) -> Result<SecretText, Failure> {
        Ok(self.terminal()?.ask_hidden(&format!("{prompt}: "))?)
    }

    /// Asks for a new secret twice; an empty first answer stands for itself.
    pub(crate) fn ask_hidden_twice(&mut self, prompt: &str) -> Result<SecretText, Failure> {
        Ok(self.terminal()?.ask_hidden_twice(&format!("{prompt}: "), "The same once more: ")?)
    }

    /// Asks for something that may be seen.
    pub(crate) fn ask_line(&mut self, prompt: &str) -> Result<String, Failure> {
        Ok(self.terminal()?.ask_line(prompt)?)
    }

    /// Asks a question that is answered by y or n.
    pub(crate) fn confirm(&mut self, question: &str, default: bool) -> Result<bool, Failure> {
        Ok(self.terminal()?.confirm(question, default)?)
    }

    /// Shows pages on the screen that is erased.
    pub(crate) fn show_pages(&mut self, pages: &[ScreenPage]) -> Result<(), Failure> {
        self.must_not_be_recorded()?;
        Ok(self.terminal()?.show_pages(pages)?)
    }

    /// Has words typed, one by one.
    pub(crate) fn type_words(&mut self, entry: &WordEntry<'_>) -> Result<SecretText, Failure> {
        match self.terminal()?.type_words(entry) {
            Ok(typed) => {
                if typed.pasted {
                    self.say("Pasted: your clipboard still has it. Copy something else now.");
                }
                Ok(typed.text)
            }
            // Without a second screen there is no place for completion: one hidden line.
            Err(HostError::PlainTerminal) => {
                self.ask_hidden(&format!("Type {}, with spaces between", entry.title))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Has rolls, tosses or cards typed.
    pub(crate) fn type_signs(&mut self, entry: &SignEntry<'_>) -> Result<SecretText, Failure> {
        Ok(self.terminal()?.type_signs(entry)?)
    }

    /// Has words typed back from paper.
    pub(crate) fn type_back(
        &mut self,
        entry: &WordEntry<'_>,
        fits: &dyn Fn(usize, &str) -> bool,
    ) -> Result<(), Failure> {
        self.terminal()?.type_back(entry, fits)?;
        Ok(())
    }

    /// Refuses to ask where nobody can answer; the message names the flag that says it instead.
    pub(crate) fn must_ask(&self, what: &str, flag: &str) -> Result<(), Failure> {
        if self.can_ask() {
            return Ok(());
        }
        let why =
            if self.no_input { "--no-input was given." } else { "there is no terminal to ask on." };
        Err(Failure::error(
            "input-missing",
            Exit::Usage,
            format!("{what}: nothing was given, and it cannot be asked for"),
        )
        .why(why)
        .next(format!("give it with {flag}")))
    }

    /// Refuses where there is no terminal to show something on; the message names the flag to use instead.
    pub(crate) fn must_show(&self, what: &str, flag: &str) -> Result<(), Failure> {
        if self.can_ask() {
            return Ok(());
        }
        let why =
            if self.no_input { "--no-input was given." } else { "nobody sits at a terminal." };
        Err(Failure::error("no-terminal", Exit::Usage, format!("{what} cannot be shown here"))
            .why(why)
            .next(format!("in a terminal,   or with {flag}")))
    }

    /// Refuses to show secrets on a terminal that is being recorded.
    pub(crate) fn must_not_be_recorded(&self) -> Result<(), Failure> {
        match host::recording() {
            Some(by) if !self.allow_recording => Err(Failure::refused("recording", format!("this terminal is being recorded ({by})"))
                .why("everything on the screen, also this, goes into the recording.")
                .next("stop the recording and open a new window. Cameras and screen sharing cannot be seen from here.")
                .next("--allow-recording")),
            _ => Ok(()),
        }
    }

    /// Reads a secret from the place that an option names, or asks for it.
    ///
    /// # Errors
    /// When it cannot be read, is too long, or is not text; stdin can serve one option only.
    pub(crate) fn secret(
        &mut self,
        option: &str,
        prompt: &str,
        source: &SecretSource,
    ) -> Result<SecretText, Failure> {
        if matches!(source, SecretSource::Ask) {
            let what = prompt.split(" (").next().unwrap_or(prompt);
            self.must_ask(
                &format!("the {}", what.to_lowercase()),
                &format!("{option} FILE, -, fd:N"),
            )?;
            return self.ask_hidden(prompt);
        }
        let (read, open_to_others) = self.read_from(option, source, SECRET_LIMIT)?;
        if let (SecretSource::File(path), Some(mode)) = (source, open_to_others) {
            self.warn_others_read(path, mode);
        }
        SecretText::from_bytes(read).map_err(|_| {
            Failure::error("not-text", Exit::Invalid, format!("{option}: this is not text"))
                .next("words, keys and passphrases are plain UTF-8 text; a file of Windows may be UTF-16: save it anew, with the encoding UTF-8")
        })
    }

    /// Reads bytes that may be public from the place that an option names (not from the terminal).
    ///
    /// # Errors
    /// When they cannot be read, or are too many.
    pub(crate) fn read(
        &mut self,
        option: &str,
        source: &SecretSource,
        limit: usize,
    ) -> Result<SecretBytes, Failure> {
        Ok(self.read_from(option, source, limit)?.0)
    }

    /// The bytes, and the rights of a file that other users can read.
    fn read_from(
        &mut self,
        option: &str,
        source: &SecretSource,
        limit: usize,
    ) -> Result<(SecretBytes, Option<u32>), Failure> {
        if let SecretSource::Fd(number) = source {
            if self.descriptors.contains(number) {
                return Err(Failure::error(
                    "descriptor-twice",
                    Exit::Usage,
                    format!("fd:{number} is named by two options"),
                )
                .why("a descriptor is read to its end once.")
                .next("give each secret a descriptor of its own: fd:3 and fd:4"));
            }
            self.descriptors.push(*number);
        }
        let read = host::read_secret(source, limit).map_err(|error| match source {
            // The text may be the secret itself, given in place of a file's name.
            SecretSource::File(_)
                if matches!(error, HostError::System { cause: Cause::NotFound, .. }) =>
            {
                guard::not_a_source(option)
            }
            SecretSource::File(path) => Failure::at(path, error),
            SecretSource::Ask | SecretSource::Stdin | SecretSource::Fd(_) => {
                Failure::from(error).field("option", option)
            }
        })?;
        let SecretRead { bytes, open_to_others } = read;
        Ok((bytes, open_to_others))
    }

    fn warn_others_read(&mut self, path: &Path, mode: u32) {
        let name = host::show_path(path);
        let who = if mode & 0o004 != 0 { "every user" } else { "other users" };
        self.warn(
            Failure::warning("readable-by-others", format!("{name} can be read by {who} of this computer ({mode:04o})"))
                .next(format!("chmod 600 {name}, and prefer typing: a file leaves traces on SSDs that cannot be wiped.")),
        );
    }
}
