"""No test reads or writes the configuration of whoever runs it."""

import os
import tempfile

# before any import of the product, and inherited by the processes that it starts
_HOME = tempfile.TemporaryDirectory(prefix="yinmo-tests-")
for _name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = os.path.join(_HOME.name, _name)  # noqa: PTH118
