import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Notes of who asked for a signal` {
    private let folder: TemporaryFolder
    private let notes: SignalNotes

    init() throws {
        folder = try TemporaryFolder()
        notes = SignalNotes(procFolder: "\(folder.path)/proc")
    }

    private func note(_ signal: Int32, _ user: String, _ call: Int64) -> SignalNotes.Note {
        SignalNotes.Note(signal: signal, caller: caller(user, call))
    }

    @Test func `are told in their order, each job's by itself`() throws {
        let both = [note(SIGTERM, "eva", 90), note(SIGKILL, "größer \"name\"\n", 91)]
        for note in both { try notes.add(note, to: jid(1)) }
        try notes.add(note(SIGINT, "ann", 92), to: jid(2))
        #expect(notes.notes(of: jid(1)) == both)
        #expect(notes.notes(of: jid(2)) == [note(SIGINT, "ann", 92)])
        #expect(notes.notes(of: jid(3)) == [])
    }

    @Test func `outlast whoever wrote them`() throws {
        try notes.add(note(SIGTERM, "eva", 90), to: jid(1))
        #expect(SignalNotes(procFolder: "\(folder.path)/proc").notes(of: jid(1)) == [note(SIGTERM, "eva", 90)])
    }

    @Test func `name who asked last for a signal`() throws {
        for (signal, user) in [(SIGTERM, "eva"), (SIGTERM, "tom"), (SIGKILL, "ann")] {
            try notes.add(note(signal, user, 90), to: jid(1))
        }
        #expect(notes.user(whoAskedFor: SIGTERM, to: jid(1)) == "tom")
        #expect(notes.user(whoAskedFor: SIGKILL, to: jid(1)) == "ann")
        #expect(notes.user(whoAskedFor: SIGINT, to: jid(1)) == nil)
        #expect(notes.user(whoAskedFor: SIGTERM, to: jid(2)) == nil)
    }

    @Test func `are sixteen at the most, the last ones`() throws {
        let all = (1...20).map { note(SIGTERM, "eva", $0) }
        for note in all { try notes.add(note, to: jid(1)) }
        #expect(notes.notes(of: jid(1)) == Array(all.suffix(16)))
    }

    @Test func `are hidden from whoever lists the proc directory`() throws {
        try notes.add(note(SIGTERM, "eva", 90), to: jid(1))
        let (jids, others) = try DurableFolder("\(folder.path)/proc").list()
        #expect(jids == [])
        #expect(others == [])
    }

    @Test func `are removed with their job`() throws {
        for number: Int64 in 1...2 { try notes.add(note(SIGTERM, "eva", 90), to: jid(number)) }
        notes.remove(jid(1))
        notes.remove(jid(7))
        #expect(notes.notes(of: jid(1)) == [])
        #expect(notes.notes(of: jid(2)).count == 1)
    }

    @Test func `of jobs that are gone are removed together`() throws {
        notes.removeAll(except: [jid(1)])
        for number: Int64 in 1...4 { try notes.add(note(SIGTERM, "eva", 90), to: jid(number)) }
        notes.removeAll(except: [jid(2), jid(4), jid(9)])
        #expect(folder.names("proc/.signals") == [jid(2), jid(4)].map(\.description))
        notes.removeAll(except: [])
        #expect(folder.names("proc/.signals") == [])
    }

    // MARK: Damage

    @Test(
        arguments: [
            [], [0xc1], [0x81], Array("no MessagePack".utf8), Value.map(["signal": 15]).messagePack,
        ] as [[UInt8]]
    )
    func `that are damaged are none, and take the next`(bytes: [UInt8]) throws {
        try DurableFolder("\(folder.path)/proc/.signals").write(bytes, for: jid(1))
        #expect(notes.notes(of: jid(1)) == [])
        try notes.add(note(SIGTERM, "eva", 90), to: jid(1))
        #expect(notes.notes(of: jid(1)) == [note(SIGTERM, "eva", 90)])
    }

    @Test func `leave out those among them that are damaged`() throws {
        let call = Value.string(jid(90).description)
        let list: [Value] = [
            nil, 15, ["signal": 15, "user": "eva"], ["signal": "TERM", "user": "eva", "call": call],
            ["signal": .int(.max), "user": "eva", "call": call], ["signal": 15, "user": 7, "call": call],
            ["signal": 15, "user": "eva", "call": "../x"], ["signal": 9, "user": "tom", "call": call],
        ]
        try DurableFolder("\(folder.path)/proc/.signals").write(Value.array(list).messagePack, for: jid(1))
        #expect(notes.notes(of: jid(1)) == [note(SIGKILL, "tom", 90)])
    }

    @Test func `that cannot be written are an error`() throws {
        try folder.write([], to: "proc")
        #expect(throws: FileError.self) { try notes.add(note(SIGTERM, "eva", 90), to: jid(1)) }
        #expect(notes.notes(of: jid(1)) == [])
    }
}
