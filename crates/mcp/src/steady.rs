//! Back-pressure: a server that asks without end and reads no answers must not fill Pulse's memory.

use std::borrow::Cow;

use rmcp::RoleClient;
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::sync::watch;

/// Messages that may wait to be sent before no more are read: a server that asks without end and reads
/// nothing waits for itself.
const WAITING: usize = 256;

/// A transport that reads no more while too much waits to be sent.
pub(crate) struct Steady<T> {
    inner: T,
    waiting: watch::Sender<usize>,
}

impl<T> Steady<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self {
            inner,
            waiting: watch::Sender::new(0),
        }
    }
}

/// One message that waits to be sent.
struct Waiting(watch::Sender<usize>);

impl Waiting {
    fn new(all: &watch::Sender<usize>) -> Self {
        all.send_modify(|count| *count += 1);
        Self(all.clone())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl<T: Transport<RoleClient>> Transport<RoleClient> for Steady<T> {
    type Error = T::Error;

    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleClient>,
    ) -> impl Future<Output = Result<(), T::Error>> + Send + 'static {
        let waiting = Waiting::new(&self.waiting);
        let sent = self.inner.send(item);
        async move {
            let sent = sent.await;
            drop(waiting);
            sent
        }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleClient>> {
        let mut waiting = self.waiting.subscribe();
        // It fails if the sender is gone, which `self` holds.
        let _ = waiting.wait_for(|&count| count < WAITING).await;
        self.inner.receive().await
    }

    async fn close(&mut self) -> Result<(), T::Error> {
        self.inner.close().await
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::future::{pending, ready};

    use rmcp::model::{ClientResult, RequestId};

    use super::*;

    /// Takes nothing and has always ended.
    struct Stuck;

    impl Transport<RoleClient> for Stuck {
        type Error = Infallible;

        fn send(
            &mut self,
            _: TxJsonRpcMessage<RoleClient>,
        ) -> impl Future<Output = Result<(), Infallible>> + Send + 'static {
            pending()
        }

        async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleClient>> {
            None
        }

        async fn close(&mut self) -> Result<(), Infallible> {
            Ok(())
        }
    }

    async fn reads(transport: &mut Steady<Stuck>) -> bool {
        tokio::select! {
            biased;
            _ = transport.receive() => true,
            () = ready(()) => false,
        }
    }

    #[tokio::test]
    async fn no_more_is_read_while_too_much_waits_to_be_sent() {
        let mut transport = Steady::new(Stuck);
        let mut sending = Vec::new();
        for id in 0..256 {
            assert!(reads(&mut transport).await, "{id} wait");
            let answer = ClientResult::empty(());
            let answer = TxJsonRpcMessage::<RoleClient>::response(answer, RequestId::Number(id));
            sending.push(transport.send(answer));
        }
        assert!(!reads(&mut transport).await);
        sending.pop();
        assert!(reads(&mut transport).await);
    }
}
