"""Ctrl-C, SIGTERM and SIGHUP reach the driver, wherever they fall."""

import signal
import threading
from collections.abc import Iterator

import pytest

from scoresweep.orchestrator.cluster.session import (
    check_interrupted,
    interrupt_prevails,
    interruptible,
    signals_ignored,
)


@pytest.fixture(autouse=True)
def heeded_signals() -> Iterator[None]:
    """Under nohup, or in a shell's background, the tests' process may ignore them."""
    told = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, signal.default_int_handler) for each in told]
    yield
    for each, handler in zip(told, before, strict=True):
        signal.signal(each, handler)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_that_others_code_let_drop_is_raised_again(told: signal.Signals):
    before = signal.getsignal(told)
    with interruptible():
        check_interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(told)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                check_interrupted()
    assert signal.getsignal(told) is before
    with interruptible():
        check_interrupted()


def test_an_interrupt_is_one_also_where_a_lock_makes_another_error_of_it():
    condition = threading.Condition(threading.Lock())
    # As if the signal came just before the lock is taken again, which no test can time. The method
    # isn't in the type's stub.
    condition._acquire_restore = lambda _: signal.raise_signal(signal.SIGTERM)  # type: ignore

    def wait() -> None:
        with condition:
            condition.wait(0.01)

    with pytest.raises(KeyboardInterrupt), interruptible():
        wait()
    with interruptible(), pytest.raises(KeyboardInterrupt), interrupt_prevails():
        wait()
    with pytest.raises(RuntimeError, match="of its own"), interruptible():
        raise RuntimeError("of its own")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_second_signal_doesnt_break_off_the_end_of_ray(told: signal.Signals):
    with interruptible():
        with signals_ignored():
            signal.raise_signal(told)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(told)
