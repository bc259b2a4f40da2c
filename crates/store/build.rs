//! Makes the database against which sqlx checks every query at compile time, from
//! the very migrations that ship. There is no `.sqlx` folder that could go stale.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

const MIGRATIONS: &str = "../../migrations/desktop";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={MIGRATIONS}");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let file = out.join("checked-queries.db");
    if file.exists() {
        fs::remove_file(&file)?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(migrate(&file))?;
    // In the URL a path is percent-decoded and ends at a question mark.
    let path = file
        .to_str()
        .ok_or("the target directory's name is not UTF-8")?;
    let path = path.replace('%', "%25").replace('?', "%3F");
    println!("cargo:rustc-env=DATABASE_URL=sqlite:{path}");
    println!("cargo:rustc-env=SQLX_OFFLINE=false");
    Ok(())
}

async fn migrate(file: &Path) -> Result<(), Box<dyn Error>> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let mut connection = options.connect().await?;
    Migrator::new(Path::new(MIGRATIONS))
        .await?
        .run(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}
