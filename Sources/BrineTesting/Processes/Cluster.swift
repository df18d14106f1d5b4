internal import Glibc

/// A master and minions for an end-to-end test: the real commands in a scratch folder, on free ports, on loopback or on a
/// network of their own.
///
/// Everything a cluster starts carries its mark in the environment, workers and their jobs too, and ``with(minions:_:)`` ends
/// whatever carries it when the test is over, however it went.
public final class Cluster: Sendable {
    /// The scratch folder.
    public let folder: String
    /// The minions' ids.
    public let minions: [String]
    private let mark: String
    private let network: FaultyNetwork?
    private static let markName = "BRINE_TEST_CLUSTER"
    /// The name of the master's host on a network.
    public static let masterHost = "master"

    /// Runs a test on a new cluster whose master and minions are up and accepted.
    ///
    /// - Parameters:
    ///   - minions: The minions' ids.
    ///   - network: Where they are, each on the host of its name and the master on ``masterHost``; nil for loopback.
    ///   - masterSettings: Lines for the master's configuration.
    ///   - minionSettings: Lines for each minion's configuration.
    ///   - body: The test.
    /// - Throws: What the test throws, or what kept the cluster from coming up.
    public static func with(
        minions: [String],
        on network: FaultyNetwork? = nil,
        masterSettings: String = "",
        minionSettings: String = "",
        _ body: (Cluster) async throws -> Void
    ) async throws {
        try await withConfiguration(
            minions: minions,
            on: network,
            masterSettings: masterSettings,
            minionSettings: minionSettings
        ) {
            try await $0.startMaster()
            for id in minions { try await $0.startMinion(id) }
            try await $0.acceptAll()
            try await body($0)
        }
    }

    /// Runs a test on a new cluster of which nothing is started yet.
    ///
    /// - Parameters:
    ///   - minions: The minions' ids.
    ///   - network: Where they are, each on the host of its name and the master on ``masterHost``; nil for loopback.
    ///   - masterSettings: Lines for the master's configuration.
    ///   - minionSettings: Lines for each minion's configuration.
    ///   - body: The test.
    /// - Throws: What the test throws.
    public static func withConfiguration(
        minions: [String],
        on network: FaultyNetwork? = nil,
        masterSettings: String = "",
        minionSettings: String = "",
        _ body: (Cluster) async throws -> Void
    ) async throws {
        let cluster = try Cluster(minions, network, masterSettings, minionSettings)
        do {
            try await body(cluster)
        } catch {
            cluster.showLogs()
            cluster.cleanUp()
            throw error
        }
        cluster.cleanUp()
    }

    /// Runs a test on a new cluster whose master and minions are up, accepted, and on a network of their own.
    ///
    /// - Parameters:
    ///   - minions: The minions' ids.
    ///   - masterSettings: Lines for the master's configuration.
    ///   - minionSettings: Lines for each minion's configuration.
    ///   - body: The test.
    /// - Throws: What the test throws, or what kept the network or the cluster from coming up.
    public static func withNetwork(
        minions: [String],
        masterSettings: String = "",
        minionSettings: String = "",
        _ body: (Cluster, FaultyNetwork) async throws -> Void
    ) async throws {
        try await FaultyNetwork.with(hosts: [masterHost] + minions) { network in
            try await with(
                minions: minions,
                on: network,
                masterSettings: masterSettings,
                minionSettings: minionSettings
            ) { try await body($0, network) }
        }
    }

    private init(
        _ minions: [String],
        _ network: FaultyNetwork?,
        _ masterSettings: String,
        _ minionSettings: String
    ) throws {
        _ = Self.sweep
        self.network = network
        let address = try network?.address(of: Self.masterHost) ?? "127.0.0.1"
        // Short: a local socket's path may have 107 bytes.
        mark = "b\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        folder = "/tmp/\(mark)"
        self.minions = minions
        let ports = FreePorts.take(4)
        try TestFile.write(
            """
            root_dir: \(folder)/master
            interface: \(address)
            auth_port: \(ports[0])
            publish_port: \(ports[1])
            ret_port: \(ports[2])
            control_port: \(ports[3])
            log_level: debug
            \(masterSettings)

            """,
            to: "\(folder)/etc/master"
        )
        for id in minions {
            try TestFile.write(
                """
                root_dir: \(folder)/\(id)
                id: \(id)
                master: \(address)
                auth_port: \(ports[0])
                acceptance_wait_time: 0.2
                reconnect_interval: 0.2
                log_level: debug
                \(minionSettings)

                """,
                to: "\(folder)/etc/\(id)/minion"
            )
        }
    }

