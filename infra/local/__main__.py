"""`python -m infra.local`, behind `make run`: the whole system on one machine."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from infra.local.children import ChildDied
from infra.local.data_dir import open_data_dir
from infra.local.environment import plain_environment
from infra.local.launcher import RunFailed, System
from infra.local.options import OptionError, read_options
from infra.local.ports import listen

if TYPE_CHECKING:
    from types import FrameType

FAILED = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Asked(BaseException):
    """Somebody asked to stop."""


def main() -> int:
    """Run until asked to stop: 0 then, 2 for a variable that cannot be used, 1 for the rest."""
    for number in SIGNALS:
        signal.signal(number, _ask)
    try:
        options = read_options(os.environ)
        opened = listen(options.port)
        data_dir = open_data_dir(options.data_dir)
    except OptionError as error:
        print(error, file=sys.stderr)
        return OptionError.exit_code
    except Asked:
        return 0
    return _run(System(options, data_dir, plain_environment(os.environ), opened))


def _run(system: System) -> int:
    try:
        system.start()
        system.watch()
    except Asked:
        return 0
    except OptionError as error:
        print(error, file=sys.stderr)
        return OptionError.exit_code
    except (ChildDied, RunFailed, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        system.stop()
    return FAILED


def _ask(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Asked


if __name__ == "__main__":
    sys.exit(main())
