//! Where `find` looks: the paths it was given, else this user's folder and the usual places of servers.

use super::args::FindArgs;
use crate::find;
use crate::host;
use std::path::{Path, PathBuf};

/// The files and folders to look into. `own` is where coldkeep keeps its files.
pub(crate) fn roots(args: &FindArgs, own: Option<&Path>) -> Vec<PathBuf> {
    if !args.paths.is_empty() {
        return args.paths.clone();
    }
    let user = host::user_folder();
    let servers = find::places().filter(|(_, below_home)| !below_home);
    let servers = servers.map(|(folder, _)| PathBuf::from(folder));
    let outside = own.filter(|own| user.as_deref().is_none_or(|user| !own.starts_with(user)));
    let all = user.iter().cloned().chain(servers).chain(outside.map(Path::to_owned));
    all.filter(|folder| folder.is_dir()).collect()
}
