//! How many requests are being answered, so that work that can wait does.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

/// Requests that one processor core answers at a time: more than so many wait for each other.
static CORES: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));

/// The requests of this process that are being answered. Clones share the count.
#[derive(Clone, Debug, Default)]
pub struct Traffic(Arc<AtomicUsize>);

/// A request that is being answered, until this is dropped.
#[derive(Debug)]
pub struct InFlight(Traffic);

impl Traffic {
    /// Counts a request until what is returned is dropped.
    #[must_use]
    pub fn enter(&self) -> InFlight {
        self.0.fetch_add(1, Ordering::Relaxed);
        InFlight(self.clone())
    }

    /// Whether requests wait: there are more of them than cores.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.0.load(Ordering::Relaxed) > *CORES
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Middleware: counts the request while it is answered.
pub async fn count(State(traffic): State<Traffic>, request: Request, next: Next) -> Response {
    let _in_flight = traffic.enter();
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::{CORES, Traffic};

    #[test]
    fn requests_wait_when_there_are_more_of_them_than_cores() {
        let traffic = Traffic::default();
        let mut requests: Vec<_> = (0..*CORES).map(|_| traffic.enter()).collect();
        assert!(!traffic.is_busy());
        requests.push(traffic.enter());
        assert!(traffic.clone().is_busy());
        requests.pop();
        assert!(!traffic.is_busy());
    }
}
