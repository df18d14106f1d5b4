internal import BrineCore
internal import BrineTransport
internal import BrineWire
internal import Logging

/// Takes the commands' requests and sees that each is answered: one place where they come in, one for what they may do.
struct ControlDesk: Sendable {
    let coordinator: JobCoordinator
    let runners: RunnerDesk
    let events: EventBus
    /// Sends a packet to a command.
    let send: @Sendable (RouterLink.Peer, [UInt8]) -> Void
    let logger: Logger

    /// Handles one packet from a command, to its answer.
    func handle(_ packet: [UInt8], from peer: RouterLink.Peer) async {
        do {
            let opened = try OpenedPacket(packet)
            switch opened.kind {
            case .publishRequest: await publish(try PublishRequest(fields: opened.fields), for: peer)
            case .previewRequest: await preview(try PreviewRequest(fields: opened.fields), for: peer)
            case .newestJobsRequest: await newest(try NewestJobsRequest(fields: opened.fields), for: peer)
            case .watchRequest: await watch(try WatchRequest(fields: opened.fields), for: peer)
            case .progressRequest:
                send(peer, await coordinator.progress(try ProgressRequest(fields: opened.fields)).packet)
            case .eventRequest: listen(try EventRequest(fields: opened.fields), for: peer)
            case .runRequest: await runners.handle(try RunRequest(fields: opened.fields)) { send(peer, $0) }
            default: throw WireError.unexpectedKind(opened.kind.rawValue)
            }
        } catch {
            let tag = (try? OpenedPacket(packet).fields.unsigned("tag")) ?? 0
            refuse(peer, tag, .badRequest, "the master does not understand the request: \(error)")
        }
    }

    private func publish(_ request: PublishRequest, for peer: RouterLink.Peer) async {
        do {
            try await coordinator.publish(request, for: peer)
        } catch PublishError.stopping {
            refuse(peer, request.tag, .unavailable, "the master is stopping; nothing was published")
        } catch PublishError.noMinions {
            refuse(peer, request.tag, .noMinions, "no minion matched the target")
        } catch PublishError.badTarget(let reason) {
            refuse(peer, request.tag, .badTarget, reason)
        } catch {
            logger.error("cannot publish: \(error)")
            refuse(peer, request.tag, .unavailable, "the master cannot publish the job: \(error)")
        }
    }

    private func preview(_ request: PreviewRequest, for peer: RouterLink.Peer) async {
        do {
            let minions = try await coordinator.preview(request.target)
            send(peer, PreviewAnswer(tag: request.tag, minions: minions).packet)
        } catch PublishError.badTarget(let reason) {
            refuse(peer, request.tag, .badTarget, reason)
        } catch {
            logger.error("cannot find out whom a target means: \(error)")
            refuse(peer, request.tag, .unavailable, "the master cannot find out whom the target means: \(error)")
        }
    }

    private func newest(_ request: NewestJobsRequest, for peer: RouterLink.Peer) async {
        do {
            send(peer, NewestJobsAnswer(tag: request.tag, jobs: try await coordinator.newestJobs()).packet)
        } catch {
            refuse(peer, request.tag, .unavailable, "the master cannot list jobs: \(error)")
        }
    }

    private func watch(_ request: WatchRequest, for peer: RouterLink.Peer) async {
        do {
            if try await coordinator.watch(request, for: peer) { return }
            refuse(peer, request.tag, .unknownJob, "there is no job \(request.jid)")
        } catch {
            logger.error("cannot look up \(request.jid): \(error)")
            refuse(peer, request.tag, .unavailable, "the master cannot look up the job: \(error)")
        }
    }

    private func listen(_ request: EventRequest, for peer: RouterLink.Peer) {
        if events.ask(request, by: peer) { return }
        refuse(peer, request.tag, .unavailable, "\(EventBoard.listenerLimit) commands listen for events already")
    }

    private func refuse(_ peer: RouterLink.Peer, _ tag: UInt64, _ code: Failure.Code, _ message: String) {
        send(peer, Failure(tag: tag, code: code, message: message).packet)
    }
}
