import ArgumentParser
import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `The options of salt-key` {
    private func action(_ arguments: String...) throws -> KeyAction {
        try SaltKeyCommand.parse(arguments).action()
    }

    @Test func `list all keys where they ask for nothing`() throws {
        #expect(try action() == .list(KeyState.allCases))
        #expect(try action("-L") == .list(KeyState.allCases))
        #expect(try action("--list-all", "--out=json") == .list(KeyState.allCases))
    }

    @Test(arguments: [
        ("acc", KeyState.accepted), ("accepted", .accepted), ("pre", .unaccepted), ("un", .unaccepted),
        ("unaccepted", .unaccepted), ("den", .denied), ("denied", .denied), ("rej", .rejected), ("rejected", .rejected),
    ])
    func `list one state by each of its names`(_ word: String, _ state: KeyState) throws {
        #expect(try action("-l", word) == .list([state]))
        #expect(try action("--list=\(word)") == .list([state]))
    }

    @Test(arguments: ["bogus", "", "ACC", "pending"])
    func `refuse a state that there is not`(_ word: String) {
        let error = #expect(throws: UsageError.self) { try action("-l", word) }
        #expect(error?.description == "'\(word)' is not a valid argument to '--list'")
    }

    @Test func `change the keys that match, or all of them`() throws {
        #expect(try action("-a", "web*") == .change(.accept, KeyPattern("web*"), from: [.unaccepted]))
        #expect(try action("-A", "-y") == .change(.accept, .everything, from: [.unaccepted]))
        #expect(try action("--reject", "x") == .change(.reject, KeyPattern("x"), from: [.unaccepted]))
        #expect(try action("-R") == .change(.reject, .everything, from: [.unaccepted]))
        #expect(try action("-d", "x") == .change(.delete, KeyPattern("x"), from: Set(KeyState.allCases)))
        #expect(try action("--delete-all") == .change(.delete, .everything, from: Set(KeyState.allCases)))
    }

    @Test func `add up where one stands twice`() throws {
        #expect(try action("-a", "web1", "-a", "db1") == .change(.accept, KeyPattern("web1,db1"), from: [.unaccepted]))
    }

    @Test func `include other states`() throws {
        #expect(
            try action("-a", "x", "--include-rejected")
                == .change(.accept, KeyPattern("x"), from: [.unaccepted, .rejected])
        )
        #expect(try action("-A", "--include-denied") == .change(.accept, .everything, from: [.unaccepted, .denied]))
        #expect(
            try action("-R", "--include-accepted", "--include-denied")
                == .change(.reject, .everything, from: [.unaccepted, .accepted, .denied])
        )
        #expect(
            try action("-A", "--include-all") == .change(.accept, .everything, from: [.unaccepted, .rejected, .denied])
        )
    }

    @Test func `show keys and fingerprints`() throws {
        #expect(try action("-p", "web1") == .show(.key, KeyPattern("web1")))
        #expect(try action("-P") == .show(.key, .everything))
        #expect(try action("-f", "web1") == .show(.fingerprint, KeyPattern("web1")))
        #expect(try action("-F") == .show(.fingerprint, .everything))
        #expect(try action("-F", "master") == .show(.fingerprint, .everything))
    }

    @Test func `ask for one thing at a time`() {
        let error = #expect(throws: UsageError.self) { try action("-a", "x", "-D") }
        #expect(error?.description == "expected one action, found --accept and --delete-all")
        #expect(throws: UsageError.self) { try action("-a", "x", "-A") }
        #expect(throws: UsageError.self) { try action("-L", "-F") }
    }

    @Test func `do not include states in what takes all of them`() {
        #expect(throws: UsageError.self) { try action("-d", "x", "--include-rejected") }
        #expect(throws: UsageError.self) { try action("--include-all") }
    }

    @Test func `stand alone`() {
        #expect(throws: UsageError.self) { try action("web1") }
        #expect(throws: UsageError.self) { try action("-L", "master") }
        #expect(throws: UsageError.self) { try action("-F", "master", "more") }
        #expect(throws: (any Error).self) { try action("--no-such") }
        #expect(throws: (any Error).self) { try action("-a") }
    }

    @Test func `tell a wrong list argument in Salt's words`() {
        let failure = CommandFailure(
            UsageError("'bogus' is not a valid argument to '--list'"),
            command: SaltKeyCommand.self
        )

        #expect(failure.status == .usage)
    }
}
