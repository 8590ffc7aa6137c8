import datetime

from django.utils import formats


def test_times_count_to_24_and_days_are_written_one_way():
    moment = datetime.datetime(2026, 11, 3, 16, 5)

    assert formats.localize(moment) == "3 Nov 2026, 16:05"
    assert formats.localize(moment.time()) == "16:05"
    assert formats.localize(moment.date()) == "3 Nov 2026"
