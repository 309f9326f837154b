"""The names that offices have our faces under: what Word files and workbooks ask for."""

from __future__ import annotations

from cadreapp.paper.fonts import Face

FONTS = {Face.FANG: "仿宋_GB2312", Face.TITLE: "方正小标宋简体", Face.HEI: "黑体", Face.KAI: "楷体_GB2312", Face.SONG: "宋体"}
INSTEAD = {Face.FANG: "仿宋", Face.TITLE: "小标宋", Face.KAI: "楷体", Face.HEI: "SimHei", Face.SONG: "SimSun"}
"""What a program takes where a machine lacks them: newer systems have 仿宋 and 楷体 without the old standard's name."""
