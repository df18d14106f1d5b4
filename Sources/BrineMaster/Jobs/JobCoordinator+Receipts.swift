internal import BrineCore
internal import BrineStore

// Which minions have said that they have a job: kept beside the way of a job, since nothing waits for it.
extension JobCoordinator {
    /// Keeps the receipts that came since the last time, of jobs that have not ended meanwhile; to be called with each tick.
    ///
    /// A job that ends within a second so costs the store nothing more.
    func startKeepingReceipts() {
        guard !isKeepingReceipts, !isStopping else { return }
        let receipts = tracker.takeReceipts()
        guard !receipts.isEmpty else { return }
        isKeepingReceipts = true
        Task { await self.keep(receipts) }
    }

    /// Keeps the receipts that came last: of what the master knows when it is stopped, the next one knows all.
    func keepLastReceipts() async {
        while isKeepingReceipts {
            await withCheckedContinuation { heldBack.append($0) }
        }
        let receipts = tracker.takeReceipts()
        if !receipts.isEmpty { await keep(receipts) }
    }

    /// Keeps receipts; those that cannot be kept now are taken again with a later tick.
    private func keep(_ receipts: [Receipts]) async {
        do {
            try await parts.store.keepReceipts(receipts)
        } catch {
            // The store's failing is told where outcomes wait for it.
            tracker.putBack(receipts)
        }
        isKeepingReceipts = false
        if isStopping { releaseHeldBack() }
    }
}
