internal import BrineTesting
internal import Glibc

/// Makes faults, and mends each after a while, several at once but no two at one place.
struct Tempest {
    let fleet: Fleet
    let history: History
    let settings: StormSettings
    let calls: CallsUnderWay
    let whistle: Whistle

    /// Makes faults until the storm is over; returns when all are mended.
    func blow() async {
        var random = SeededGenerator(seed: settings.seed, stream: 1_000)
        let busy = BusyPlaces()
        await withDiscardingTaskGroup { group in
            while !whistle.isBlown {
                try? await Task.sleep(for: random.pause(200...2_000))
                // All choices are made here, in a row, whatever comes of them.
                let chosen = choice(&random)
                let pause = random.chance(20) ? Duration.zero : random.pause(100...(random.chance(15) ? 25_000 : 5_000))
                let place = fleet.minions[Int.random(in: 0..<fleet.minions.count, using: &random)]
                let number = Int.random(in: 0..<1_000, using: &random)
                if whistle.isBlown { return }
                switch chosen {
                case .command: endCommand(number)
                case .master(let fault):
                    guard busy.take(Story.master) else { continue }
                    group.addTask {
                        await strike(fault, at: Story.master, for: pause, number)
                        busy.leave(Story.master)
                    }
                case .minion(let fault):
                    guard busy.take(place) else { continue }
                    group.addTask {
                        await strike(fault, at: place, for: pause, number)
                        busy.leave(place)
                    }
                }
            }
        }
    }

    private enum Choice {
        case master(Fault)
        case minion(Fault)
        case command
    }

    private func choice(_ random: inout SeededGenerator) -> Choice {
        switch random.pick(["master": 12, "minion": 75, "command": 13]) {
        case "master": .master(random.pick([.kill: 5, .killAtStart: 1, .restart: 2, .freeze: 3]))
        case "command": .command
        default:
            .minion(
                random.pick([
                    .kill: 18, .killAtStart: 4, .restart: 10, .freeze: 15, .killWorker: 15, .cut: 14, .stallUp: 7,
                    .stallDown: 7, .stall: 7, .wipe: settings.wipes ? 3 : 0,
                ])
            )
        }
    }

    private func strike(_ fault: Fault, at place: String, for pause: Duration, _ number: Int) async {
        switch fault {
        case .killWorker: await killWorker(at: place, number)
        case .kill, .restart, .wipe, .killAtStart:
            history.note(.struck(fault, at: place))
            await end(place, fault == .restart ? SIGTERM : SIGKILL)
            if fault == .wipe { TestFile.removeAll(fleet.cache(place)) }
            await Self.rest(pause)
            if fault == .killAtStart { await startInVain(place, after: .milliseconds(number % 120)) }
            await start(place)
            history.note(.healed(fault, at: place))
        case .freeze:
            history.note(.struck(fault, at: place))
            _ = fleet.signal(place, SIGSTOP)
            await Self.rest(pause)
            _ = fleet.signal(place, SIGCONT)
            history.note(.healed(fault, at: place))
        case .cut: await link(.cut, fault, place, pause)
        case .stallUp: await link(.stalled(up: true, down: false), fault, place, pause)
        case .stallDown: await link(.stalled(up: false, down: true), fault, place, pause)
        case .stall: await link(.stalled(up: true, down: true), fault, place, pause)
        }
    }

    /// Ends one of a minion's workers, and notes whose it was.
    private func killWorker(at place: String, _ number: Int) async {
        let workers = fleet.workers(of: place)
        guard !workers.isEmpty else { return }
        let worker = workers[number % workers.count]
        let moment = Moment.now
        var jobs = Set(fleet.jobs(of: worker, at: place))
        kill(worker, SIGKILL)
        // The minion may be handing it a job just now, and not have noticed yet.
        for _ in 0..<40 {
            jobs.formUnion(fleet.jobs(of: worker, at: place))
            await Self.rest(.milliseconds(5))
        }
        history.note(.struck(.killWorker, at: place, jobs: jobs.sorted()), at: moment)
        history.note(.healed(.killWorker, at: place), at: moment)
    }

    private func link(_ weather: LinkWeather, _ fault: Fault, _ place: String, _ pause: Duration) async {
        guard let index = fleet.minions.firstIndex(of: place) else { return }
        history.note(.struck(fault, at: place))
        fleet.links.set(weather, for: index)
        await Self.rest(pause)
        fleet.links.set(.clear, for: index)
        history.note(.healed(fault, at: place))
    }

    /// Ends a daemon, by SIGKILL where it does not come to an end by itself.
    private func end(_ place: String, _ signal: Int32) async {
        guard let handle = fleet.signal(place, signal) else { return }
        for _ in 0..<300 where !handle.hasEnded(within: .zero) { try? await Task.sleep(for: .milliseconds(100)) }
        guard !handle.hasEnded(within: .zero) else { return }
        history.note(.left("it does not end by signal \(signal)", at: place))
        try? handle.end(SIGKILL)
    }

    /// Starts a daemon, again and again should it not start.
    private func start(_ place: String) async {
        for attempt in 1...10 {
            guard let run = try? await fleet.start(place) else { continue }
            if run.status == 0 { return }
            if attempt == 10 { history.note(.left("it does not start: \(run.error)", at: place)) }
            await Self.rest(.milliseconds(500))
        }
    }

    /// Starts a daemon and ends all that is started there by SIGKILL in the middle of it.
    private func startInVain(_ place: String, after pause: Duration) async {
        _ = try? await fleet.start(place) {
            await Self.rest(pause)
            // Until nothing is left: what is killed may just have started a further process.
            var found = fleet.daemons(at: place)
            while !found.isEmpty {
                for pid in found { kill(pid, SIGKILL) }
                await Self.rest(.milliseconds(20))
                found = fleet.daemons(at: place)
            }
        }
    }

    private func endCommand(_ number: Int) {
        let signal = [SIGKILL, SIGTERM, SIGINT][number % 3]
        guard let call = calls.any(number / 3) else { return }
        history.note(.signalled(call: call.number, signal: signal))
        kill(call.pid, signal)
    }

    private static func rest(_ pause: Duration) async {
        try? await Task.sleep(for: pause)
    }
}
