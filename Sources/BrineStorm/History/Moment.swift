internal import Glibc

/// The clock of a storm: how long the machine has been up, which nobody sets and which shell scripts can read, too.
enum Moment {
    /// The time since the machine started, to a hundredth of a second as `/proc/uptime` has it.
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .milliseconds(time.tv_sec * 1_000 + time.tv_nsec / 10_000_000 * 10)
    }

    /// The time since 1970 by the clock that jids are made of.
    static var wall: Duration {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension Duration {
    /// The whole milliseconds of it.
    var milliseconds: Int {
        Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
