import BrineClient
import BrineCore
import BrineFormats
import BrineWire
import Glibc
import MessagePack

/// Shows events as they come, until there were enough or somebody stops it.
struct EventStream {
    let client: MasterClient
    let call: StateEvent
    let console: ConsoleWriter

    /// How often the master is asked again while it does not answer.
    private static let patience = Duration.seconds(1)

    /// Listens to the end.
    ///
    /// While the master is away it waits for it to come back.
    ///
    /// - Returns: the exit code.
    func run() throws -> ExitStatus {
        var rest = call.count
        var isAnswered = false
        var hasBegun = false
        guard rest != 0 else { return .success }
        try ask()
        while true {
            switch try client.nextEvents(isAnswered ? nil : Self.patience) {
            case .news(let news):
                isAnswered = true
                if news.begins, hasBegun { warn("the master is back; what happened meanwhile is not shown") }
                if news.begins { hasBegun = true }
                if news.missed > 0 { warn("missed \(news.missed) event(s): they came faster than they were read") }
                for event in news.events {
                    try show(event)
                    rest = rest.map { $0 - 1 }
                    if rest == 0 { return .success }
                }
                // A sign of life answers nothing.
                if news.begins || news.missed > 0 || !news.events.isEmpty { try ask() }
            case .disconnected:
                if isAnswered { warn("the master has gone away; events are shown again when it is back") }
                isAnswered = false
            case .timedOut:
                if !isAnswered { try ask() }
            case .refused(let failure): throw MasterClient.Ending.refused(failure)
            case .interrupted(let signal): return interrupted(by: signal)
            }
        }
    }

    private func ask() throws {
        try client.askForEvents(matching: call.pattern)
    }

    private func show(_ event: EventNews.Entry) throws {
        guard !call.isQuiet else { return }
        let data = try event.data()
        let text =
            call.isPretty
            ? JSONRenderer(indent: 4).render(data.withSortedKeys)
            : JSONRenderer(indent: nil).render(data)
        try console.writeLine("\(event.tag)\t\(text)")
    }

    private func warn(_ text: String) {
        CommandLog.write(.warning, text)
    }

    private func interrupted(by signal: Int32) -> ExitStatus {
        guard signal == SIGINT else { return .code(128 + signal) }
        StandardError.write("\nExiting gracefully on Ctrl-c")
        return .success
    }
}
