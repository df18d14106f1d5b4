import BrineCore
import BrineTransport
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `The command salt-key` {
    private let room: KeyRoom

    init() throws {
        room = try KeyRoom()
    }

    @Test func `lists nothing where no master has run yet, and makes nothing`() async throws {
        let (status, output) = try await room.run()

        #expect(status == .success)
        #expect(output == "Accepted Keys:\nDenied Keys:\nUnaccepted Keys:\nRejected Keys:\n")
        #expect(room.text("pki/minions").isEmpty)
        #expect(try room.ids().isEmpty)
    }

    @Test func `lists keys as documents`() async throws {
        try room.put("web1", "db1", in: .unaccepted)
        try room.put("web2", in: .accepted)

        #expect(
            try await room.run("-L", "--out=json").output == """
                {
                    "minions_pre": [
                        "db1",
                        "web1"
                    ],
                    "minions_rejected": [],
                    "minions": [
                        "web2"
                    ],
                    "minions_denied": []
                }

                """
        )
        #expect(
            try await room.run("-L", "--out=yaml").output == """
                minions:
                - web2
                minions_denied: []
                minions_pre:
                - db1
                - web1
                minions_rejected: []

                """
        )
        #expect(
            try await room.run("-l", "acc", "--out", "json", "--out-indent=-1").output == #"{"minions": ["web2"]}"#
                + "\n"
        )
        #expect(try await room.run("-l", "pre").output == "Unaccepted Keys:\ndb1\nweb1\n")
    }

    @Test func `accepts, rejects and deletes`() async throws {
        try room.put("web1", "web2", "db1", in: .unaccepted)

        let accepted = try await room.run("-a", "web1", "-y")
        #expect(accepted.status == .success)
        #expect(
            accepted.output == """
                The following keys are going to be accepted:
                Unaccepted Keys:
                web1
                Key for minion web1 accepted.

                """
        )
        #expect(
            try await room.run("-r", "web2", "-y").output == """
                The following keys are going to be rejected:
                Unaccepted Keys:
                web2
                Key for minion web2 rejected.

                """
        )
        #expect(try room.ids() == ["minions/web1", "minions_rejected/web2", "minions_pre/db1"])
        #expect(
            try await room.run("-a", "web2", "--include-rejected", "-y").output == """
                The following keys are going to be accepted:
                Rejected Keys:
                web2
                Key for minion web2 accepted.

                """
        )
        #expect(
            try await room.run("-d", "web*,db1", "-y").output == """
                The following keys are going to be deleted:
                Accepted Keys:
                web1
                web2
                Unaccepted Keys:
                db1
                Key for minion db1 deleted.
                Key for minion web1 deleted.
                Key for minion web2 deleted.

                """
        )
        #expect(try room.ids().isEmpty)
    }

    @Test(arguments: ["-a", "-r", "-d"])
    func `does nothing where nothing matches`(_ option: String) async throws {
        try room.put("web1", in: .unaccepted)
        let (status, output) = try await room.run(option, "nosuch", "-y")

        #expect(status == .success)
        #expect(output == "The key glob 'nosuch' does not match any unaccepted keys.\n")
        #expect(try await room.run(option, "nosuch", "-y", "--out=json").output == "{}\n")
        #expect(try room.ids() == ["minions_pre/web1"])
    }

    @Test func `replaces an accepted key by a denied one only where that is asked for`() async throws {
        try room.put("web1", in: .accepted, byte: 1)
        try room.put("web1", in: .denied, byte: 2)

        _ = try await room.run("-A", "-y")
        _ = try await room.run("-A", "-y", "--include-rejected")
        #expect(try room.state(of: "web1", byte: 1) == .accepted)
        let (status, output) = try await room.run("-A", "-y", "--include-denied")
        #expect(status == .success)
        #expect(output.contains("The accepted key of minion web1 is going to be replaced.\n"))
        #expect(try room.state(of: "web1", byte: 2) == .accepted)
        #expect(try room.ids() == ["minions/web1"])
    }

    @Test func `fails for a minion with several keys and does the others`() async throws {
        try room.put("web1", "web2", in: .unaccepted, byte: 1)
        try room.put("web1", in: .denied, byte: 2)
        let (status, output) = try await room.run("-A", "-y", "--include-denied")

        #expect(status == .failure)
        #expect(output.hasSuffix("Key for minion web2 accepted.\n"))
        #expect(try room.ids() == ["minions/web2", "minions_pre/web1", "minions_denied/web1"])
    }

    @Test func `shuts out an id with all its keys`() async throws {
        try room.put("web1", in: .accepted, byte: 1)
        try room.put("web1", in: .denied, byte: 2)
        let (status, _) = try await room.run("-R", "-y", "--include-all")

        #expect(status == .success)
        #expect(try room.ids() == ["minions_rejected/web1"])
        #expect(try room.state(of: "web1", byte: 1) == .rejected)
    }

    @Test func `prints what it did as a document`() async throws {
        try room.put("web1", "web2", in: .unaccepted)

        #expect(
            try await room.run("-A", "-y", "--out=json", "--out-indent=-1").output
                == #"{"minions_pre": ["web1", "web2"]}"# + "\n"
        )
    }

    @Test func `does it quietly`() async throws {
        try room.put("web1", in: .unaccepted)

        #expect(try await room.run("-A", "-y", "-q").output.isEmpty)
        #expect(try await room.run("-A", "-y", "-q").output.isEmpty)
        #expect(try await room.run("-q", "-l", "acc").output == "Accepted Keys:\nweb1\n")
    }

    @Test func `shows fingerprints, the master's too`() async throws {
        let master = try OwnKeys(named: "master", in: room.folders.folder).publicKey
        try room.put("web1", in: .accepted, byte: 1)
        try room.put("web2", in: .rejected, byte: 2)
        let (first, second) = (try sampleKey(1).fingerprint, try sampleKey(2).fingerprint)

        #expect(
            try await room.run("-F").output == """
                Local Keys:
                master.pub:  \(master.fingerprint)
                Accepted Keys:
                web1:  \(first)
                Rejected Keys:
                web2:  \(second)

                """
        )
        #expect(
            try await room.run("-f", "web*").output
                == "Accepted Keys:\nweb1:  \(first)\nRejected Keys:\nweb2:  \(second)\n"
        )
        #expect(try await room.run("-f", "master.pub").output == "Local Keys:\nmaster.pub:  \(master.fingerprint)\n")
        #expect(try await room.run("-f", "web1", "--out=txt").output.contains("\(first)"))
        #expect(try await room.run("-f", "nosuch").output == "The key glob 'nosuch' does not match any keys.\n")
        #expect(try await room.run("-f", "nosuch", "--out=json").output == "{}\n")
    }

    @Test func `prints keys, never the master's`() async throws {
        _ = try OwnKeys(named: "master", in: room.folders.folder)
        try room.put("web1", in: .accepted, byte: 1)

        #expect(try await room.run("-p", "web1").output == "Accepted Keys:\nweb1:  \(sampleKey(1))\n")
        #expect(try await room.run("-P").output == "Accepted Keys:\nweb1:  \(sampleKey(1))\n")
    }

    @Test func `shows the other keys where one is damaged, and fails`() async throws {
        try room.put("web1", in: .accepted)
        try room.write("damaged", to: "pki/minions/web2")
        let (status, output) = try await room.run("-F")

        #expect(status == .failure)
        #expect(output == "Accepted Keys:\nweb1:  \(try sampleKey(1).fingerprint)\n")
        #expect(try await room.run("-f", "web2").output.isEmpty)
        #expect(try await room.run("-d", "web2", "-y").status == .success)
        #expect(try room.ids() == ["minions/web1"])
    }

    @Test(arguments: ["-L", "-F", "-A", "-D"])
    func `says which folder it cannot list`(_ option: String) async throws {
        try room.put("web1", in: .unaccepted)
        try room.folders.remove(minion("web1"), .unaccepted)
        try room.replaceByFile("pki/minions_pre")

        let error = await #expect(throws: KeyError.self) { try await room.run(option, "-y") }
        let path = room.folders.path(.unaccepted)
        #expect(error == .system(action: "list", path: path, reason: "Not a directory"))
        #expect(CommandFailure(try #require(error), command: SaltKeyCommand.self).status == .failure)
    }
}
