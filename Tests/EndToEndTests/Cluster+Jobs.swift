import BrineTesting

extension Cluster {
    /// The processes whose pids a job writes into a file, a line each, when the file is there.
    func processes(named file: String, count: Int) async throws -> [DaemonHandle] {
        try await until("the pids in \(file)") { (try? TestFile.read(file)) != nil }
        let lines = try TestFile.read(file).split(separator: "\n")
        guard lines.count == count else { throw DeadlinePassed("\(count) pids in \(file)") }
        return try lines.enumerated()
            .map { number, line in
                try TestFile.write("\(line)\n", to: "\(file).\(number)")
                return try DaemonHandle(pidFile: "\(file).\(number)")
            }
    }

    /// The processes of the cluster's jobs whose first word begins with a text.
    func processes(named word: String) -> [String] {
        TestFile.names(in: "/proc").filter { Int32($0) != nil }
            .filter { pid in
                guard let words = try? TestFile.read("/proc/\(pid)/cmdline"), words.hasPrefix(word) else {
                    return false
                }
                return (try? TestFile.read("/proc/\(pid)/environ"))?.contains(folder.dropFirst("/tmp/".count)) == true
            }
    }

    /// Waits until a minion says that it runs a job.
    func waitForRunning(_ jid: String, on minion: String) async throws {
        try await until("\(jid) on \(minion)") {
            try await succeed("salt", "--out", "json", minion, "saltutil.find_job", jid).contains(jid)
        }
    }
}
