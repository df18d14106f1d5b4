internal import BrineTesting
internal import Glibc
internal import Synchronization

/// A master and minions on loopback, in a scratch folder, each minion behind links of its own.
///
/// Everything that it starts carries its mark in the environment, workers and jobs too.
final class Fleet: Sendable {
    /// The scratch folder.
    let folder: String
    /// The minions' ids.
    let minions: [String]
    /// What lies between the minions and the master.
    let links: Links
    private let mark: String
    private static let markName = "BRINE_STORM"

    /// Writes the configurations; starts nothing but the links.
    ///
    /// - Throws: ``StormError``, or where a file cannot be written.
    init(_ settings: StormSettings) throws {
        mark = "s\(getpid())-\(UInt16.random(in: 0...UInt16.max))"
        folder = "/tmp/brine-storm-\(mark)"
        minions = (1...settings.minions).map { $0 < 10 ? "m0\($0)" : "m\($0)" }
        let ports = FreePorts.take(4)
        links = try Links(minions: settings.minions, ports: Array(ports[0..<3]))
        let window = Double(settings.window.milliseconds) / 1_000
        try TestFile.write(
            """
            root_dir: \(folder)/master
            interface: 127.0.0.1
            auth_port: \(ports[0])
            publish_port: \(ports[1])
            ret_port: \(ports[2])
            control_port: \(ports[3])
            auto_accept: True
            delivery_window: \(window)
            heartbeat_interval: 2
            log_level: debug

            """,
            to: "\(folder)/etc/master"
        )
        for (index, id) in minions.enumerated() {
            try TestFile.write(
                """
                root_dir: \(folder)/\(id)
                id: \(id)
                master: \(Links.address(index))
                auth_port: \(ports[0])
                acceptance_wait_time: 0.3
                reconnect_interval: 0.3
                process_count_max: \(index % 3 == 2 ? 2 : -1)
                module_dirs: []
                log_level: debug

                """,
                to: "\(folder)/etc/\(id)/minion"
            )
        }
    }

    // MARK: Places

    /// The script that does the work of jobs.
    var script: String { "\(folder)/work" }
    /// The file that the script's runs write to.
    var witness: String { "\(folder)/witness" }
    /// The file of the history.
    var history: String { "\(folder)/history.jsonl" }
    /// A minion's cache.
    func cache(_ id: String) -> String { "\(folder)/\(id)/var/cache/salt/minion" }

    /// The process id of a daemon by its file, whether it lives or not.
    func pid(of place: String) -> Int32? {
        let file =
            place == Story.master
            ? "\(folder)/master/var/run/salt-master.pid" : "\(folder)/\(place)/var/run/salt-minion.pid"
        return (try? TestFile.read(file)).flatMap { Int32($0.prefix { $0 != "\n" }) }
    }

    // MARK: Processes

    /// Starts the master or a minion, and returns when it is ready.
    ///
    /// - Parameters:
    ///   - place: A minion's id, or ``Story/master``.
    ///   - meanwhile: Done while it starts.
    /// - Returns: how its start ended: with status 0 when it is ready.
    /// - Throws: Where no process can be made.
    @discardableResult
    func start(_ place: String, meanwhile: () async throws -> Void = {}) async throws -> CommandRun {
        let isMaster = place == Story.master
        return try await CommandRun.run(
            "\(BuiltCommands.folder)/\(isMaster ? "salt-master" : "salt-minion")",
            ["-c", isMaster ? "\(folder)/etc" : "\(folder)/etc/\(place)", "-d"],
            environment: environment(isMaster ? [:] : ["STORM_MINION": place]),
            ownGroup: true,
            meanwhile: { _ in try await meanwhile() }
        )
    }

    /// Sends a signal to the master or a minion.
    ///
    /// - Returns: its process, or nil where none runs.
    func signal(_ place: String, _ signal: Int32) -> DaemonHandle? {
        guard let pid = pid(of: place), isOurs(pid), let handle = try? DaemonHandle(pid: pid) else { return nil }
        handle.send(signal)
        return handle
    }

    /// Runs a command of the master's machine.
    ///
    /// - Parameters:
    ///   - words: The command and its words.
    ///   - started: Told its process id.
    /// - Returns: how it ended.
    /// - Throws: Where no process can be made.
    func run(_ words: [String], started: (Int32) async throws -> Void = { _ in }) async throws -> CommandRun {
        try await CommandRun.run(
            "\(BuiltCommands.folder)/\(words[0])",
            ["-c", "\(folder)/etc"] + words.dropFirst(),
            environment: environment(),
            ownGroup: true,
            meanwhile: started
        )
    }

    /// The workers of a minion, busy or waiting for work, as far as they have not become another program.
    func workers(of minion: String) -> [Int32] {
        let own = pid(of: minion)
        return processes()
            .filter { $0 != own && isWorker($0) && environment(of: $0).contains("STORM_MINION=\(minion)") }
    }

    /// The daemon at a place and whatever starts it, but no worker.
    func daemons(at place: String) -> [Int32] {
        let configuration = place == Story.master ? "\(folder)/etc" : "\(folder)/etc/\(place)"
        return processes()
            .filter { pid in
                let words = words(of: pid).split(separator: " ")
                return words.contains(Substring(configuration)) && words.contains("-d")
            }
    }

    /// The processes that the fleet's daemons and commands have started, and they themselves.
    func processes() -> [Int32] {
        MarkedProcesses.all(Self.markName).filter { $0.value == mark }.map(\.pid)
    }

    /// The words of a process's command line.
    func words(of pid: Int32) -> String {
        ((try? TestFile.read("/proc/\(pid)/cmdline")) ?? "").replacing("\0", with: " ")
    }

    /// Ends all that is left of it, and removes its folder if it shall not stay.
    func end(keeping: Bool) {
        links.stop()
        for pid in processes() { kill(pid, SIGKILL) }
        if !keeping { TestFile.removeAll(folder) }
    }

    private func isOurs(_ pid: Int32) -> Bool { environment(of: pid).contains("\(Self.markName)=\(mark)") }

    private func isWorker(_ pid: Int32) -> Bool {
        words(of: pid).contains("salt-minion") && getsid(pid) == pid
    }

    private func environment(of pid: Int32) -> [Substring] {
        ((try? TestFile.read("/proc/\(pid)/environ")) ?? "").split(separator: "\0")
    }

    private func environment(_ further: [String: String] = [:]) -> [String: String] {
        further.merging([Self.markName: mark]) { own, _ in own }
    }
}
