/// Takes what a command writes to one output: in memory while it is short, all of it in a file once it is long.
///
/// It takes everything at once and forever, so that the command is never held up: what nothing can keep is counted.
struct OutputStore {
    private let policy: OutputPolicy
    private let ending: String
    /// All there is, while there is no file.
    private var memory: [UInt8] = []
    private var file: SpillFile?
    private var total = 0
    /// Why nothing more is kept.
    private var failure: String?

    /// A store without anything in it.
    ///
    /// - Parameters:
    ///   - policy: How much to keep, and where.
    ///   - ending: The ending of the file's name: `stdout` or `stderr`.
    init(_ policy: OutputPolicy, ending: String) {
        self.policy = policy
        self.ending = ending
    }

    /// Takes the next bytes.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
        guard failure == nil else { return }
        if file == nil {
            guard total > roomInMemory else {
                memory += bytes
                return
            }
            spill()
        }
        if let file {
            write(bytes, to: file)
        } else {
            memory += bytes.prefix(max(policy.inMemory - memory.count, 0))
        }
    }

    /// What is longer than the return takes is in a file even where memory would have held it, so that nothing is lost.
    private var roomInMemory: Int {
        min(policy.inMemory, max(policy.limit, 0))
    }

    /// Moves what there is into a file; where there can be none, memory keeps what it can.
    private mutating func spill() {
        do throws(ShellCommandError) {
            file = try SpillFile(folder: policy.folder, name: policy.name, ending: ending)
        } catch {
            failure = error.description
            return
        }
        guard let file else { return }
        memory.withUnsafeBytes { write($0, to: file) }
        if failure == nil {
            memory = []
        } else {
            file.remove()
            self.file = nil
        }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer, to file: SpillFile) {
        let room = policy.onDisk - file.size
        do {
            try file.append(UnsafeRawBufferPointer(rebasing: bytes.prefix(room)))
        } catch {
            failure = String(describing: error)
        }
        if bytes.count > room { failure = "no more than \(policy.onDisk) bytes of an output are kept" }
    }

    /// What goes into the return; the file is left where it holds more than that, and removed otherwise.
    mutating func finish() -> CapturedOutput {
        let kept = file?.size ?? memory.count
        let count = min(kept, max(policy.limit, 0))
        var bytes = file?.start(count) ?? Array(memory.prefix(count))
        // Each byte that is no UTF-8 becomes a character of three: a file that fits may make a text that does not.
        if file != nil, String(decoding: bytes, as: UTF8.self).utf8.count > policy.limit {
            bytes = Array(bytes.prefix(max(policy.limit, 0) / 3))
        }
        if kept == bytes.count { file?.remove() }
        return CapturedOutput(
            bytes: bytes,
            total: total,
            kept: kept,
            path: kept > bytes.count ? file?.path : nil,
            failure: failure
        )
    }
}
