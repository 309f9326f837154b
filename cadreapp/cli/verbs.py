"""The list of verbs: which file holds each, and its one-line help. Loaded alone, so that --help is instant."""

from __future__ import annotations

VERBS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "用虚构人物把主要工作从头到尾做一遍", "the main job end to end on invented people"),
    "init": ("keys", "建立数据夹、本单位和第一个口令", "make the store, the unit, the first passphrase"),
    "lock": ("keys", "让系统钥匙环忘掉密钥", "forget the key in the OS keyring"),
    "unlock": ("keys", "核对口令; --remember 存入系统钥匙环", "check the passphrase; --remember keeps the key"),
    "passphrase": ("keys", "改口令", "change the passphrase"),
    "recover": ("keys", "用恢复码设新口令", "set a new passphrase with the recovery code"),
    "types": ("records", "有哪些记录类型", "the record types"),
    "schema": ("records", "一种记录的 JSON Schema", "JSON Schema of a type"),
    "new": ("records", "新建记录 (JSON 或 JSON Lines)", "make records from JSON or JSON Lines"),
    "set": ("records", "改记录的几项", "change fields of a record"),
    "seal": ("records", "定稿", "seal a draft"),
    "amend": ("records", "更正: 写新的一版", "begin the next edition"),
    "withdraw": ("records", "作废", "declare void"),
    "remove": ("records", "移入回收站", "move into the bin"),
    "restore": ("records", "从回收站恢复", "take out of the bin"),
    "step": ("records", "登记一步进展", "move a course on by a step"),
    "undo": ("records", "撤销刚才的操作", "undo the last command"),
    "show": ("asking", "看一条记录", "show a record"),
    "list": ("asking", "列出一类记录", "list records of a type"),
    "search": ("asking", "全文查找, 姓名可用拼音首字母", "full text, names by pinyin initials"),
    "due": ("asking", "今天要办、即将到期、已超期", "what is due"),
    "paper": ("papers", "登记打印、签字、拒签、归档", "register what happened to the paper"),
    "print": ("papers", "打印成 PDF", "print to PDF"),
    "attach": ("papers", "给记录加附件", "attach files to a record"),
    "attachment": ("papers", "取出附件", "save an attachment"),
    "import": ("importing", "从表格导入", "import from a spreadsheet"),
    "export": ("importing", "导出一类记录", "export records of a type"),
    "identity": ("exchange", "本单位身份", "this unit's identity"),
    "partner": ("exchange", "上级和下级单位", "those we exchange bundles with"),
    "bundle": ("exchange", "报上级和接收的数据包", "bundles sent and received"),
    "receipt": ("exchange", "取回收讫回执", "take a receipt"),
    "audit": ("audit", "使用记录", "the audit log"),
    "backup": ("backups", "备份和恢复", "backups"),
    "check": ("backups", "检查数据、备份、字体、时钟、磁盘", "health of the store"),
    "errors": ("audit", "全部错误代码", "all error codes"),
    "bench": ("bench", "性能对照", "the benchmarks"),
}

GROUPS = {name: group for name, (group, _zh, _en) in VERBS.items()}
