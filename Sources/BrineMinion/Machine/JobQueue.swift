internal import BrineCore

/// Decides which jobs run now and which wait for their turn: so many at once, in the order in which they came.
///
/// A plain value; what it says is done by ``JobDesk``.
struct JobQueue: Sendable {
    /// How many jobs may wait; one more is refused, and told so.
    static let longest = 10_000

    /// How many may run at once; nil for any number.
    let bound: Int?
    /// The jobs that wait, the next one first.
    private(set) var waiting: [Command] = []
    private var running: Set<JobID> = []

    /// A queue with nothing in it.
    init(bound: Int?) {
        self.bound = bound
    }

    /// Whether a job that comes now may start at once.
    var hasRoom: Bool {
        guard let bound else { return true }
        return waiting.isEmpty && running.count < bound
    }

    /// Whether no more jobs can wait.
    var isFull: Bool { waiting.count >= Self.longest }

    /// A job has been started.
    mutating func started(_ jid: JobID) {
        running.insert(jid)
    }

    /// A job has to wait.
    mutating func append(_ command: Command) {
        waiting.append(command)
    }

    /// A job that ran has ended.
    mutating func ended(_ jid: JobID) {
        running.remove(jid)
    }

    /// Takes a job that waits out of the queue.
    ///
    /// - Returns: the job, or nil where it does not wait.
    mutating func withdraw(_ jid: JobID) -> Command? {
        guard let place = waiting.firstIndex(where: { $0.jid == jid }) else { return nil }
        return waiting.remove(at: place)
    }

    /// Puts a job that was taken out by ``next()`` back to where it stood.
    mutating func putBack(_ command: Command) {
        waiting.insert(command, at: 0)
    }

    /// Takes the next job whose turn has come, or nil where none may start.
    mutating func next() -> Command? {
        guard !waiting.isEmpty, running.count < bound ?? .max else { return nil }
        return waiting.removeFirst()
    }
}
