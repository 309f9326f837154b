"""What can go wrong between two levels: each cause its own code, sentence and remedy."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

IDENTITY_DAMAGED = Fault(
    "IDENTITY_DAMAGED", Exit.INTEGRITY, "本单位的签名身份读不出来。", "从备份恢复后再报送",
    "The unit's own signing identity cannot be read.", "Restore a backup, then send again",
)
PARTNER_FILE_BAD = Fault(
    "PARTNER_FILE_BAD", Exit.REFUSED, "身份文件用不了 (第 {line} 行)。", "请对方重新导出身份文件; 里面应有一行 age1… 和一行 ssh-ed25519 …, 各一行",
    "Not a usable partner file (line {line}).", "Ask for a fresh one: one age1… line and one ssh-ed25519 … line",
)
PARTNER_FILE_PRIVATE = Fault(
    "PARTNER_FILE_PRIVATE", Exit.REFUSED, "这个文件里有私钥, 不是可以交出去的身份文件。",
    "不要再传这个文件; 请对方换一副钥匙, 只交公开的部分",
    "This file holds a private key; it must not be handed over.", "Ask for new keys and for their public part only",
)
HEAD_DAMAGED = Fault(
    "BUNDLE_HEAD_DAMAGED", Exit.INTEGRITY, "这不是数据包, 或文件头已损坏。", "请对方重新拷贝一份",
    "Not a bundle, or its head is damaged.", "Ask for a fresh copy",
)
NOT_FOR_US = Fault(
    "BUNDLE_NOT_FOR_US", Exit.LOCKED, "打不开: 不是封给本单位的, 或文件头已损坏。", "核对对方登记的是不是本单位现在的身份文件, 再请对方重发",
    "Cannot be opened: not sealed to us, or its head is damaged.", "Check that the sender holds our present partner file",
)
READDRESSED = Fault(
    "BUNDLE_READDRESSED", Exit.LOCKED, "信封能打开, 但签名的收件单位里没有本单位: 可能被人转封。", "不要导入; 向报送单位核实",
    "The envelope opens, but we are not among the signed recipients: it was re-addressed.", "Do not import; ask the sender",
)
UNKNOWN_SENDER = Fault(
    "BUNDLE_UNKNOWN_SENDER", Exit.LOCKED, "报送单位没有登记 ({fingerprint})。", "核实指纹后登记对方的身份文件, 再接收一次",
    "Unknown sender ({fingerprint}).", "Confirm the fingerprint, enrol the partner, then receive again",
)
REVOKED_SENDER = Fault(
    "BUNDLE_REVOKED_SENDER", Exit.LOCKED, "“{name}”的这副钥匙已作废。", "请对方用新的身份重新报送",
    "The key of “{name}” was revoked.", "Ask for a bundle made with the new identity",
)
BAD_SIGNATURE = Fault(
    "BUNDLE_BAD_SIGNATURE", Exit.INTEGRITY, "签名不对: 内容不是由所称单位签发的, 或已被改动。", "不要导入; 向报送单位核实并请其重发",
    "Bad signature: not issued by the unit it names, or altered.", "Do not import; ask the sender",
)
ALTERED = Fault(
    "BUNDLE_ALTERED", Exit.INTEGRITY, "内容与封存时不一致 ({where})。", "没有导入任何内容; 请对方重新拷贝一份",
    "Contents differ from what was sealed ({where}).", "Nothing was imported; ask for a fresh copy",
)
TRUNCATED = Fault(
    "BUNDLE_TRUNCATED", Exit.INTEGRITY, "文件不完整, 多半是没有拷贝完就拔出了介质。", "没有导入任何内容; 请对方重新拷贝一份",
    "The file is incomplete; the medium was probably removed too early.", "Nothing was imported; ask for a fresh copy",
)
MALFORMED = Fault(
    "BUNDLE_MALFORMED", Exit.INTEGRITY, "数据包的格式不合规定 ({where})。", "没有导入任何内容; 请把这个位置告诉对方的维护人员",
    "The bundle breaks the format ({where}).", "Nothing was imported; tell the sender's maintainers where",
)
NEWER = Fault(
    "BUNDLE_NEWER", Exit.BUSY, "数据包是更新版本的程序做的 (需要第 {needs} 版格式)。", "先升级本机程序, 再接收",
    "Made by a newer version (needs format {needs}).", "Update this program, then receive",
)
TOO_LARGE = Fault(
    "BUNDLE_TOO_LARGE", Exit.REFUSED, "数据包太大 ({where})。", "缩短时间段, 或减少附件, 分几次报送",
    "The bundle is too large ({where}).", "Choose a shorter period or fewer attachments",
)
UNKNOWN_BASE = Fault(
    "BUNDLE_UNKNOWN_BASE", Exit.INTEGRITY, "这一包接在一份本单位没有出过的收讫回执后面 (第 {sequence} 号)。", "请对方选“从头报送”再做一包",
    "It builds on a receipt we never issued (number {sequence}).", "Ask the sender for a full bundle",
)
OLDER = Fault(
    "BUNDLE_OLDER", Exit.REFUSED, "这是旧包 (第 {sequence} 号), 已收到更新的第 {last} 号, 内容已包含在内。", "不用处理; 核对是不是拿错了介质",
    "An older bundle (number {sequence}); number {last} is already here and covers it.", "Nothing to do",
)
FORK = Fault(
    "BUNDLE_FORK", Exit.INTEGRITY, "第 {sequence} 号与以前收到的接不上: 对方可能有两份数据库在同时报送。", "不要导入; 请对方核实后从唯一的一份重新报送",
    "Number {sequence} does not join what was received before: two stores may be sending.", "Do not import; ask the sender",
)
FOREIGN_RECORD = Fault(
    "BUNDLE_FOREIGN_RECORD", Exit.REFUSED, "记录不是报送单位自己的, 没有收 ({id})。", "请记录所属单位自己报送",
    "The record belongs to another unit and was not taken ({id}).", "Its own unit must send it",
)
DEMO = Fault(
    "BUNDLE_DEMO", Exit.REFUSED, "这是演示数据, 不能当真的收。", "请对方用正式的数据库报送",
    "This is demonstration data and cannot be taken as real.", "Ask for a bundle from the real store",
)
SOURCE_CHANGED = Fault(
    "BUNDLE_SOURCE_CHANGED", Exit.REFUSED, "做包的时候内容变了 ({name}), 没有写出。", "再做一次",
    "The contents changed while the bundle was made ({name}); nothing was written.", "Try again",
)
MEDIUM_REMOVED = Fault(
    "MEDIUM_REMOVED", Exit.REFUSED, "写到一半介质不见了, {path} 没有写成。", "插好介质再做一次; 原来的内容没有变",
    "The medium vanished; {path} was not written.", "Insert it again and retry; nothing was changed",
)
MEDIUM_PROTECTED = Fault(
    "MEDIUM_PROTECTED", Exit.REFUSED, "介质写保护或没有写权限, {path} 没有写成。", "打开写保护开关, 或换一个介质、换一个文件夹",
    "The medium is write-protected or not ours to write; {path} was not written.", "Unlock it or choose another",
)
MEDIUM_FILE_LIMIT = Fault(
    "MEDIUM_FILE_LIMIT", Exit.REFUSED, "文件超过这个介质允许的大小 (FAT32 最多 4 GiB), {path} 没有写成。", "换 exFAT 或 NTFS 的介质, 或缩短时间段分几次报送",
    "Larger than this medium allows (4 GiB on FAT32); {path} was not written.", "Use an exFAT or NTFS medium, or send less",
)
MEDIUM_READBACK = Fault(
    "MEDIUM_READBACK", Exit.INTEGRITY, "写完再读, 与写入的不一样: 介质可能坏了。{path} 没有留下。", "换一个介质再做一次",
    "What was read back differs from what was written: the medium may be failing. {path} was not kept.", "Use another medium",
)
RECEIPT_DAMAGED = Fault(
    "RECEIPT_DAMAGED", Exit.INTEGRITY, "收讫回执读不出来: 不完整或已损坏。", "请对方重新给一份",
    "The receipt cannot be read: incomplete or damaged.", "Ask for a fresh copy",
)
RECEIPT_NOT_FOR_US = Fault(
    "RECEIPT_NOT_FOR_US", Exit.LOCKED, "这份收讫回执不是给本单位的, 或文件头已损坏。", "核对是不是拿错了文件",
    "This receipt is not for us, or its head is damaged.", "Check that it is the right file",
)
RECEIPT_UNKNOWN_ISSUER = Fault(
    "RECEIPT_UNKNOWN_ISSUER", Exit.LOCKED, "出回执的单位没有登记, 或其钥匙已作废 ({fingerprint})。", "核实后登记对方的身份文件再收",
    "The issuer is unknown or revoked ({fingerprint}).", "Confirm and enrol the partner first",
)
RECEIPT_BAD_SIGNATURE = Fault(
    "RECEIPT_BAD_SIGNATURE", Exit.INTEGRITY, "收讫回执的签名不对。", "不要采用; 向对方核实",
    "The receipt's signature is wrong.", "Do not take it; ask the issuer",
)
RECEIPT_NEWER = Fault(
    "RECEIPT_NEWER", Exit.BUSY, "收讫回执是更新版本的程序做的。", "先升级本机程序, 再收回执",
    "The receipt was made by a newer version.", "Update this program first",
)
RECEIPT_UNKNOWN_BUNDLE = Fault(
    "RECEIPT_UNKNOWN_BUNDLE", Exit.INTEGRITY, "回执所说的第 {sequence} 号包不是这个数据库报出的。", "核对是不是恢复过旧备份, 或拿错了回执; 可以“从头报送”",
    "The receipt names number {sequence}, which this store never sent.", "Was an old backup restored? Send in full",
)
CODE_WRONG = Fault(
    "RECEIPT_CODE_WRONG", Exit.REFUSED, "收讫码不对。", "逐位核对再输一次; 收讫码有 16 位, 不分大小写",
    "Wrong receipt code.", "Check it sign by sign; it has 16 signs, case does not matter",
)
