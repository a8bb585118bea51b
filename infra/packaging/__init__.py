"""What Lambda gets: two layers of installed packages, and one small package for each function.

Plain Python, no Docker and no CDK. `python -m infra.packaging` builds the layers, which needs the
package index; a synth only reads them, and makes the functions' packages itself.
"""

from __future__ import annotations

from infra.packaging.layers import TIME_ZONES, layer_folder
from infra.packaging.packages import function_package, layers_of
from infra.packaging.runtime import Target, python_version

__all__ = [
    "TIME_ZONES",
    "Target",
    "function_package",
    "layer_folder",
    "layers_of",
    "python_version",
]
