//! Where `find` looks: the paths it was given, else this user's folder and the usual places of servers.

use super::args::FindArgs;
use crate::find;
use crate::host;
use std::path::{Path, PathBuf};

/// The files and folders to look into. `own` is where coldkeep keeps its files.
///
/// The usual places below the user's folder come first and by their own names: one of them may be a link to another disk,
/// and links are followed only where they are named.
pub(crate) fn roots(args: &FindArgs, own: Option<&Path>) -> Vec<PathBuf> {
    if !args.paths.is_empty() {
        return args.paths.clone();
    }
    let user = host::user_folder();
    let places = find::places().filter_map(|(folder, below_home)| match below_home {
        true => Some(user.as_deref()?.join(folder)),
        false => Some(PathBuf::from(folder)),
    });
    let outside = own.filter(|own| user.as_deref().is_none_or(|user| !own.starts_with(user)));
    let all = places.chain(user.iter().cloned()).chain(outside.map(Path::to_owned));
    all.filter(|folder| folder.is_dir()).collect()
}
