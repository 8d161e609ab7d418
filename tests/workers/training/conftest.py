"""The images of the small trials."""

import pytest

from scoresweep.cache import cache_root
from scoresweep.workers.data.batches import Dataset, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from tests.workers.training.small_trials import CPU, SOURCE


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    spec = identify(SOURCE, describe(SOURCE))
    return load_dataset(prepare(SOURCE, spec, cache_root()), spec, CPU)
