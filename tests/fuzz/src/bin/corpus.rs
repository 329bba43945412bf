//! Writes the seeds of every target to `target/fuzz/corpus/NAME`, from this package's folder.

#[path = "../../../mutations/keys.rs"]
mod keys;
#[path = "../../../mutations/targets.rs"]
mod targets;

fn main() -> std::io::Result<()> {
    for target in &targets::ALL {
        let folder = format!("../../target/fuzz/corpus/{}", target.name);
        std::fs::create_dir_all(&folder)?;
        for (number, seed) in (target.seeds)().into_iter().enumerate() {
            std::fs::write(format!("{folder}/seed-{number}"), seed)?;
        }
    }
    Ok(())
}
