internal import BrineCore
internal import ZeroMQ

/// Every bound, interval and mark of our sockets, each in one place with its reason.
///
/// Measurements behind them: many thousand minions with CURVE on libzmq 4.3.4; `docs/limits.md` lists the bounds with what
/// happens at each.
enum SocketPolicy {
    /// The longest message a master reads from a minion.
    ///
    /// A minion makes no return longer than 32 MiB (`ReturnMessage.longestPacket`). libzmq counts a message as it comes over
    /// the wire, sealed: 33 bytes more, for which there is room here. Without it the longest return would close the
    /// connection each time it is sent.
    static let longestReturn: Int64 = 32 * 1_024 * 1_024 + 4_096
    /// The longest message anybody reads at the enrolment socket, where strangers speak: an id, a key and their names.
    static let longestEnrolment: Int64 = 1_024
    /// The longest message the publish socket reads: a subscription has five bytes, but the bound holds for CURVE's handshake
    /// too, whose INITIATE has 257 bytes and the connection's metadata.
    static let longestSubscription: Int64 = 1_024
    /// The longest message a minion or a command reads from its master: a job with long arguments, a long job's news.
    static let longestFromMaster: Int64 = 256 * 1_024 * 1_024
    /// The longest request a command sends: a list target of some ten thousand ids, or a script as an argument.
    static let longestRequest: Int64 = 32 * 1_024 * 1_024

    /// How many connections may wait to be accepted by the kernel (which has its own bound, `somaxconn`): with the usual
    /// 100 a fleet that comes back at once is turned away and tries again for seconds.
    static let backlog: Int32 = 4_096
    /// How long a handshake may take at the master before a silent peer is dropped.
    static let masterHandshake = Duration.seconds(10)
    /// The same at a minion, which waits through the storm when thousands come back at once.
    static let minionHandshake = Duration.seconds(30)
    /// How often a minion's socket tries to connect.
    ///
    /// Each try costs the master a handshake, and libzmq's own back-off starts anew with each TCP connection.
    static let reconnect = Duration.seconds(2)
    /// The same for the open enrolment connection, which costs the master nothing but a TCP connection.
    static let enrolmentReconnect = Duration.milliseconds(500)
    /// A minion asks libzmq to find out that its master is gone without a word; never the other way round, since libzmq's
    /// timers cost the master a scan of all connections.
    static let minionHeartbeat = Duration.seconds(10)
    /// How long a minion waits for the answer to such a question.
    static let minionHeartbeatTimeout = Duration.seconds(30)
    /// A master finds half-open connections through the kernel: after a minute of silence, four questions 15 s apart.
    static let keepaliveIdle = Duration.seconds(60)
    /// The time between two such questions.
    static let keepaliveInterval = Duration.seconds(15)
    /// How many go unanswered before the connection is closed.
    static let keepaliveCount: Int32 = 4

    /// Items that may wait for the publish socket's thread.
    static let publishMailbox = 1_000_000
    /// Answers and news that may wait for the control or enrolment socket's thread.
    static let routerMailbox = 100_000
    /// Messages that libzmq may hold for one command that does not read; it is dropped then.
    static let commandBacklog: Int32 = 1_000
    /// Messages read in one go before others get their turn.
    static let receiveBatch = 512
    /// Bytes read in one go: what is over the inbox's own bound is one such batch at most.
    static let receiveBatchBytes = 16 * 1_024 * 1_024
    /// Messages that libzmq may hold for one minion's connection to the return socket, unread; TCP holds back the rest.
    static let returnBacklog: Int32 = 100
}
