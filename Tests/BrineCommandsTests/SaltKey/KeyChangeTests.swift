import BrineCore
import BrineTransport
import Glibc
import Testing

@testable import BrineCommands

@Suite struct `Changes of keys` {
    private let room: KeyRoom

    init() throws {
        room = try KeyRoom()
        try room.put("web1", "web2", in: .unaccepted)
    }

    @Test(arguments: ["n", "no", "maybe", "  n ", nil])
    func `are not made without a yes`(_ answer: String?) throws {
        let outcome = try change(.accept, answer: answer)

        #expect(outcome.problems.isEmpty)
        #expect(outcome.told.isEmpty)
        #expect(outcome.asked.contains("Proceed? [n/Y] "))
        #expect(try room.ids() == ["minions_pre/web1", "minions_pre/web2"])
    }

    @Test(arguments: ["y", "", " yes \r"])
    func `are made after a yes`(_ answer: String) throws {
        let outcome = try change(.reject, answer: answer)

        #expect(
            outcome.asked == """
                The following keys are going to be rejected:
                Unaccepted Keys:
                web1
                web2
                Proceed? [n/Y] 
                """
        )
        #expect(outcome.told == "Key for minion web1 rejected.\nKey for minion web2 rejected.\n")
        #expect(try room.ids() == ["minions_rejected/web1", "minions_rejected/web2"])
    }

    @Test func `end the question's line where nobody answers`() throws {
        #expect(try change(.accept, answer: nil).asked.hasSuffix("Proceed? [n/Y] \n"))
    }

    @Test func `do not delete after an empty answer`() throws {
        let outcome = try change(.delete, answer: "")

        #expect(outcome.asked.hasSuffix("Proceed? [N/y] "))
        #expect(try room.ids().count == 2)
        #expect(try change(.delete, answer: "y").told.hasPrefix("Key for minion web1 deleted.\n"))
        #expect(try room.ids().isEmpty)
    }

    @Test func `say which key they could not move, and move the others`() throws {
        let plan = KeyPlan(.accept, .everything, from: [.unaccepted], in: try KeyInventory(of: room.folders))
        // Another operator is faster.
        try room.folders.move(minion("web1"), from: .unaccepted, to: .rejected)
        let change = KeyChange(plan: plan, folders: room.folders, printer: try printer(), confirmation: nil)
        let problems = try change.run()

        #expect(problems == ["cannot move \(room.folders.path(.unaccepted))/web1: No such file or directory"])
        #expect(room.text("told").hasSuffix("\nKey for minion web2 accepted.\n"))
        #expect(!room.text("told").contains("Key for minion web1"))
        #expect(try room.ids() == ["minions_rejected/web1", "minions/web2"])
    }

    @Test func `are not made where the plan cannot be shown`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        signal(SIGPIPE, SIG_IGN)
        let plan = KeyPlan(.accept, .everything, from: [.unaccepted], in: try KeyInventory(of: room.folders))
        let confirmation = Confirmation(on: ends[1], color: .never) { "y" }
        let change = KeyChange(plan: plan, folders: room.folders, printer: try printer(), confirmation: confirmation)

        #expect(throws: ConsoleError.readerGone) { try change.run() }
        #expect(try room.ids() == ["minions_pre/web1", "minions_pre/web2"])
    }

    @Test func `print an empty document where they are not allowed`() throws {
        let answers = AnswerPrinter(
            console: try ConsoleWriter(path: "\(room.path)/told", appending: false),
            renderer: ValueRenderer(format: .json)
        )

        #expect(try change(.accept, answer: "n", printer: KeyPrinter(answers, isDocument: true)).told == "{}\n")
    }

    private func change(
        _ verb: KeyVerb,
        answer: String?,
        printer: KeyPrinter? = nil
    ) throws -> (problems: [String], asked: String, told: String) {
        let sources = verb.sources(including: [])
        let plan = KeyPlan(verb, .everything, from: sources, in: try KeyInventory(of: room.folders))
        let descriptor = creat("\(room.path)/asked", 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let confirmation = Confirmation(on: descriptor, color: .automatic) { answer }
        let printer = try printer ?? self.printer()
        let problems = try KeyChange(plan: plan, folders: room.folders, printer: printer, confirmation: confirmation)
            .run()
        return (problems, room.text("asked"), room.text("told"))
    }

    private func printer() throws -> KeyPrinter {
        let console = try ConsoleWriter(path: "\(room.path)/told", appending: false)
        return KeyPrinter(AnswerPrinter(console: console, renderer: ValueRenderer()), isDocument: false)
    }
}
