using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>A compiled graph as text: totals, the kinds of steps, the most expensive steps, and all steps in order.</summary>
internal sealed class GraphListing(StraightGraph graph, StepRunner runner, GraphProfile? profile)
{
    private const int Dearest = 10;
    private readonly Step[] steps = runner.Steps;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(
            Text(
                $"{steps.Length} steps on {runner.Workers} {(runner.Workers == 1 ? "worker" : "workers")}, {graph.Flops / 1e6:F2} MFLOP, {Bytes / 1e6:F2} MB read and written, {Waits} barriers"
            )
        );
        text.AppendLine(
            Text($"arena {graph.ArenaBytes / 1024.0:F0} KiB, compiled in {graph.CompileTime.TotalMilliseconds:F0} ms")
        );
        if (profile is null)
        {
            return text.AppendLine().Append(Untimed()).ToString();
        }

        AppendTotals(text, profile);
        text.AppendLine().Append(Kinds(profile));
        text.AppendLine().AppendLine("The most expensive steps; equal steps together").Append(Alike(profile));
        text.AppendLine().AppendLine("All steps; a bar marks a step with a barrier before it");
        return text.Append(Timed(profile)).ToString();
    }

    private long Bytes => steps.Sum(step => step.Bytes);

    private int Waits => runner.Workers == 1 ? 0 : runner.Waits.Count(wait => wait);

    private void AppendTotals(StringBuilder text, GraphProfile times)
    {
        double flops = graph.Flops / times.Total;
        double bytes = Bytes / times.Total;
        text.AppendLine(
            Text(
                $"a run takes {times.Total * 1e3:F3} ms, {times.TotalAlone * 1e3:F3} ms on one worker; the workers are busy for {Share(times.Busy.Sum())} of it"
            )
        );
        text.AppendLine(
            Text(
                $"arithmetic {flops / 1e9:F1} GFLOP/s: {flops / times.Team.Flops * 100:F0}% of the measured multiply-add peak ({times.Team.Flops / 1e9:F0}; one core {times.Core.Flops / 1e9:F0})"
            )
        );
        text.AppendLine(
            Text(
                $"memory {bytes / 1e9:F1} GB/s: {bytes / times.Team.Bytes * 100:F0}% of the measured copy bandwidth ({times.Team.Bytes / 1e9:F0}; one core {times.Core.Bytes / 1e9:F0})"
            )
        );
    }

    private string Kinds(GraphProfile times)
    {
        var table = new ListingTable("steps", "fraction", "ms", "MFLOP", "GFLOP/s", "MB", "GB/s", "kind");
        foreach (
            IGrouping<StepKind, int> kind in Enumerable
                .Range(0, steps.Length)
                .GroupBy(i => steps[i].Kind)
                .OrderBy(g => g.Key)
        )
        {
            double busy = kind.Sum(i => times.Busy[i]);
            double span = busy / runner.Workers;
            double flops = kind.Sum(i => (double)steps[i].Flops);
            double bytes = kind.Sum(i => (double)steps[i].Bytes);
            table.Add(
                Text($"{kind.Count()}"),
                Share(busy),
                Text($"{span * 1e3:F3}"),
                Text($"{flops / 1e6:F2}"),
                Text($"{flops / span / 1e9:F1}"),
                Text($"{bytes / 1e6:F2}"),
                Text($"{bytes / span / 1e9:F1}"),
                kind.Key.ToString().ToLowerInvariant()
            );
        }

        double idle = Math.Max(0, (times.Total * runner.Workers) - times.Busy.Sum());
        table.Add("", Share(idle), Text($"{idle / runner.Workers * 1e3:F3}"), "", "", "", "", "waiting at barriers");
        return table.ToString();
    }

    private string Alike(GraphProfile times)
    {
        var table = new ListingTable(
            "steps",
            "fraction",
            "µs each",
            "on one",
            "GFLOP/s",
            "GB/s",
            "bound by",
            "by",
            "what"
        );
        IEnumerable<IGrouping<string, int>> dearest = Enumerable
            .Range(0, steps.Length)
            .GroupBy(i => steps[i].Label)
            .OrderByDescending(alike => alike.Sum(i => times.Busy[i]))
            .Take(Dearest);
        foreach (IGrouping<string, int> alike in dearest)
        {
            double seconds = Math.Max(alike.Average(i => times.Longest[i]), 1e-9);
            table.Add(
                Text($"{alike.Count()}"),
                Share(alike.Sum(i => times.Busy[i])),
                Text($"{seconds * 1e6:F1}"),
                Text($"{alike.Average(i => times.Alone[i]) * 1e6:F1}"),
                Text($"{alike.Average(i => steps[i].Flops) / seconds / 1e9:F1}"),
                Text($"{alike.Average(i => steps[i].Bytes) / seconds / 1e9:F1}"),
                Bound(times, [.. alike]),
                string.Join(' ', alike.Select(i => Sharers(steps[i])).Distinct().Order(StringComparer.Ordinal)),
                alike.Key
            );
        }

        return table.ToString();
    }

    private string Timed(GraphProfile times)
    {
        var table = new ListingTable(
            "",
            "#",
            "fraction",
            "µs",
            "on one",
            "MFLOP",
            "GFLOP/s",
            "KB",
            "GB/s",
            "bound by",
            "by",
            "what"
        );
        for (int i = 0; i < steps.Length; i++)
        {
            Step step = steps[i];
            double seconds = Math.Max(times.Longest[i], 1e-9);
            table.Add(
                Mark(i),
                Text($"{i}"),
                Share(times.Busy[i]),
                Text($"{seconds * 1e6:F1}"),
                Text($"{times.Alone[i] * 1e6:F1}"),
                Text($"{step.Flops / 1e6:F2}"),
                Text($"{step.Flops / seconds / 1e9:F1}"),
                Text($"{step.Bytes / 1e3:F0}"),
                Text($"{step.Bytes / seconds / 1e9:F1}"),
                Bound(times, i),
                Sharers(step),
                What(step)
            );
        }

        return table.ToString();
    }

    private string Untimed()
    {
        var table = new ListingTable("", "#", "MFLOP", "KB", "units", "by", "what");
        for (int i = 0; i < steps.Length; i++)
        {
            Step step = steps[i];
            table.Add(
                Mark(i),
                Text($"{i}"),
                Text($"{step.Flops / 1e6:F3}"),
                Text($"{step.Bytes / 1e3:F0}"),
                Text($"{step.Units}"),
                Sharers(step),
                What(step)
            );
        }

        return table.ToString();
    }

    /// <summary>
    /// The roofline bound of steps and the fraction of it that they reach: the time at the machine's peak, divided by the measured
    /// time.
    /// </summary>
    private string Bound(GraphProfile times, params int[] which)
    {
        (double compute, double memory) = (0, 0);
        foreach (int i in which)
        {
            MachineSpeed machine = IsShared(steps[i]) ? times.Team : times.Core;
            compute += steps[i].Flops / machine.Flops;
            memory += steps[i].Bytes / machine.Bytes;
        }

        double reached = Math.Max(compute, memory) / Math.Max(which.Sum(i => times.Longest[i]), 1e-9);
        return Text($"{(compute > memory ? "compute" : "memory")} {Math.Min(1, reached) * 100, 3:F0}%");
    }

    private bool IsShared(Step step) => runner.Workers > 1 && step.Sharing != Sharing.Alone;

    private static string What(Step step) => step.Region is null ? step.Label : $"{step.Label}, again in {step.Region}";

    private string Mark(int i) => runner.Waits[i] && runner.Workers > 1 ? "|" : " ";

    private string Share(double busy) => Text($"{busy / (profile!.Total * runner.Workers) * 100:F1}%");

    private string Sharers(Step step) =>
        runner.Workers == 1 ? "only 0"
        : step.Sharing == Sharing.ByLanes ? "lanes"
        : step.Sharing == Sharing.ByUnits ? "units"
        : Text($"only {step.Owner}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
