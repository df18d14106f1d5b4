import BrineCore
import BrineWire

@testable import BrineMinion

// What events on the network do.
extension World {
    func takeNetworks(_ event: Event) throws(Violation) -> Bool {
        switch event {
        case .enrol(let index, let isLost):
            let minion = minions[index]
            guard minion.isAsking else { return false }
            if isLost {
                minion.isAsking = false
                return true
            }
            guard master != nil else { return false }
            minion.isAsking = false
            return try minion.inDaemon { daemon in
                note("minion \(index + 1) connects")
                try daemon.act(
                    daemon.machine.answered(
                        .accepted(minion.number, publishPort: 1, returnPort: 2),
                        at: instant
                    )
                )
            }
        case .grant(let minion, let index):
            guard let connection = connection(minion, index), let master, !connection.isGranted, !connection.isOrphan
            else { return false }
            connection.isGranted = true
            master.notes.append(.subscribed(minion))
        case .cut(let minion, let down, let up):
            guard let connection = minions[minion].connection, !connection.isCut else { return false }
            note("the connection of minion \(minion + 1) is cut")
            connection.cut(down: down, up: up)
        case .reconnect(let index):
            let minion = minions[index]
            guard let old = minion.connection, old.isCut || old.isOrphan, master != nil else { return false }
            note("the sockets of minion \(index + 1) connect anew by themselves")
            let new = connect(index)
            new.down = old.down
            new.isReplacement = true
            minion.disconnect()
            minion.connection = new
            prune(index)
        case .minionNotices(let index):
            let minion = minions[index]
            guard let connection = minion.connection, connection.hasEnded else { return false }
            note("minion \(index + 1) notices that its connection has ended")
            try minion.inDaemon { try $0.act($0.machine.disconnected("cut", at: instant)) }
            prune(index)
        case .masterNotices(let minion, let index):
            guard let master, let connection = connection(minion, index), connection.isGranted, !connection.isOrphan,
                !connection.isEndedAtMaster, connection.isCut || !connection.isOpenAtMinion
            else { return false }
            connection.isEndedAtMaster = true
            connection.isCut = true
            master.notes.append(.unsubscribed(minion))
            prune(minion)
        default: return false
        }
        return true
    }
}
