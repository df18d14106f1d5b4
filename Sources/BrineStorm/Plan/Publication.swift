/// A job that is to be published.
struct Publication: Sendable, Hashable {
    /// What it does.
    var work: Work
    /// The words that say for whom: options and the target.
    var target: [String]
    /// The minions that the target means.
    var minions: [String]
    /// Whether `salt` waits for it.
    var waits: Bool
    /// How many of the minions alone.
    var subset: Int?
    /// The places of its rollout.
    var batch: Int?
    /// Further options of the rollout.
    var rollout: [String] = []
    /// After how many seconds it is to be ended.
    var limit: Int?
    /// How many seconds it may be delivered, where not for the master's own window.
    var within: Int?

    /// The words of the call.
    ///
    /// - Parameter script: The path of the script that does the work.
    /// - Returns: the command and its words.
    func words(script: String) -> [String] {
        var words = ["salt", "--out", "json", "--out-indent", "-1", "--metadata", "{\"storm\": \"\(work.token)\"}"]
        words += waits ? ["--show-jid", "-t", "3"] : ["--async"]
        if let subset { words += ["--subset", "\(subset)"] }
        if let batch { words += ["-b", "\(batch)"] + rollout }
        if let limit { words += ["--job-timeout", "\(limit)"] }
        if let within { words += ["--deliver-within", "\(within)"] }
        words += target
        switch work.kind {
        case .script: words += ["cmd.run", WorkScript.command(work, script: script)]
        case .several:
            words += ["test.ping,cmd.run,test.echo", ",", WorkScript.command(work, script: script), ",", work.token]
        case .echo: words += ["test.echo", work.token]
        case .sleep: words += ["test.sleep", "\(work.deciseconds / 10)"]
        }
        return words
    }
}
