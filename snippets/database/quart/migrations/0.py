async def migrate(connection):
    await connection.execute(
        """CREATE TABLE book (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            year INTEGER NOT NULL
        )"""
    )
