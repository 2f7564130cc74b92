"""新旧対照表: what changed, as a committee reads it: new, old, and a remark beside them.

One row is one measure, heading or paragraph with all that changed of it. What only bears
another number is a remark; neighbours that moved on by as many share one row.
"""

from __future__ import annotations

