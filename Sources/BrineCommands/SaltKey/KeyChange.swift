import BrineTransport

/// Carries a plan out: shows it, asks, moves or removes the keys, and tells what was done.
struct KeyChange {
    /// What is to be done.
    let plan: KeyPlan
    /// Where it is done.
    let folders: MasterKeyFolders
    /// Who is told.
    let printer: KeyPrinter
    /// Who is asked first; nil where `--yes` has answered already.
    let confirmation: Confirmation?

    /// Does it.
    ///
    /// - Returns: what went wrong, in words; empty where all was done, or was not allowed.
    /// - Throws: ``ConsoleError`` where the plan or what was done of it cannot be shown. What cannot be shown
    ///   beforehand is not done.
    func run() throws -> [String] {
        let unclear = plan.ambiguities.map(\.description)
        guard !plan.steps.isEmpty, try isAllowed() else {
            try printer.conclude(KeyListing([]))
            return unclear
        }
        let (done, failures) = execute()
        for step in done { try printer.tell { _ in plan.report(step) } }
        try printer.conclude(done.listing)
        return unclear + failures.map(\.description)
    }

    private func isAllowed() throws -> Bool {
        guard let confirmation else {
            try printer.tell { plan.preview(color: $0) }
            return true
        }
        let preview = plan.preview(color: confirmation.isColored)
        return plan.verb.isAllowed(by: try confirmation.ask(preview, plan.verb.question))
    }

    /// Takes every step: one that fails, as when another operator was faster, does not stop the others.
    private func execute() -> (done: [KeyPlan.Step], failures: [KeyError]) {
        var done: [KeyPlan.Step] = []
        var failures: [KeyError] = []
        for step in plan.steps {
            do throws(KeyError) {
                try take(step)
                done.append(step)
            } catch {
                failures.append(error)
            }
        }
        do throws(KeyError) {
            try folders.sync()
        } catch {
            failures.append(error)
        }
        return (done, failures)
    }

    private func take(_ step: KeyPlan.Step) throws(KeyError) {
        if let destination = plan.verb.destination {
            try folders.move(step.id, from: step.state, to: destination)
        } else {
            try folders.remove(step.id, step.state)
        }
    }
}