    // MARK: Daemons

    /// Starts the master, and returns when it is ready.
    ///
    /// - Parameters:
    ///   - disk: A disk to start it on; nil for the machine's own.
    ///   - clock: A clock for it to go by; nil for the machine's.
    /// - Returns: its process.
    /// - Throws: ``CommandFailed`` where it does not start.
    @discardableResult
    public func startMaster(on disk: SmallDisk? = nil, by clock: SteppedClock? = nil) async throws -> DaemonHandle {
        try await start(
            "\(BuiltCommands.folder)/salt-master",
            configuration: masterFolder,
            pidFile: masterPIDFile,
            host: Self.masterHost,
            on: disk,
            by: clock
        )
    }

    /// Starts a minion, and returns when it has looked after its old jobs and begins to ask for its master.
    ///
    /// - Parameters:
    ///   - id: The minion's id.
    ///   - executable: The path of another executable than the one that was built.
    ///   - disk: A disk to start it on; nil for the machine's own.
    ///   - clock: A clock for it to go by; nil for the machine's.
    /// - Returns: its process.
    /// - Throws: ``CommandFailed`` where it does not start.
    @discardableResult
    public func startMinion(
        _ id: String,
        executable: String? = nil,
        on disk: SmallDisk? = nil,
        by clock: SteppedClock? = nil
    ) async throws -> DaemonHandle {
        try await start(
            executable ?? "\(BuiltCommands.folder)/salt-minion",
            configuration: minionFolder(id),
            pidFile: minionPIDFile(id),
            host: id,
            on: disk,
            by: clock
        )
    }

    /// The running master.
    public func master() throws -> DaemonHandle { try DaemonHandle(pidFile: masterPIDFile) }

    /// A running minion.
    public func minion(_ id: String) throws -> DaemonHandle { try DaemonHandle(pidFile: minionPIDFile(id)) }

    /// Accepts every minion's key, when it has asked, and waits until all of them listen.
    public func acceptAll() async throws {
        try await until("the minions' questions") {
            TestFile.names(in: "\(folder)/master/etc/salt/pki/master/minions_pre").filter { !$0.hasPrefix(".") }.count
                == minions.count
        }
        _ = try await succeed("salt-key", "-A", "-y")
        // Waits until each has come and answered: what is published goes to a minion when it subscribes.
        _ = try await succeed("salt", "-t", "30", "*", "test.ping")
    }

    // MARK: Commands

    /// Runs a command with the master's configuration.
    ///
    /// - Returns: what it printed and how it ended.
    /// - Throws: What the system says where it cannot be started.
    public func run(_ command: String, _ arguments: String...) async throws -> CommandRun {
        try await run(command, arguments)
    }

    /// Runs a command with the master's configuration.
    ///
    /// - Parameters:
    ///   - command: The command's name.
    ///   - arguments: Its arguments.
    ///   - meanwhile: Done while it runs; given its process id.
    /// - Returns: what it printed and how it ended.
    /// - Throws: What the system says where it cannot be started, or what is thrown meanwhile.
    public func run(
        _ command: String,
        _ arguments: [String],
        meanwhile: (Int32) async throws -> Void = { _ in }
    ) async throws -> CommandRun {
        let folder = command == "salt-call" ? minionFolder(minions.first ?? "") : masterFolder
        return try await CommandRun.run(
            "\(BuiltCommands.folder)/\(command)",
            ["-c", folder] + arguments,
            environment: [Self.markName: mark],
            meanwhile: meanwhile
        )
    }

    /// Runs a command with another configuration, named by a flag of the test's.
    ///
    /// - Returns: what it printed and how it ended.
    /// - Throws: What the system says where it cannot be started.
    public func run(_ command: String, configuration: String, flag: String) async throws -> CommandRun {
        try await CommandRun.run(
            "\(BuiltCommands.folder)/\(command)",
            [flag, configuration],
            environment: [Self.markName: mark]
        )
    }

