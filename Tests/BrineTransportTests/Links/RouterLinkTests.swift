import BrineCore
import BrineTesting
import Testing
import ZeroMQ

@testable import BrineTransport

@Suite struct `Asking the master` {
    private let context: BusContext
    private let inbox: Inbox<RouterLink.Event>
    private let requests = EventLog<(RouterLink.Peer, [UInt8])>()
    private let lost = EventLog<RouterLink.Peer>()

    init() throws {
        context = try BusContext()
        inbox = try Inbox<RouterLink.Event>(limit: 1_000)
        let (inbox, requests, lost) = (inbox, requests, lost)
        Task {
            while let events = await inbox.next() {
                for event in events {
                    switch event {
                    case .received(let peer, let packet): requests.append([(peer, packet)])
                    case .lost(let peer): lost.append([peer])
                    }
                }
            }
        }
    }

    @Test func `an enrolment request is answered to who asked`() async throws {
        let endpoint = "tcp://127.0.0.1:\(FreePorts.take(1)[0])"
        let link = try RouterLink.enrolment(context, endpoint: endpoint, events: inbox)
        let minions = [try BusMinion(), try BusMinion()]
        for (index, minion) in minions.enumerated() { minion.order { try $0.enrol([UInt8(index)], at: endpoint) } }
        try await requests.wait { $0.count == 2 }
        for (peer, packet) in requests.items { #expect(link.send(packet + [7], to: peer)) }
        for (index, minion) in minions.enumerated() {
            try await minion.events.wait(for: .enrolment([UInt8(index), 7]))
            #expect(minion.events.items.count == 1)
        }
        for minion in minions {
            minion.order { $0.closeEnrolment() }
            minion.stop()
        }
        link.stop()
        inbox.close()
    }

    @Test func `a long enrolment request ends the connection, and others are served`() async throws {
        let endpoint = "tcp://127.0.0.1:\(FreePorts.take(1)[0])"
        let link = try RouterLink.enrolment(context, endpoint: endpoint, events: inbox)
        let (hostile, honest) = (try BusMinion(), try BusMinion())
        hostile.order { try $0.enrol([UInt8](repeating: 1, count: 1_025), at: endpoint) }
        honest.order { try $0.enrol([2], at: endpoint) }
        try await requests.wait { !$0.isEmpty }
        #expect(requests.items.map(\.1) == [[2]])
        hostile.stop()
        honest.stop()
        link.stop()
        inbox.close()
    }

    @Test func `what was sent to a peer that is gone comes back as its loss`() async throws {
        let endpoint = "tcp://127.0.0.1:\(FreePorts.take(1)[0])"
        let link = try RouterLink.enrolment(context, endpoint: endpoint, events: inbox)
        #expect(link.send([1], to: RouterLink.Peer(identity: [0, 1, 2, 3, 4])))
        try await lost.wait(for: RouterLink.Peer(identity: [0, 1, 2, 3, 4]))
        link.stop()
        inbox.close()
    }

    @Test func `a command reaches its master through the local socket, which none but its owner can`() async throws {
        let folder = try KeyFolder()
        let path = "\(folder.path)/run/master.ipc"
        let link = try RouterLink.control(context, path: path, events: inbox)
        #expect(folder.mode("run/master.ipc") & 0o077 == 0)
        let answers = EventLog<ControlLink.Event>()
        let command = try BusThread("test-command") { ready in
            let control = try ControlLink(path: path)
            try control.send([1, 2])
            ready()
            answers.append([try control.wait(.seconds(60))])
            answers.append([try control.wait(.zero)])
        }
        try await requests.wait { !$0.isEmpty }
        let (peer, packet) = requests.items[0]
        #expect(packet == [1, 2])
        link.send([3], to: peer)
        try await answers.wait { $0.count == 2 }
        #expect(answers.items == [.received([3]), .timedOut])
        command.join()
        link.stop()
        inbox.close()
    }

    @Test func `a port in use is said at once`() throws {
        let endpoint = "tcp://127.0.0.1:\(FreePorts.take(1)[0])"
        let link = try RouterLink.enrolment(context, endpoint: endpoint, events: inbox)
        let error = #expect(throws: ZeroMQError.self) {
            try RouterLink.enrolment(BusContext(), endpoint: endpoint, events: inbox)
        }
        #expect(error?.description.contains("in use") == true)
        link.stop()
        inbox.close()
    }

    @Test func `a path too long for a socket is said at once`() {
        let path = "/tmp/" + String(repeating: "a", count: 120) + "/master.ipc"
        #expect(throws: BusError.self) { try RouterLink.control(context, path: path, events: inbox) }
    }
}
