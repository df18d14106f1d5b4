import MessagePack

/// A return that holds every kind of value but an extension, and its bytes as Python's msgpack 1.2 writes them.
enum Sample {
    static let value: Value = [
        "v": 1, "kind": "ret", "jid": "20240101120000123456", "id": "web-17.example.org", "fun": "state.apply",
        "fun_args": ["nginx", ["test": false]], "retcode": 2, "success": false,
        "return": [
            "pkg_|-nginx_|-installed": [
                "result": true, "duration": 12.5, "changes": ["nginx": ["old": "", "new": "1.22.1-9"]],
                "__run_num__": 0,
            ],
            "file_|-/etc/nginx.conf": [
                "result": nil, "duration": 0.25, "comment": "größer als erlaubt", "changes": [:],
                "raw": .binary([0x00, 0xff]), "pid": 70_000, "offset": -40_000,
            ],
        ],
    ]

    static let bytes = hex(
        """
        89 a176 01 a46b696e64 a3726574 a36a6964 b43230323430313031313230303030313233343536
        a26964 b27765622d31372e6578616d706c652e6f7267 a366756e ab73746174652e6170706c79
        a866756e5f61726773 92 a56e67696e78 81 a474657374 c2 a7726574636f6465 02 a773756363657373 c2
        a672657475726e 82
        b7706b675f7c2d6e67696e785f7c2d696e7374616c6c6564 84 a6726573756c74 c3
        a86475726174696f6e cb4029000000000000 a76368616e676573 81 a56e67696e78 82 a36f6c64 a0 a36e6577 a8312e32322e312d39
        ab5f5f72756e5f6e756d5f5f 00
        b666696c655f7c2d2f6574632f6e67696e782e636f6e66 87 a6726573756c74 c0
        a86475726174696f6e cb3fd0000000000000 a7636f6d6d656e74 b46772c3b6c39f657220616c732065726c61756274
        a76368616e676573 80 a3726177 c40200ff a3706964 ce00011170 a66f6666736574 d2ffff63c0
        """
    )
}
