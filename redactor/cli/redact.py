"""``yinmo redact``: checked copies of files and folders, unattended."""

import argparse
import json

from redactor import batch
from redactor.cli.console import UsageError, read_context, say
from redactor.cli.going import file_meter
from redactor.cli.rows import planned_row, redact_row
from redactor.cli.summary import summary_table
from redactor.cluster import cluster_pool
from redactor.entities import entity
from redactor.errors import ExitCode
from redactor.folders import (
    FolderRequest,
    Outcome,
    RunPlan,
    Step,
    carry_out,
    plan_run,
)
from redactor.masking.joint import JointMask
from redactor.masking.publishing import MASK_KINDS
from redactor.messages import sentence
from redactor.queue import QUEUE_NAME
from redactor.results import RedactResult, Status

__all__ = ["run", "tell_result"]

_SHOWN_NAMES = 3


def run(arguments: argparse.Namespace) -> int:
    """Redact files; 0 when every file has its released copy, 1 otherwise."""
    settings, passwords = read_context(arguments)
    memory = arguments.memory_mb
    request = FolderRequest(
        tuple(arguments.paths),
        arguments.output,
        arguments.ledger,
        settings,
        passwords,
        arguments.policy,
        workers=arguments.jobs,
        resume=arguments.resume,
        seconds=arguments.seconds or batch.FILE_SECONDS,
        memory_bytes=memory << 20 if memory else batch.FILE_MEMORY_BYTES,
    )
    plan = _plan(request, look_only=arguments.dry_run)
    if arguments.dry_run:
        return _tell_plan(plan, as_json=arguments.json)
    outcome = _work(arguments, plan)
    if outcome.stopped:
        say("已取消。已写出的副本保留，其余没有写出；再次运行会接着做。")
    if not arguments.json:
        summary_table(outcome.counts, plan.size)
        print(
            f"共 {plan.size} 个文件，写出 {outcome.released} 个；台账：{request.book}"
        )
        for one in outcome.joint:
            print(_joint_line(one, plan))
        if outcome.queue:
            print(f"待人复核 {len(outcome.queue)} 个：{request.output / QUEUE_NAME}")
    fine = outcome.fine and not outcome.stopped and not outcome.joint
    return ExitCode.OK if fine else ExitCode.NOT_ALL_RELEASED


def _work(arguments: argparse.Namespace, plan: RunPlan) -> Outcome:
    """Redact what is left, telling each file as it ends."""
    with file_meter(plan.size, quiet=arguments.quiet) as meter:

        def tell(step: Step) -> None:
            meter.ended(step)
            tell_result(step.result, as_json=arguments.json)

        if not arguments.cluster:
            return carry_out(plan, tell, going=meter.came)
        request = plan.request
        with cluster_pool(
            arguments.cluster,
            request.output,
            rules=plan.state.rules.whole,
            seconds=request.seconds,
            memory_bytes=request.memory_bytes,
        ) as executor:
            return carry_out(plan, tell, executor=executor)


def _plan(request: FolderRequest, *, look_only: bool) -> RunPlan:
    """Return which files to work on.

    Raises:
        UsageError: The output is an input folder, or there is no file.
    """
    output = request.output.resolve()
    if any(path.is_dir() and path.resolve() == output for path in request.paths):
        raise UsageError("输出文件夹不能就是输入文件夹，请另选一个（可以在它里面）。")
    try:
        plan = plan_run(request, look_only=look_only)
    except OSError as error:
        raise UsageError("文件夹无法读取，请检查权限。") from error
    if not plan.size:
        raise UsageError("没有找到可以处理的文件（PDF、Word、图片）。")
    return plan


def _joint_line(joint: JointMask, plan: RunPlan) -> str:
    """Return what several copies show together; their names hold no personal data."""
    names = [plan.todo[index][1].name for index in joint.files]
    more = f" 等 {len(names)} 个" if len(names) > _SHOWN_NAMES else ""
    title = MASK_KINDS[joint.kind]
    return (
        f"注意：{'、'.join(names[:_SHOWN_NAMES])}{more}副本合起来看，同一{title}"
        f"只剩 {joint.candidates} 种可能。请改为全部遮盖后重新处理，再公开。"
    )


def _tell_plan(plan: RunPlan, *, as_json: bool) -> int:
    """Say what would be done; nothing is written."""
    taken = sum(target.exists() for _, target in plan.todo)
    for _, _, result in plan.known:
        tell_result(result, as_json=as_json)
    for source, target in plan.todo:
        if as_json:
            print(json.dumps(planned_row(source, target), ensure_ascii=False))
        elif target.exists():
            print(sentence("output_exists", source.path.name))
        else:
            print(f"{source.path.name}：将写到 {target}")
    if not as_json:
        skipped = sum(end.status is Status.SKIPPED for _, _, end in plan.known)
        print(
            f"共 {plan.size} 个文件：将处理 {len(plan.todo) - taken} 个，"
            f"已有副本跳过 {skipped} 个，副本已存在不会覆盖 {taken} 个，"
            f"上次没有放行、文件和规则都没有变 {len(plan.known) - skipped} 个。"
            "没有写任何文件。"
        )
    return ExitCode.NOT_ALL_RELEASED if taken else ExitCode.OK


def tell_result(result: RedactResult, *, as_json: bool) -> None:
    """Print how one file ended, as a sentence or as a line of JSON."""
    if as_json:
        print(json.dumps(redact_row(result), ensure_ascii=False), flush=True)
    else:
        _print(result)


def _print(result: RedactResult) -> None:
    name = result.path.name
    if result.output is None:
        print(sentence(result.code, name, **result.context))
    elif result.status is Status.SKIPPED:
        print(f"{name}：原件和规则都没有变，已有副本 {result.output}，跳过")
    elif result.nothing_found:
        print(f"{name}：未发现，请人工核对。已写出 {result.output}")
    else:
        counts = result.entities.items()
        done = "，".join(f"{entity(key).title} {count}" for key, count in counts)
        kept = sum(result.kept.values())
        stays = f"；按策略保留 {kept} 处" if kept else ""
        print(f"{name}：已处理 {done or '0 处'}{stays}。已写出 {result.output}")
