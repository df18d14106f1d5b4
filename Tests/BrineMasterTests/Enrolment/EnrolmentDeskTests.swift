import BrineCore
import BrineStore
import BrineTesting
import BrineTransport
import BrineWire
import Logging
import MessagePack
import Synchronization
import Testing

@testable import BrineMaster

@Suite struct `The enrolment desk` {
    private let folder: TemporaryFolder
    private let folders: MasterKeyFolders

    init() throws {
        folder = try TemporaryFolder()
        folders = MasterKeyFolders(folder.path)
        try folders.make()
    }

    private func desk(
        autoAccept: Bool = false,
        maximumWaiting: Int = 2,
        store: any JobStore = InMemoryJobStore(),
        admit: @escaping @Sendable (MinionID) -> Admission.Answer = { _ in .enter },
        events: EventBus = EventBus { _, _ in true }
    )
        async throws -> EnrolmentDesk
    {
        EnrolmentDesk(
            EnrolmentDesk.Parts(
                folders: folders,
                masterKey: key(99),
                masterID: id("vm_master"),
                roster: try await Roster(store),
                admit: admit,
                events: events,
                autoAccept: autoAccept,
                maximumWaiting: maximumWaiting,
                publishPort: 4_505,
                returnPort: 4_506,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
    }

    private func ask(_ desk: EnrolmentDesk, _ name: String, _ byte: UInt8) async throws -> EnrolmentAnswer.Decision? {
        let request = EnrolmentRequest(id: id(name), publicKey: key(byte).description)
        guard let packet = await desk.answer(request.packet) else { return nil }
        let answer = try EnrolmentAnswer(packet: packet)
        #expect(answer.masterKey == key(99).description)
        return answer.decision
    }

    private func accepted(_ number: Int) -> EnrolmentAnswer.Decision {
        .accepted(minion(number), publishPort: 4_505, returnPort: 4_506)
    }

    @Test func `a new key waits until an operator accepts it`() async throws {
        let desk = try await desk()
        #expect(try await ask(desk, "web", 1) == .unaccepted)
        #expect(try folders.key(of: id("web"), .unaccepted) == key(1))
        #expect(try await ask(desk, "web", 1) == .unaccepted)
        try folders.move(id("web"), from: .unaccepted, to: .accepted)
        #expect(try await ask(desk, "web", 1) == accepted(1))
        #expect(try await ask(desk, "web", 1) == accepted(1))
    }

    @Test func `a rejected key is told so`() async throws {
        let desk = try await desk()
        try folders.put(key(1), of: id("web"), .rejected)
        #expect(try await ask(desk, "web", 1) == .rejected)
    }

    @Test func `another key under an accepted id is put among the denied`() async throws {
        let desk = try await desk()
        try folders.put(key(1), of: id("web"), .accepted)
        for _ in 0..<2 { #expect(try await ask(desk, "web", 2) == .denied) }
        #expect(try folders.key(of: id("web"), .denied) == key(2))
        #expect(try folders.key(of: id("web"), .accepted) == key(1))
        #expect(try await ask(desk, "web", 1) == accepted(1))
    }

    @Test func `nobody is let in under the master's own id, whose key is put nowhere`() async throws {
        let desk = try await desk(autoAccept: true)
        #expect(try await ask(desk, "vm_master", 1) == .denied)
        for state in KeyState.allCases { #expect(try folders.ids(state) == []) }
        #expect(try await ask(desk, "vm_master2", 1) == accepted(1))
    }

    @Test func `auto_accept accepts new keys and those that wait`() async throws {
        try folders.put(key(1), of: id("web"), .unaccepted)
        let desk = try await desk(autoAccept: true)
        #expect(try await ask(desk, "web", 1) == accepted(1))
        #expect(try folders.key(of: id("web"), .unaccepted) == nil)
        #expect(try await ask(desk, "db", 2) == accepted(2))
        #expect(try folders.ids(.accepted) == [id("db"), id("web")])
        #expect(try await ask(desk, "db", 3) == .denied)
    }

    @Test func `an accepted minion for which there is no place is told when to ask again, and no other is`()
        async throws
    {
        try folders.put(key(1), of: id("bad"), .rejected)
        let desk = try await desk(autoAccept: true, admit: { $0 == id("web") ? .later(.seconds(3)) : .enter })
        #expect(try await ask(desk, "bad", 1) == .rejected)
        #expect(try await ask(desk, "web", 2) == .busy(.seconds(3)))
        #expect(try folders.ids(.accepted) == [id("web")], "its key is accepted all the same")
        #expect(try await ask(desk, "web", 2) == .busy(.seconds(3)))
        #expect(try await ask(desk, "web", 3) == .denied)
        #expect(try await ask(desk, "db", 4) == accepted(2))
    }

    @Test func `no more wait than may`() async throws {
        let desk = try await desk()
        #expect(try await ask(desk, "a", 1) == .unaccepted)
        #expect(try await ask(desk, "b", 2) == .unaccepted)
        #expect(try await ask(desk, "c", 3) == .full)
        #expect(try await ask(desk, "a", 1) == .unaccepted)
        #expect(try folders.ids(.unaccepted) == [id("a"), id("b")])
        try folders.remove(id("b"), .unaccepted)
        #expect(try await ask(desk, "c", 3) == .unaccepted)
    }

    @Test(
        arguments: [
            [], [1, 32], [1, 32, 0x80], [1, 32, 0x90], [1, 33, 0x80], [9, 32, 0x80], [1, 32, 0xc1],
            EnrolmentAnswer(masterKey: key(1).description, decision: .denied).packet,
            EnrolmentRequest(id: id("a"), publicKey: String(repeating: "~", count: 40)).packet,
            EnrolmentRequest(id: id("a"), publicKey: "short").packet,
        ] as [[UInt8]]
    )
    func `what is no request has no answer`(packet: [UInt8]) async throws {
        let desk = try await desk()
        #expect(await desk.answer(packet) == nil)
        for state in KeyState.allCases { #expect(try folders.ids(state) == []) }
    }

    @Test func `a damaged key file has no answer and lets nobody in`() async throws {
        try folder.write("no key", to: "minions/web")
        let desk = try await desk(autoAccept: true)
        _ = try await ask(desk, "web", 1)
        #expect(try await ask(desk, "db", 1) == accepted(1))
    }

    @Test func `whoever listens is told of each decision`() async throws {
        let sent = Mutex<[EventNews]>([])
        let events = EventBus { _, packet in
            if let news = try? EventNews(packet: packet), !news.events.isEmpty { sent.withLock { $0.append(news) } }
            return true
        }
        func listen() { _ = events.ask(EventRequest(tag: 1, match: "salt/auth"), by: peer(1)) }
        listen()
        let desk = try await desk(maximumWaiting: 1, events: events)
        try folders.put(key(3), of: id("bad"), .rejected)
        var told: [[String: Value]] = []
        for (name, byte) in [("web", 1), ("db", 2), ("bad", 3), ("web", 4), ("web", 1)] as [(String, UInt8)] {
            listen()
            _ = try await ask(desk, name, byte)
            if told.count == 3 { try folders.move(id("web"), from: .unaccepted, to: .accepted) }
            let news = try #require(sent.withLock { $0.popLast() })
            let data = try #require(try news.events[0].data().mapValue)
            #expect(news.events[0].tag == "salt/auth" && data["_stamp"] != nil)
            #expect(data["id"] == .string(name) && data["pub"] == .string(key(byte).description))
            told.append(["act": data["act"] ?? nil, "result": data["result"] ?? nil])
        }
        #expect(
            told == [
                ["act": "pend", "result": true], ["act": "full", "result": false], ["act": "reject", "result": false],
                ["act": "denied", "result": false], ["act": "accept", "result": true],
            ]
        )
    }

    @Test func `a number that cannot be kept is not given`() async throws {
        let store = GatedStore()
        let admitted = Mutex(0)
        let admit: @Sendable (MinionID) -> Admission.Answer = { _ in
            admitted.withLock { $0 += 1 }
            return .enter
        }
        let desk = try await desk(autoAccept: true, store: store, admit: admit)
        await store.setFailing(true)
        #expect(try await ask(desk, "web", 1) == nil)
        #expect(admitted.withLock { $0 } == 0, "it has no place, and nobody would give that back")
        await store.setFailing(false)
        #expect(try await ask(desk, "web", 1) == accepted(1))
        #expect(admitted.withLock { $0 } == 1)
    }
}
