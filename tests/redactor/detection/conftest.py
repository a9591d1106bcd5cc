"""One detector for all tests here: it loads in some seconds and holds no state."""

import pytest

from redactor.detection.engine import Detector, get_detector
from redactor.detection.rules import RuleEngine
from redactor.settings import DetectionSettings


@pytest.fixture(scope="session")
def detector() -> Detector:
    return get_detector(DetectionSettings())


@pytest.fixture(scope="session")
def rules() -> RuleEngine:
    engine = RuleEngine()
    engine.nlp.load()
    return engine
