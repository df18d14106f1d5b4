/// The commands, as their executables enter them.
public enum Doorway {
    /// All commands there are.
    static let commands: [any BrineCommand.Type] = [
        SaltCommand.self, SaltRunCommand.self, SaltKeyCommand.self, SaltCallCommand.self, SaltMasterCommand.self,
        SaltMinionCommand.self, SaltSwarmCommand.self,
    ]

    /// `salt`: has a function run on minions.
    public static func salt() async -> Never { await SaltCommand.enter() }

    /// `salt-run`: runs a function in the master.
    public static func saltRun() async -> Never { await SaltRunCommand.enter() }

    /// `salt-key`: decides which minions may connect.
    public static func saltKey() async -> Never { await SaltKeyCommand.enter() }

    /// `salt-call`: runs a function on this minion.
    public static func saltCall() async -> Never { await SaltCallCommand.enter() }

    /// `salt-master`: the master.
    public static func saltMaster() async -> Never { await SaltMasterCommand.enter() }

    /// `salt-minion`: the minion, and the workers that it starts.
    @MainActor
    public static func saltMinion() async -> Never { await SaltMinionCommand.enterDaemonOrWorker() }

    /// `salt-swarm`: simulates many minions.
    public static func saltSwarm() async -> Never { await SaltSwarmCommand.enter() }
}
