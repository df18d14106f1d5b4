internal import Glibc

/// Processes that carry a mark in their environment.
public enum MarkedProcesses {
    /// The processes whose environment has a variable, each with its value; the own one is left out.
    public static func all(_ variable: String) -> [(pid: Int32, value: String)] {
        TestFile.names(in: "/proc").compactMap { Int32($0) }
            .compactMap { pid in
                guard pid != getpid(), let environment = try? TestFile.read("/proc/\(pid)/environ") else { return nil }
                let entry = environment.split(separator: "\0").first { $0.hasPrefix("\(variable)=") }
                return entry.map { (pid, String($0.dropFirst(variable.utf8.count + 1))) }
            }
    }
}
