internal import BrineCore
internal import BrineTransport
internal import BrineWire
internal import Logging

/// Answers minions that ask to be let in: reads their keys' state, puts new keys where `salt-key` finds them.
actor EnrolmentDesk {
    /// What the desk works with.
    struct Parts: Sendable {
        var folders: MasterKeyFolders
        var masterKey: PublicKey
        /// The master's own id, under which its runner calls are kept: no minion may have it.
        var masterID: MinionID
        var roster: Roster
        /// Told of each key that is answered `accepted`.
        var accepted: @Sendable (PublicKey, MinionID) -> Void = { _, _ in }
        /// Whether an accepted minion may connect now.
        var admit: @Sendable (MinionID) -> Admission.Answer = { _ in .enter }
        var events: EventBus
        var autoAccept: Bool
        /// How many keys may wait for an operator.
        var maximumWaiting: Int
        var publishPort: UInt16
        var returnPort: UInt16
        var logger: Logger
    }

    private let parts: Parts
    private var throttle = LogThrottle(interval: .seconds(60))
    /// How many keys waited when that was last looked at, and how many were put there since.
    private var waiting: (count: Int, readAt: ContinuousClock.Instant)?

    init(_ parts: Parts) {
        self.parts = parts
    }

    /// The answer to a packet from the enrolment socket; nil where it deserves none.
    func answer(_ packet: [UInt8]) async -> [UInt8]? {
        guard let request = try? EnrolmentRequest(packet: packet), let key = PublicKey(request.publicKey) else {
            if let count = throttle.count("malformed", at: SteadyClock.now()) {
                parts.logger.warning("dropped \(count) malformed enrolment request(s)")
            }
            return nil
        }
        do {
            let decision = try await enrol(request.id, key)
            return EnrolmentAnswer(masterKey: parts.masterKey.description, decision: decision).packet
        } catch {
            // No answer: the minion asks again.
            parts.logger.error("cannot enrol minion \(request.id): \(error)")
            return nil
        }
    }

    private func enrol(_ id: MinionID, _ key: PublicKey) async throws -> EnrolmentAnswer.Decision {
        guard id != parts.masterID else { return refuseOwnID(key) }
        var known: EnrolmentDecision.Known = [:]
        for state in KeyState.allCases { known[state] = try parts.folders.key(of: id, state) }
        let decision = EnrolmentDecision.decide(
            key,
            known: known,
            autoAccept: parts.autoAccept,
            isFull: try known.isEmpty && !parts.autoAccept && isFull()
        )
        switch decision {
        case .accept: break
        case .acceptNew:
            try parts.folders.put(key, of: id, .accepted)
            try parts.folders.remove(id, .unaccepted)
            parts.logger.info("accepted the key of minion \(id) by auto_accept: \(key.fingerprint)")
        case .waitNew:
            try parts.folders.put(key, of: id, .unaccepted)
            waiting?.count += 1
            parts.logger.info("new minion \(id) waits to be accepted: \(key.fingerprint)")
        case .deny:
            if known[.denied] != key { try parts.folders.put(key, of: id, .denied) }
            if throttle.count("denied \(id)", at: SteadyClock.now()) != nil {
                parts.logger.warning(
                    "denied minion \(id): it shows the key \(key.fingerprint), another one stands under its id"
                )
            }
        case .wait, .reject, .full: break
        }
        if decision == .accept || decision == .acceptNew { parts.accepted(key, id) }
        // A minion that is known is told of when it comes in; all else is told at once.
        if decision != .accept { announce(decision, id, key) }
        let answer = try await answer(decision, id)
        guard case .accepted = answer else { return answer }
        // Asked last: a place that is given to a minion that is not answered would be empty for as long as the patience is.
        if case .later(let wait) = parts.admit(id) { return .busy(wait) }
        if decision == .accept { announce(decision, id, key) }
        return answer
    }

    /// Whether as many keys wait as may.
    ///
    /// A folder of thousands is not listed for each of thousands that come at once: below the bound it is enough to know how
    /// many there were a second ago and how many came since.
    private func isFull() throws -> Bool {
        if let waiting, .now - waiting.readAt < .seconds(1), waiting.count < parts.maximumWaiting { return false }
        let count = try parts.folders.ids(.unaccepted).count
        waiting = (count, .now)
        return count >= parts.maximumWaiting
    }

    private func announce(_ decision: EnrolmentDecision, _ id: MinionID, _ key: PublicKey) {
        parts.events.announce(.enrolmentDecided(decision, id, key: key.description), at: .now())
    }

    /// The key is put nowhere: there is nothing to decide on.
    private func refuseOwnID(_ key: PublicKey) -> EnrolmentAnswer.Decision {
        if throttle.count("own id", at: SteadyClock.now()) != nil {
            parts.logger.warning(
                "denied a minion that calls itself \(parts.masterID), with the key \(key.fingerprint): that is the master's own id"
            )
        }
        announce(.deny, parts.masterID, key)
        return .denied
    }

    private func answer(_ decision: EnrolmentDecision, _ id: MinionID) async throws -> EnrolmentAnswer.Decision {
        switch decision {
        case .accept, .acceptNew:
            guard let number = try await parts.roster.assignedNumbers(of: [id]).first else { return .full }
            return .accepted(number, publishPort: parts.publishPort, returnPort: parts.returnPort)
        case .wait, .waitNew: return .unaccepted
        case .reject: return .rejected
        case .deny: return .denied
        case .full: return .full
        }
    }
}
