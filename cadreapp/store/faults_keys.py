"""The faults of keys, locks, drafts, attachments and backups: named so that wrong, damaged and busy are never confused."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

WRONG_PASSPHRASE = Fault(
    "WRONG_PASSPHRASE", Exit.LOCKED, "口令不对。", "核对大小写和输入法后再试; 忘了口令可用恢复码",
    "Wrong passphrase.", "Check capitals and the input method; use the recovery code if it is forgotten",
)
PASSPHRASE_EMPTY = Fault(
    "PASSPHRASE_EMPTY", Exit.REFUSED, "口令不能为空。", "输入一个口令", "The passphrase is empty.", "Type a passphrase",
)
NO_SUCH_USER = Fault(
    "NO_SUCH_USER", Exit.LOCKED, "没有用户“{user}”的口令。", "核对用户名", "No passphrase for user “{user}”.", "Check the name",
)
USER_NEEDED = Fault(
    "USER_NEEDED", Exit.LOCKED, "这个数据夹有几名用户, 需要说明是谁。", "用 --as 用户名 指明: {users}",
    "This store has several users.", "Say who with --as NAME: {users}",
)
USER_EXISTS = Fault(
    "USER_EXISTS", Exit.REFUSED, "用户“{user}”已有口令。", "换一个用户名, 或改这名用户的口令",
    "User “{user}” already has a passphrase.", "Choose another name or change that passphrase",
)
LAST_KEY = Fault(
    "LAST_KEY", Exit.REFUSED, "这是最后一个口令, 不能停用。", "先设好另一个口令",
    "This is the last passphrase and cannot be removed.", "Set another passphrase first",
)
RECOVERY_TYPO = Fault(
    "RECOVERY_TYPO", Exit.LOCKED, "恢复码抄错了: {what}。", "对照纸上的恢复码重新输入; 大小写和空格不要紧",
    "The recovery code is mistyped: {what_en}.", "Compare with the paper; case and spaces do not matter",
)
RECOVERY_WRONG = Fault(
    "RECOVERY_WRONG", Exit.LOCKED, "恢复码没有抄错, 但不是这个数据夹的, 或已经换过。", "找出最近一次打印的恢复码",
    "The recovery code is well formed but not this store's, or was replaced.", "Find the most recent printed code",
)
RECOVERY_UNPROVEN = Fault(
    "RECOVERY_UNPROVEN", Exit.INTEGRITY, "用恢复码开出的内容与原件不一致。", "重新生成恢复码再演练一次",
    "What the recovery code opened does not equal the original.", "Make a new recovery code and rehearse again",
)
KEYRING_UNAVAILABLE = Fault(
    "KEYRING_UNAVAILABLE", Exit.LOCKED, "系统钥匙环用不了: {why}。", "请输入口令; 数据不受影响",
    "The OS keyring is not available: {why}.", "Type the passphrase; nothing is affected",
)
KEYFILE_MISSING = Fault(
    "KEYFILE_MISSING", Exit.INTEGRITY, "数据夹 {folder} 里没有密钥文件。", "从备份里取回 keys.json, 放回数据夹",
    "No key file in {folder}.", "Take keys.json back from a backup",
)
KEYFILE_DAMAGED = Fault(
    "KEYFILE_DAMAGED", Exit.INTEGRITY, "密钥文件及其副本都已损坏 ({what})。", "从备份里取回 keys.json; 口令本身没有错",
    "The key file and its copy are damaged ({what}).", "Take keys.json back from a backup; the passphrase is not at fault",
)
KEYFILE_ALTERED = Fault(
    "KEYFILE_ALTERED", Exit.INTEGRITY, "密钥文件被改动过: {what}。", "从备份里取回 keys.json, 并查明是谁动过这台电脑",
    "The key file was altered: {what}.", "Take keys.json back from a backup and find out who touched this computer",
)
KEYFILE_NEWER = Fault(
    "KEYFILE_NEWER", Exit.BUSY, "密钥文件来自更新的版本 (格式 {format})。", "升级本程序后再打开",
    "The key file is of a newer version (format {format}).", "Update the program",
)
STORE_MISSING = Fault(
    "STORE_MISSING", Exit.REFUSED, "这里没有数据: {path}。", "核对数据夹的位置, 或先用 cadreapp init 建立",
    "There is no store at {path}.", "Check the folder, or make one with cadreapp init",
)
STORE_EXISTS = Fault(
    "STORE_EXISTS", Exit.REFUSED, "{path} 已经有数据, 不会覆盖。", "换一个空的文件夹",
    "{path} already holds a store; it is not overwritten.", "Choose an empty folder",
)
STORE_DAMAGED = Fault(
    "STORE_DAMAGED", Exit.INTEGRITY, "数据库 {path} 已损坏: {what}。", "口令没有错; 用 cadreapp backup list 找最近的备份恢复",
    "The database {path} is damaged: {what}.", "The key is right; restore the latest backup",
)
STORE_FOREIGN = Fault(
    "STORE_FOREIGN", Exit.INTEGRITY, "数据库 {path} 与这里的密钥不是一套: {what}。", "把数据库和密钥文件从同一份备份里取回",
    "The database {path} does not belong to this key: {what}.", "Take database and key file from the same backup",
)
STORE_READ_ONLY = Fault(
    "STORE_READ_ONLY", Exit.REFUSED, "数据夹 {path} 只能读, 不能写。", "去掉写保护, 或把数据夹复制到本机硬盘",
    "The store {path} is read-only.", "Remove the write protection or copy the folder to the local disk",
)
ENGINE_UNFIT = Fault(
    "ENGINE_UNFIT", Exit.BUG, "加密引擎不合要求: {what}。", "重新安装本程序; 数据没有改动",
    "The cipher engine is unfit: {what}.", "Install the program again; nothing was changed",
)
STORE_BUSY = Fault(
    "STORE_BUSY", Exit.BUSY, "数据夹正由另一个程序打开 ({who})。", "关掉那个窗口或等它做完, 再试一次",
    "The store is open elsewhere ({who}).", "Close that window or wait, then try again",
)
ATTACHMENT_MISSING = Fault(
    "ATTACHMENT_MISSING", Exit.INTEGRITY, "附件文件不见了 (编号 {name})。", "从备份恢复; 记录本身没有变",
    "The file of attachment {name} is missing.", "Restore it from a backup; the record is unchanged",
)
ATTACHMENT_DAMAGED = Fault(
    "ATTACHMENT_DAMAGED", Exit.INTEGRITY, "附件文件已损坏或被换过 (编号 {name})。", "从备份恢复; 记录本身没有变",
    "The file of attachment {name} is damaged or swapped.", "Restore it from a backup; the record is unchanged",
)
ATTACHMENT_TOO_LARGE = Fault(
    "ATTACHMENT_TOO_LARGE", Exit.REFUSED, "附件太大, 最多 {limit} MB。", "压缩或拆开后再加",
    "The attachment is too large; at most {limit} MB.", "Compress or split it",
)
BACKUP_MISSING = Fault(
    "BACKUP_MISSING", Exit.REFUSED, "{path} 不是一份备份。", "用 cadreapp backup list 看有哪些备份",
    "{path} is not a backup.", "See cadreapp backup list",
)
BACKUP_DAMAGED = Fault(
    "BACKUP_DAMAGED", Exit.INTEGRITY, "备份 {path} 已损坏: {what}。", "换一份备份; 现有数据没有改动",
    "The backup {path} is damaged: {what}.", "Use another backup; nothing was changed",
)
BACKUP_NEWER = Fault(
    "BACKUP_NEWER", Exit.BUSY, "备份来自更新的版本 (格式 {format})。", "升级本程序后再恢复",
    "The backup is of a newer version (format {format}).", "Update the program",
)