    /// Runs a command that must end well.
    ///
    /// - Returns: what it printed on standard output, without the last newline.
    /// - Throws: ``CommandFailed`` where it ends with another code than 0.
    public func succeed(_ command: String, _ arguments: String...) async throws -> String {
        let result = try await run(command, arguments)
        guard result.status == 0 else { throw CommandFailed(command, arguments, result) }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    /// Publishes a job and does not wait for it.
    ///
    /// - Returns: its jid.
    /// - Throws: ``CommandFailed`` where it cannot be published.
    public func publish(_ arguments: String...) async throws -> String {
        let result = try await run("salt", ["--async"] + arguments)
        guard result.status == 0, let jid = result.lines.first?.split(separator: " ").last else {
            throw CommandFailed("salt", arguments, result)
        }
        return String(jid)
    }

    // MARK: Places

    /// The folder of the master's configuration.
    public var masterFolder: String { "\(folder)/etc" }
    /// The folder of a minion's configuration.
    public func minionFolder(_ id: String) -> String { "\(folder)/etc/\(id)" }
    /// The folder of the master's store.
    public var storeFolder: String { "\(folder)/master/var/cache/salt/master" }
    /// The master's log.
    public var masterLog: String { "\(folder)/master/var/log/salt/master" }
    /// A minion's proc directory.
    public func procFolder(_ id: String) -> String { "\(folder)/\(id)/var/cache/salt/minion/proc" }
    /// A minion's outbox.
    public func outboxFolder(_ id: String) -> String { "\(folder)/\(id)/var/cache/salt/minion/outbox" }
    private var masterPIDFile: String { "\(folder)/master/var/run/salt-master.pid" }
    private func minionPIDFile(_ id: String) -> String { "\(folder)/\(id)/var/run/salt-minion.pid" }

    // MARK: Inside

    private func start(
        _ path: String,
        configuration: String,
        pidFile: String,
        host: String,
        on disk: SmallDisk?,
        by clock: SteppedClock?
    ) async throws -> DaemonHandle {
        let places = try (disk?.entering ?? []) + (network?.entering(host) ?? [])
        let words = places + [path, "-c", configuration, "-d"]
        let environment = (clock?.environment ?? [:]).merging([Self.markName: mark]) { $1 }
        let result = try await CommandRun.run(words[0], Array(words[1...]), environment: environment)
        guard result.status == 0 else { throw CommandFailed(words[0], Array(words[1...]), result) }
        return try DaemonHandle(pidFile: pidFile)
    }

    private func showLogs() {
        for log in [masterLog] + minions.map({ "\(folder)/\($0)/var/log/salt/minion" }) {
            if let text = try? TestFile.read(log) { print("--- \(log)\n\(text.suffix(8_000))") }
        }
    }

    /// Ends, once, what test processes have left that were killed before they could clean up.
    private static let sweep: Void = {
        for (pid, mark) in MarkedProcesses.all(markName) where isOrphaned(mark) { kill(pid, SIGKILL) }
        for name in TestFile.names(in: "/tmp") where isOrphaned(name) { TestFile.removeAll("/tmp/\(name)") }
    }()

    /// Whether a mark is one of ours whose test process is gone.
    private static func isOrphaned(_ mark: String) -> Bool {
        let parts = mark.split(separator: "-")
        guard parts.count == 2, parts[0].hasPrefix("b"), let pid = Int32(parts[0].dropFirst()), UInt32(parts[1]) != nil
        else { return false }
        return kill(pid, 0) != 0 && errno == ESRCH
    }

    private func cleanUp() {
        for (pid, found) in MarkedProcesses.all(Self.markName) where found == mark { kill(pid, SIGKILL) }
        TestFile.removeAll(folder)
    }
}

/// A command of a test ended otherwise than it should.
public struct CommandFailed: Error, CustomStringConvertible {
    /// The command, how it ended and what it printed.
    public let description: String

    init(_ command: String, _ arguments: [String], _ result: CommandRun) {
        description = """
            \(command) \(arguments.joined(separator: " ")) ended with \(result.status)
            standard output: \(result.output)
            standard error: \(result.error)
            """
    }
}
