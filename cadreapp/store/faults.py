"""The faults of keeping: locked states of records, undo, journal, schema."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

NOT_OURS = Fault(
    "NOT_OURS", Exit.REFUSED, "“{title}”是从下级收到的, 只能看, 不能改。", "需要更正的, 用退回补正请对方更正后再报",
    "“{title}” was received and is read-only.", "Return it to its unit for correction",
)
IS_SEALED = Fault(
    "IS_SEALED", Exit.REFUSED, "“{title}”已经定稿, 内容不能直接改。", "用“更正”写新的一版, 旧版会保留",
    "“{title}” is sealed.", "Use amend to write a new edition; the old one is kept",
)
WRONG_STATE = Fault(
    "WRONG_STATE", Exit.REFUSED, "“{title}”现在是“{state}”, 不能{act}。", "{hint}",
    "“{title}” is {state}; that cannot be done now.", "{hint}",
)
STEP_FIXED = Fault(
    "STEP_FIXED", Exit.REFUSED, "已经登记的进展和纸件事项不能改。", "另登记一步, 在“情况”里写明更正",
    "A registered step is never altered.", "Register another step that corrects it",
)
NOT_READY = Fault(
    "NOT_READY", Exit.REFUSED, "“{title}”还不能{act}: {missing}。", "补上后再{act}; 已写的都保存着",
    "“{title}” is not complete yet: {missing}.", "Fill these in; what is written is saved",
)
NOTHING_TO_UNDO = Fault(
    "NOTHING_TO_UNDO", Exit.REFUSED, "没有可以撤销的操作。", "看使用记录了解做过什么", "Nothing to undo.", "See the audit log",
)
UNDO_CHANGED = Fault(
    "UNDO_CHANGED", Exit.REFUSED, "不能撤销: “{title}”之后又改过。", "先撤销后来的改动",
    "Cannot undo: “{title}” was changed since.", "Undo the later change first",
)
UNDO_SENT = Fault(
    "UNDO_SENT", Exit.REFUSED, "不能撤销: “{title}”之后已经报给上级。", "用“更正”写新的一版再报",
    "Cannot undo: “{title}” was sent since.", "Amend it and send again",
)
UNDO_PRINTED = Fault(
    "UNDO_PRINTED", Exit.REFUSED, "不能撤销定稿: “{title}”已经打印。", "用“更正”写新的一版, 并收回旧件",
    "Cannot undo sealing: “{title}” was printed.", "Amend it and take the old paper back",
)
STILL_USED = Fault(
    "STILL_USED", Exit.REFUSED, "“{title}”还被 {count} 处引用, 不能移走。", "先改那些记录, 或保留它",
    "“{title}” is still named by {count} records.", "Change those first",
)
SCHEMA_NEWER = Fault(
    "SCHEMA_NEWER", Exit.BUSY, "数据由更新的版本写成 ({version}), 本版本打不开。", "升级本程序; 数据没有改动",
    "The store was written by a newer version ({version}).", "Update the program; nothing was changed",
)
CHAIN_BROKEN = Fault(
    "CHAIN_BROKEN", Exit.INTEGRITY, "使用记录从第 {no} 条起对不上 ({what})。", "停止使用, 保留现场, 用备份比对",
    "The audit chain breaks at entry {no} ({what}).", "Stop, keep everything as it is, compare with a backup",
)
ROLLED_BACK = Fault(
    "ROLLED_BACK", Exit.INTEGRITY, "数据比已知的最新状态旧 (本地 {here}, 已知 {known}), 可能被换成了旧副本。",
    "找回最新的数据夹; 确实是恢复备份的, 用 cadreapp backup restore",
    "The store is older than its last known state ({here} < {known}).", "Find the newest copy, or restore properly",
)
REFERENCE_MISSING = Fault(
    "REFERENCE_MISSING", Exit.REFUSED, "引用的记录不存在, 或不是这一项能引用的那类记录。", "核对编号, 或先建那条记录; 什么都没有写入",
    "A reference leads to no record, or to one of another type.", "Check the ids, or make that record first",
)
