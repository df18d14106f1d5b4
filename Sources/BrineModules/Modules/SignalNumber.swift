internal import Glibc
internal import MessagePack

/// Signals as users write them.
enum SignalNumber {
    /// The number of a signal written as a number, as `TERM` or as `SIGTERM`, in any case; nil for anything else.
    static func parse(_ value: Value) -> Int32? {
        switch value {
        case .int(let number): (0...highest).contains(number) ? Int32(number) : nil
        case .string(let text): number(named: text.uppercased())
        default: nil
        }
    }

    /// The last real-time signal of Linux.
    private static let highest: Int64 = 64

    private static func number(named name: String) -> Int32? {
        if let number = Int64(name) { return parse(.int(number)) }
        return byName[name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name]
    }

    private static let byName: [String: Int32] = [
        "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ILL": SIGILL, "TRAP": SIGTRAP, "ABRT": SIGABRT, "BUS": SIGBUS,
        "FPE": SIGFPE, "KILL": SIGKILL, "USR1": SIGUSR1, "SEGV": SIGSEGV, "USR2": SIGUSR2, "PIPE": SIGPIPE,
        "ALRM": SIGALRM, "TERM": SIGTERM, "CHLD": SIGCHLD, "CONT": SIGCONT, "STOP": SIGSTOP, "TSTP": SIGTSTP,
        "TTIN": SIGTTIN, "TTOU": SIGTTOU, "URG": SIGURG, "XCPU": SIGXCPU, "XFSZ": SIGXFSZ, "VTALRM": SIGVTALRM,
        "PROF": SIGPROF, "WINCH": SIGWINCH, "IO": SIGIO, "PWR": SIGPWR, "SYS": SIGSYS,
    ]
}
