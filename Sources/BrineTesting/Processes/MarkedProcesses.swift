internal import Glibc

/// Processes that carry a mark in their environment.
public enum MarkedProcesses {
    /// The processes whose environment has a variable, each with its value; the own one is left out.
    public static func all(_ variable: String) -> [(pid: Int32, value: String)] {
        TestFile.names(in: "/proc").compactMap { Int32($0) }
            .compactMap { pid in
                guard pid != getpid(), let environment = try? TestFile.bytes(of: "/proc/\(pid)/environ") else {
                    return nil
                }
                return value(of: "\(variable)=", in: environment).map { (pid, $0) }
            }
    }

    /// What follows a text at the start of one of the environment's entries; by the C library's functions, since there is much
    /// to look through.
    private static func value(of start: String, in environment: [UInt8]) -> String? {
        (environment + [0])
            .withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { entries in
                    guard var entry = entries.baseAddress else { return nil }
                    let end = entry + environment.count
                    while entry < end {
                        if strncmp(entry, start, start.utf8.count) == 0 {
                            return String(cString: entry + start.utf8.count)
                        }
                        entry += strlen(entry) + 1
                    }
                    return nil
                }
            }
    }
}
