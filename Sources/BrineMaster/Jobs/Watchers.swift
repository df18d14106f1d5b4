internal import BrineCore
internal import BrineTransport

/// Which commands want the news of which jobs.
struct Watchers: Sendable {
    /// A job that ended long ago is watched by nobody who still reads; the oldest are forgotten beyond this many.
    static let limit = 10_000

    private var peersByJob: [JobID: Set<RouterLink.Peer>] = [:]
    private var jobsByPeer: [RouterLink.Peer: Set<JobID>] = [:]

    /// From now on a peer gets a job's news.
    mutating func add(_ peer: RouterLink.Peer, to jid: JobID) {
        peersByJob[jid, default: []].insert(peer)
        jobsByPeer[peer, default: []].insert(jid)
        if peersByJob.count > Self.limit, let oldest = peersByJob.keys.min() {
            remove(oldest)
        }
    }

    /// A peer no longer gets a job's news.
    mutating func remove(_ peer: RouterLink.Peer, from jid: JobID) {
        peersByJob[jid]?.remove(peer)
        if peersByJob[jid]?.isEmpty == true { peersByJob[jid] = nil }
        jobsByPeer[peer]?.remove(jid)
        if jobsByPeer[peer]?.isEmpty == true { jobsByPeer[peer] = nil }
    }

    /// A job has no more news.
    mutating func remove(_ jid: JobID) {
        for peer in peersByJob[jid] ?? [] { remove(peer, from: jid) }
    }

    /// A peer is gone.
    mutating func remove(_ peer: RouterLink.Peer) {
        for jid in jobsByPeer[peer] ?? [] { remove(peer, from: jid) }
    }

    /// Whether anybody wants a job's news.
    func isWatched(_ jid: JobID) -> Bool {
        peersByJob[jid] != nil
    }

    /// Who wants a job's news.
    func peers(of jid: JobID) -> Set<RouterLink.Peer> {
        peersByJob[jid] ?? []
    }
}
