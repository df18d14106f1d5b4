import BrineCore
import Glibc

/// What `Benchmarks/store/run` is made of: each word fills a store, asks a master about it, or writes to one.
@main
struct StoreBenchmark {
    private static let usage = """
        Usage: store-benchmark fill STORE FROM TO
               store-benchmark ask SOCKET ROUNDS [first-page]
               store-benchmark prepare STORE
               store-benchmark insert STORE BATCH TOTAL

        """

    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            switch (words.first, words.count) {
            case ("fill", 4):
                try await Filling(path: words[1]).fill(try number(words[2])..<number(words[3]))
            case ("ask", 3), ("ask", 4):
                try Questions(socket: words[1], rounds: try number(words[2])).ask(growthOnly: words.count == 4)
            case ("prepare", 2):
                try await Inserting(path: words[1]).prepare()
            case ("insert", 4):
                try await Inserting(path: words[1]).insert(batch: try number(words[2]), total: try number(words[3]))
            default:
                throw UsageProblem()
            }
        } catch is UsageProblem {
            fail(usage, 64)
        } catch {
            fail("store-benchmark: \(error)\n", 1)
        }
    }

    private static func fail(_ text: String, _ status: Int32) -> Never {
        _ = write(STDERR_FILENO, text, text.utf8.count)
        exit(status)
    }

    private static func number(_ word: String) throws -> Int {
        guard let number = Int(word), number >= 0 else { throw UsageProblem() }
        return number
    }

    private struct UsageProblem: Error {}
}
