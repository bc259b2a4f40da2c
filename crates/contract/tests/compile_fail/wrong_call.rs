//! A client that calls a command with another command's request, and expects another reply.

use contract::job::{CancelJob, Job};
use contract::{Call, Client, JobId, Result, Transport};

async fn calls<T: Transport<Call>>(client: Client<T>, id: JobId) -> Result<()> {
    client.stop_reply(CancelJob { id }).await?;
    let _: Vec<Job> = client.cancel_job(CancelJob { id }).await?;
    Ok(())
}

fn main() {}
