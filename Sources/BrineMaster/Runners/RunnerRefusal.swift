/// Why a runner function does not do what it was asked: an answer for whoever asked, and nothing for the log.
struct RunnerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
