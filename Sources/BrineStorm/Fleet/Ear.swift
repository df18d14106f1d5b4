internal import BrineTesting
internal import Glibc

/// Listens to the master's events, as far as they come while nobody hears: they are for people who look on.
struct Ear {
    let fleet: Fleet
    let history: History
    let whistle: Whistle

    /// Listens until the storm is over.
    func listen() async {
        while !whistle.isBlown {
            // Not one for the whole storm: what it printed is read when it has ended.
            let words = ["salt-run", "state.event", "salt/job/*/ret/*", "count=40"]
            let run = try? await fleet.run(words) { pid in
                while Self.isAlive(pid) {
                    if whistle.isBlown {
                        kill(pid, SIGINT)
                        return
                    }
                    try? await Task.sleep(for: .milliseconds(200))
                }
            }
            for line in run?.lines ?? [] { take(line) }
        }
    }

    private static func isAlive(_ pid: Int32) -> Bool {
        // One that has ended and was not waited for yet counts as ended.
        guard let text = try? TestFile.read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else {
            return false
        }
        return !text[end...].hasPrefix(") Z")
    }

    private func take(_ line: String) {
        let parts = line.prefix { $0 != "\t" }.split(separator: "/")
        guard parts.count == 5, parts[0] == "salt", parts[1] == "job", parts[3] == "ret" else { return }
        history.note(.told(jid: String(parts[2]), minion: String(parts[4])))
    }
}
