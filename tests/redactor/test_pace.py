"""Progress never goes back, and a guess of the time left comes only when it can."""

from redactor.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_files_count_by_their_size():
    pace = Pace(Clock())
    pace.begin("small", 100, writes=False)
    pace.begin("large", 900, writes=False)
    pace.end("small")
    assert pace.fraction == 0.1
    pace.tell("large", "read", 5, 10)
    assert 0.1 < pace.fraction < 0.3


def test_it_never_goes_back_and_never_reaches_the_end_early():
    pace = Pace(Clock())
    pace.begin(1, 1, writes=True)
    seen = []
    for step in ("read", "names", "search", "write", "check", "read"):
        for done in range(5):
            pace.tell(1, step, done, 5)
            seen.append(pace.fraction)
    assert seen == sorted(seen)
    assert seen[-1] < 1
    pace.end(1)
    assert pace.fraction == 1


def test_time_left_is_guessed_after_a_while():
    clock = Clock()
    pace = Pace(clock)
    pace.begin(1, 1, writes=False)
    pace.tell(1, "search", 0, 10)
    assert pace.seconds_left is None
    clock.now = 11.0
    assert round(pace.seconds_left or 0) == 9
    pace.end(1)
    assert pace.seconds_left is None


def test_a_new_round_forgets_the_old():
    pace = Pace(Clock())
    pace.begin(1, 1, writes=False)
    pace.end(1)
    pace.begin(2, 1, writes=False)
    assert pace.fraction == 0


def test_a_picture_under_way_is_not_counted_as_read():
    pace = Pace(lambda: 0.0)
    pace.begin("a", 1, writes=False)
    pace.tell("a", "scan", 1, 2)
    assert pace.of("a") == 0
    pace.tell("a", "pictures", 2, 2)
    half = pace.of("a")
    pace.tell("a", "read", 2, 2)
    assert 0 < half == pace.of("a") / 2


def test_a_copy_of_a_scan_takes_as_long_to_check_as_to_read():
    """Half the time is left when all pages are read; nearly all if they were known."""
    fresh, known = Pace(lambda: 0.0), Pace(lambda: 0.0)
    for pace, before in ((fresh, False), (known, True)):
        pace.begin("a", 1, writes=True, known=before)
        pace.tell("a", "scan", 9, 9)
        pace.tell("a", "read", 9, 9)
    assert 0.4 < fresh.fraction < 0.6
    assert known.fraction < 0.2
    for pace in (fresh, known):
        before = pace.fraction
        pace.tell("a", "check", 9, 9)
        assert before + 0.4 < pace.fraction < 1
