"""Named fragments that the patterns of more than one room are composed of."""

OPEN = r"[(（\[［〔【<＜〈《{｛]"
"""an opening bracket of any shape: pages mix them"""
CLOSE = r"[)）\]］〕】>＞〉》}｝]"
"""a closing bracket of any shape"""
