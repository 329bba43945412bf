//! Hands pages to a printer without a file: the one other program that a printing command starts.
//!
//! Both programs are run by absolute path with an empty environment, before the sandbox is entered:
//! `lpstat` tells where the printer is, `lp` waits for the page on its standard input. Until the page
//! is complete nothing is sent, and `lp` prints nothing from an empty input.

use super::error::{Doing, HostError};
use super::stdio::write_whole;
use super::uploader::keep_descriptors_here;
use rustix::fd::AsFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const LPSTAT: &str = "/usr/bin/lpstat";
const LP: &str = "/usr/bin/lp";
/// Ways to a printer that stay in the room, by the first part of the device address.
const LOCAL: [&str; 8] =
    ["usb", "ippusb", "parallel", "serial", "hp", "file", "cups-pdf", "cups-brf"];

/// A printing program that waits for a page.
#[derive(Debug)]
pub struct Printer {
    child: Option<Child>,
}

impl Printer {
    /// Starts the printing program for a printer of this computer's CUPS; `media` is `A4` or `Letter`.
    ///
    /// # Errors
    /// [`HostError::NetworkPrinter`] unless `allow_network`; [`HostError::NoSuchPrinter`];
    /// [`HostError::BadPrinterName`]; [`HostError::NoPrintingProgram`].
    pub fn open(name: &str, media: &str, allow_network: bool) -> Result<Self, HostError> {
        Self::open_with(Path::new(LPSTAT), Path::new(LP), name, media, allow_network)
    }

    fn open_with(
        lpstat: &Path,
        lp: &Path,
        name: &str,
        media: &str,
        allow_network: bool,
    ) -> Result<Self, HostError> {
        check_name(name)?;
        for (program, called) in [(lpstat, LPSTAT), (lp, LP)] {
            if !program.is_file() {
                return Err(HostError::NoPrintingProgram(called));
            }
        }
        keep_descriptors_here();
        let device = device_of(lpstat, name)?;
        if !allow_network && !is_local(&device) {
            let scheme = device.split(':').next().unwrap_or_default();
            let scheme = scheme.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
            return Err(HostError::NetworkPrinter { scheme });
        }
        let child = clean(lp)
            .args(["-h", "localhost", "-d", name, "-o", &format!("media={media}"), "-s"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();
        child.map(|child| Self { child: Some(child) }).map_err(program_failed)
    }

    /// Sends the finished page and waits until the printing program has taken it.
    ///
    /// # Errors
    /// [`HostError::PrintingFailed`]; [`HostError::System`] when the program went away.
    pub fn print(mut self, page: &[u8]) -> Result<(), HostError> {
        let Some(mut child) = self.child.take() else { return Err(HostError::PrintingFailed) };
        let Some(input) = child.stdin.take() else { return Err(HostError::PrintingFailed) };
        let sent = write_whole(input.as_fd(), page);
        if sent.is_err() {
            // Killed before its input ends, so that a part of a page is not taken for the whole.
            let _ = child.kill();
        }
        drop(input);
        let status = child.wait().map_err(program_failed)?;
        sent?;
        if status.success() { Ok(()) } else { Err(HostError::PrintingFailed) }
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Nothing was sent, so there is nothing that could be printed or reported.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn program_failed(error: std::io::Error) -> HostError {
    HostError::io(Doing::Program, &error)
}

fn clean(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C").current_dir("/").stderr(Stdio::null());
    command
}

/// CUPS allows printable characters without space, `/` and `#`; a leading `-` would be an option.
fn check_name(name: &str) -> Result<(), HostError> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"/#\\'\"<>".contains(&byte);
    match !name.is_empty() && name.len() <= 127 && name.bytes().all(plain) && !name.starts_with('-')
    {
        true => Ok(()),
        false => Err(HostError::BadPrinterName),
    }
}

fn device_of(lpstat: &Path, name: &str) -> Result<String, HostError> {
    let answer = clean(lpstat).args(["-h", "localhost", "-v", name]).stdin(Stdio::null()).output();
    let answer = answer.map_err(program_failed)?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("device for ")?.split_once(": "));
    match line {
        Some((called, device)) if called == name => Ok(device.trim().to_owned()),
        _ => Err(HostError::NoSuchPrinter),
    }
}

fn is_local(device: &str) -> bool {
    let Some((scheme, rest)) = device.split_once(':') else { return device.starts_with('/') };
    if LOCAL.contains(&scheme) {
        // hp:/net/… is HP's driver going over the network.
        return !rest.starts_with("/net");
    }
    let host = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let this = ["localhost", "127.0.0.1", "[::1]"];
    ["ipp", "ipps"].contains(&scheme)
        && this.iter().any(|name| {
            host.strip_prefix(name).is_some_and(|port| port.is_empty() || port.starts_with(':'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn program(folder: &Path, name: &str, script: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn opened(folder: &Path, device: &str, allow: bool) -> Result<Printer, HostError> {
        let lpstat = program(folder, "lpstat", &format!("echo \"device for $4: {device}\""));
        let out = folder.join("printed");
        let lp = program(folder, "lp", &format!("env > {0}.env; cat > {0}", out.display()));
        Printer::open_with(&lpstat, &lp, "Brother_HL", "A4", allow)
    }

    #[test]
    fn a_local_printer_receives_the_page_with_a_clean_environment() {
        let folder = tempfile::tempdir().unwrap();
        opened(folder.path(), "usb://Brother/HL", false).unwrap().print(b"%PDF").unwrap();
        assert_eq!(std::fs::read(folder.path().join("printed")).unwrap(), b"%PDF");
        let seen = std::fs::read_to_string(folder.path().join("printed.env")).unwrap();
        assert!(!seen.contains("HOME=") && seen.contains("LC_ALL=C"), "{seen}");
    }

    #[test]
    fn a_network_printer_is_refused_unless_allowed() {
        let folder = tempfile::tempdir().unwrap();
        for device in [
            "ipp://printer.lan/ipp",
            "socket://10.0.0.9",
            "dnssd://x",
            "implicitclass://y",
            "hp:/net/OfficeJet",
            "ipp://localhost.evil.example/",
        ] {
            let refused = opened(folder.path(), device, false).err();
            assert!(matches!(refused, Some(HostError::NetworkPrinter { .. })), "{device}");
        }
        assert!(opened(folder.path(), "socket://10.0.0.9", true).is_ok());
        assert!(opened(folder.path(), "ipp://localhost:60000/ipp/print", false).is_ok());
    }

    #[test]
    fn a_printer_that_is_dropped_prints_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(opened(folder.path(), "usb://Brother/HL", false).unwrap());
        assert!(std::fs::read(folder.path().join("printed")).unwrap_or_default().is_empty());
    }

    #[test]
    fn names_that_could_be_options_or_paths_are_refused() {
        for name in ["", "-d", "a b", "../x", "a#b", "a\nb"] {
            assert_eq!(check_name(name), Err(HostError::BadPrinterName), "{name:?}");
        }
    }
}
