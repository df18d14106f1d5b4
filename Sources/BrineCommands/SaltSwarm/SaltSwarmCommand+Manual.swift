extension SaltSwarmCommand {
    static let manual = CommandManual(
        description: [
            "Connects to a master as many minions would: each has an id, a key and connections of its own, and answers as a "
                + "minion does. Functions that need no worker, such as test.ping, answer truly. All others are not run: "
                + "test.sleep returns after its time, the rest after --return-delay with a text that says so.",
            "It says on standard output when all minions are connected, and sums up when SIGTERM or SIGINT ends it. A "
                + "swarm that is killed is a fleet that has vanished; the next one of the same ids is the same fleet.",
            "The master must accept the keys: with auto_accept, or by salt-key -A. The keys are no secret, since they are "
                + "made of --seed: use a master for tests, or remove them afterwards (salt-key -d 'swarm-*').",
            "Each minion takes four descriptors here, and two of the master's.",
        ],
        examples: [
            CommandExample(
                "Simulate a thousand minions of the master on this machine",
                "salt-swarm --master 127.0.0.1 -n 1000"
            ),
            CommandExample(
                "Simulate minions that take up to two seconds and fail now and then",
                "salt-swarm --return-delay 2 --fail 1"
            ),
            CommandExample("Simulate the second thousand in another process", "salt-swarm -n 1000 --first 1001"),
        ],
        exitStatuses: [
            (.success, "It was stopped by SIGTERM or SIGINT."),
            (
                .failure,
                "It could not go on: there are too few descriptors, or the master has another key than the trusted one."
            ),
        ] + CommandManual.usualFailures,
        files: [CommandManual.minionSettings]
    )
}
