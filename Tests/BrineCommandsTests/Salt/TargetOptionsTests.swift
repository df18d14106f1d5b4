import ArgumentParser
import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `The options for targets` {
    private func target(_ arguments: String...) throws -> Target {
        let command = try SaltCommand.parse(arguments + ["test.ping"])
        return try command.targetOptions.target(command.target ?? "")
    }

    @Test func `say what the target is written in`() throws {
        #expect(try target("web*") == .glob("web*"))
        for option in ["-E", "--pcre"] { #expect(try target(option, "web\\d") == .pcre("web\\d")) }
        for option in ["-G", "--grain"] { #expect(try target(option, "os:Debian") == .grain("os:Debian")) }
        for option in ["-P", "--grain-pcre"] { #expect(try target(option, "os:(a|b)") == .grainPCRE("os:(a|b)")) }
        for option in ["-C", "--compound"] { #expect(try target(option, "a and b") == .compound("a and b")) }
        for option in ["-N", "--nodegroup"] { #expect(try target(option, "web") == .nodegroup("web")) }
        for option in ["-S", "--ipcidr"] { #expect(try target(option, "10.0.0.0/8") == .ipcidr("10.0.0.0/8")) }
        let ids = try ["b", "a"].map { try #require(MinionID($0)) }
        for option in ["-L", "--list"] { #expect(try target(option, "b, a") == .list(ids)) }
    }

    @Test func `may name another delimiter for grains`() throws {
        #expect(try target("-G", "--delimiter", "|", "os|Debian") == .grain("os|Debian", delimiter: "|"))
        #expect(try target("--delimiter=::", "-P", "os::D") == .grainPCRE("os::D", delimiter: "::"))
        #expect(throws: (any Error).self) { try target("--delimiter", "|", "web*") }
        #expect(throws: (any Error).self) { try target("-C", "--delimiter", "|", "web*") }
        #expect(throws: (any Error).self) { try target("-G", "--delimiter", "", "os:x") }
    }

    @Test(arguments: [["-E", "-G"], ["-L", "-L", "-C"], ["-EGP"], ["--nodegroup", "-S"]])
    func `exclude one another`(options: [String]) {
        let error = #expect(throws: (any Error).self) { try SaltCommand.parse(options + ["a:b", "test.ping"]) }
        let message = error.map { SaltCommand.message(for: $0) } ?? ""
        #expect(message.hasSuffix("are given: expected one of them at the most"))
    }

    @Test(
        arguments: [
            (["-C", "web* and"], "target, column 9: expected a condition, found the end"),
            (["-E", "web("], "target, column 5: expected a regular expression, found missing closing parenthesis"),
            (["-G", "os"], "target, column 1: expected grain:value, found 'os'"),
            (["-S", "10.0.0.0/33"], "target, column 10: expected a prefix of 0 to 32 or a netmask, found '33'"),
            (["-L", "a,b/c"], "target, column 3: expected a minion id (\(MinionID.rule)), found 'b/c'"),
            (["-L", ""], "target, column 1: expected a list of ids, found none"),
            ([String(repeating: "a", count: 1_025)], "target, column 1: expected at most 1024 bytes, found 1025"),
        ]
    )
    func `refuse a target that is none, with the place`(arguments: [String], message: String) throws {
        let command = try SaltCommand.parse(arguments + ["test.ping"])
        let error = #expect(throws: UsageError.self) { try command.targetOptions.target(command.target ?? "") }
        #expect(error?.description == message)
    }

    @Test func `a preview needs no function`() throws {
        #expect(try SaltCommand.parse(["--preview-target", "*"]).function == nil)
    }
}
