import Testing

@testable import BrineCommands

@Suite
struct `Paths under a root` {
    @Test(arguments: [
        ("/var/log", "/", "/var/log"), ("var/log", "/", "/var/log"), ("/var/log", "/srv", "/srv/var/log"),
        ("var/log", "/srv", "/srv/var/log"), ("/srv/log", "/srv", "/srv/log"), ("/srv", "/srv", "/srv"),
        ("/srvlog", "/srv", "/srv/srvlog"), ("/srv//log/", "/srv/", "/srv/log"), ("/", "/srv", "/srv"),
        ("../../etc", "/srv", "/srv/etc"), ("/srv/../etc", "/srv", "/srv/etc"), ("./a/./b", "/srv", "/srv/a/b"),
    ])
    func `a path is put under its root once`(path: String, root: String, result: String) {
        #expect(RootedPath.path(path, under: root) == result)
    }
}
