"""The marking 秘密★ and the code in the foot, switched on the command line."""

from __future__ import annotations

from tests.cli.running import Cli

BASIS = ("--decider", "周六", "--basis", "×定〔2026〕1号", "--years", "1", "--machine", "涉密机 3 号")


def test_secrecy_is_refused_until_all_is_given_then_listed_and_switched_off(run: Cli) -> None:
    assert "没有启用" in run("secrecy").out
    assert "对第三十一条的确认" in run("secrecy", "on", *BASIS, code=1).err
    told = run("secrecy", "on", *BASIS, "--understood")
    assert "秘密★1年" in told.out
    assert "第三十一条" in told.out
    assert "秘密★1年" in run("secrecy").out
    run("secrecy", "off")
    (row,) = run.ask("secrecy")
    assert (row["decider"], row["years"], row["marking"], bool(row["until"])) == ("周六", 1, "秘密★1年", True)
    assert "[SECRET_IDLE]" in run("secrecy", "off", code=1).err


def test_the_code_in_the_foot_is_switched(run: Cli) -> None:
    assert run.ask("papercode") == {"on": True}
    assert run.ask("papercode", "off") == {"on": False}
    assert "不印" in run("papercode").out
    assert run.ask("papercode", "on") == {"on": True}
