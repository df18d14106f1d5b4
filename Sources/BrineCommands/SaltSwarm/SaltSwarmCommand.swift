import ArgumentParser
import BrineCore
import BrineMinion
import BrineTransport
import CLinux
import Glibc

/// `salt-swarm`: many simulated minions, to see how many a master carries.
struct SaltSwarmCommand: BrineCommand {
    static let commandName = "salt-swarm"
    static let usageTail = "[options]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "Simulates many minions in one process, to see how many a master carries.",
        usage: "salt-swarm \(usageTail)",
        version: versionText
    )

    @OptionGroup var versions: VersionsOption

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        parsing: .unconditional,
        help: ArgumentHelp("How many minions to simulate. Default: 100", valueName: "N"),
        transform: OptionNumber.integer
    )
    var count = 100

    @Option(
        help: ArgumentHelp(
            "What the ids begin with; a number in six digits follows.",
            valueName: "TEXT"
        )
    )
    var prefix = "swarm-"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The number of the first minion, so that several swarms make one. Default: 1",
            valueName: "N"
        ),
        transform: OptionNumber.integer
    )
    var first = 1

    @Option(
        help: ArgumentHelp(
            "What the keys are made of: the same text gives the same keys. Whoever knows it knows them.",
            valueName: "TEXT"
        )
    )
    var seed = "salt-swarm"

    @Option(help: ArgumentHelp("The master's host name or address, instead of the configuration's.", valueName: "HOST"))
    var master: String?

    @Option(
        name: .customLong("auth-port"),
        parsing: .unconditional,
        help: ArgumentHelp("The master's port for those who ask to be accepted, likewise.", valueName: "PORT"),
        transform: OptionNumber.integer
    )
    var enrolmentPort: Int?

    @Option(
        name: .customLong("return-delay"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many seconds a function takes at the most that a minion would give to a worker; by chance. Default: 0",
            valueName: "SECONDS"
        ),
        transform: OptionNumber.number
    )
    var returnDelay = 0.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many such functions of a hundred fail. Default: 0", valueName: "PERCENT"),
        transform: OptionNumber.number
    )
    var fail = 0.0

    @OptionGroup var configurationOption: ConfigurationOption

    private static let counts = 1...1_000_000
    /// The longest delay: above a day it is more likely a slip than a wish.
    private static let longestDelay = 86_400.0

    func validate() throws {
        guard Self.counts.contains(count) else {
            throw ValidationError("option -n: expected a number of minions from 1 to 1000000, found \(count)")
        }
        guard (0...Self.counts.upperBound).contains(first) else {
            throw ValidationError("option --first: expected 0 to 1000000, found \(first)")
        }
        if let enrolmentPort, !(1...65_535).contains(enrolmentPort) {
            throw ValidationError("option --auth-port: expected a port from 1 to 65535, found \(enrolmentPort)")
        }
        guard (0...Self.longestDelay).contains(returnDelay) else {
            throw ValidationError("option --return-delay: expected 0 to 86400 seconds, found \(returnDelay)")
        }
        guard (0...100.0).contains(fail) else {
            throw ValidationError("option --fail: expected 0 to 100 percent, found \(fail)")
        }
    }

    func perform() throws -> ExitStatus {
        let settings = try settings()
        let needed = SwarmSettings.descriptors(for: count)
        if let limit = DescriptorLimit.raise(), limit < needed {
            throw TooFewDescriptors(count: count, needed: needed, limit: limit)
        }
        let stop = brine_catch_signals()
        guard stop >= 0 else { throw SignalsRefused(code: errno) }
        let swarm = try Swarm(settings, shares: Self.shares)
        defer { swarm.stop() }
        try SwarmWatch(swarm: swarm, count: count, stop: stop).run()
        return .success
    }

    /// Half of the processors: a libzmq has a thread of its own beside.
    private static var shares: Int { max(1, min(8, sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2)) }

    private func settings() throws -> SwarmSettings {
        let configuration = try configurationOption.minion().configuration
        var host = configuration.master
        if let master {
            guard let given = Host(master) else {
                throw UsageError("option --master: expected a host name or an address, found '\(master)'")
            }
            host = given
        }
        let settings = SwarmSettings(
            count: count,
            first: first,
            prefix: prefix,
            seed: seed,
            master: host.description,
            enrolmentPort: enrolmentPort.map { UInt16($0) } ?? configuration.enrolmentPort,
            masterFinger: configuration.masterFinger?.description ?? "",
            acceptanceWait: configuration.acceptanceWait,
            acceptanceWaitMax: configuration.acceptanceWaitMax,
            reconnectInterval: configuration.reconnectInterval,
            returnDelay: .seconds(returnDelay),
            failures: fail / 100
        )
        do {
            _ = try settings.id(of: first + count)
        } catch {
            throw UsageError("option --prefix: \(error)")
        }
        return settings
    }
}

/// The system does not let one process have as many connections as were asked for.
private struct TooFewDescriptors: Error, CustomStringConvertible {
    let count: Int
    let needed: Int
    let limit: Int

    var description: String {
        "\(count) minions need \(needed) descriptors, and this process may have \(limit): raise the limit (ulimit -n), or "
            + "share them out among several swarms (--first)"
    }
}
