/// How much of each output of a command is kept, and where.
struct OutputPolicy: Sendable, Hashable {
    /// How many bytes go into the return.
    var limit = CallContext.defaultOutputLimit
    /// Where what is longer than that is kept; in a file without a name, and only until the return is made, where it is
    /// empty or cannot be written.
    var folder = ""
    /// What the files there are called, before their ending.
    var name = ""
    /// How many bytes are held in memory before all goes to a file: most outputs never touch the disk, and a worker stays
    /// small.
    var inMemory = 1_024 * 1_024
    /// How many bytes of an output a file takes: a command that has run wild for days must not fill the disk.
    var onDisk = 1_024 * 1_024 * 1_024
}
