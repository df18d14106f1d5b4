#if BRINE_FAILPOINTS
internal import Glibc
internal import Synchronization

extension Failpoint {
    /// Whether this build has failpoints.
    public static let isCompiledIn = true

    /// What the environment asks for, read once.
    private static let armed = Result { try ArmedFailpoint(environment: { getenv($0).map { String(cString: $0) } }) }
    private static let passed = Atomic(0)

    /// Why the environment names no failpoint although it tries to; nil where all is well.
    public static var problem: String? {
        if case .failure(let error) = armed { "\(error)" } else { nil }
    }

    /// The process is at a failpoint: ends it at this very instruction, where that is what the environment asks for.
    public static func reached(_ failpoint: Failpoint) {
        guard case .success(let armed?) = armed, armed.failpoint == failpoint,
            passed.wrappingAdd(1, ordering: .relaxed).newValue == armed.turn
        else { return }
        if let mark = armed.mark {
            let descriptor = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            // Another one died here before.
            guard descriptor >= 0 else { return }
        }
        kill(getpid(), SIGKILL)
    }
}
#else
extension Failpoint {
    /// Whether this build has failpoints.
    public static let isCompiledIn = false

    /// Why the environment names no failpoint although it tries to: never, since nobody asks it.
    @inlinable @inline(__always)
    public static var problem: String? { nil }

    /// The process is at a failpoint: nothing happens in this build.
    @inlinable @inline(__always)
    public static func reached(_ failpoint: Failpoint) {}
}
#endif
