internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import MessagePack

/// Leaves events in the minion's outbox, from where the minion sends them until the master has them.
struct OutboxEvents: EventOutlet {
    let minion: MinionID
    let outboxFolder: String

    func send(_ tag: String, _ data: ValueMap) throws {
    }
}
