import BrineCore
import BrineWire

/// What the master sends to a minion.
enum Downward {
    case welcome(WelcomeMessage, sentAt: Int64, by: ModelMaster)
    case command(Command, isOnOwnTopic: Bool, by: ModelMaster)
    case acknowledgement([JobID])
}

/// What a minion sends to the master.
enum Upward {
    case receipt([JobID])
    case heartbeat([JobID], after: JobID)
    case jobReturn(JobID, ModelReturn)

    /// Whether it says that the minion has a job, or had it.
    func names(_ jid: JobID) -> Bool {
        switch self {
        case .receipt(let jids), .heartbeat(let jids, _): jids.contains(jid)
        case .jobReturn(let returned, _): returned == jid
        }
    }
}

/// A minion's two encrypted connections, which are made and given up together.
///
/// Each direction keeps its order. What is here is in some buffer on the way, the master's or the minion's own among them.
final class Connection {
    let number: Int
    /// To the minion.
    var down: [Downward] = []
    /// To the master.
    var up: [Upward] = []
    /// Whether the master's publish socket has the minion's subscription.
    var isGranted = false
    /// Whether nothing that is sent from now on arrives.
    var isCut = false
    /// Whether the master that it was made with is no more.
    var isOrphan = false
    /// Whether the minion still has it.
    var isOpenAtMinion = true
    /// Whether the master knows of its end.
    var isEndedAtMaster = false
    /// Whether it took another's place below the minion's socket, which will tell it so.
    var isReplacement = false

    init(number: Int) {
        self.number = number
    }

    /// Whether the minion is to be told that the connection has ended.
    var hasEnded: Bool { isCut || isOrphan || isReplacement }

    /// Whether nothing can come of it any more.
    var isDead: Bool { !isOpenAtMinion && up.isEmpty && (isEndedAtMaster || isOrphan || !isGranted) }

    /// Nothing further arrives, but for the first few that are on their way.
    func cut(down downs: Int, up ups: Int) {
        isCut = true
        down = Array(down.prefix(downs))
        up = Array(up.prefix(ups))
    }
}
