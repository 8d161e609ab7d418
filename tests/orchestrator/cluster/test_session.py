"""Ctrl-C, SIGTERM and SIGHUP reach the driver, wherever they fall."""

import signal

import pytest

from scoresweep.orchestrator.cluster.session import check_interrupted, interruptible


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
