using System.Diagnostics;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Compilation;

/// <summary>The timing profile of a graph: medians over some runs on all workers, and over as many runs on one worker.</summary>
internal sealed class GraphProfile
{
    /// <summary>Seconds for a run on all workers.</summary>
    public double Total { get; private init; }

    /// <summary>Seconds for a run on one worker.</summary>
    public double TotalAlone { get; private init; }

    /// <summary>For each step, the seconds of the slowest worker.</summary>
    public required double[] Longest { get; init; }

    /// <summary>For each step, the total seconds of all workers.</summary>
    public required double[] Busy { get; init; }

    /// <summary>For each step, its seconds on one worker.</summary>
    public required double[] Alone { get; init; }

    /// <summary>The peak speed of one core.</summary>
    public MachineSpeed Core { get; private init; }

    /// <summary>The peak speed of all workers' cores together.</summary>
    public MachineSpeed Team { get; private init; }

    /// <summary>Runs a graph and measures the graph and the machine.</summary>
    public static GraphProfile Measure(StepRunner runner, InstructionSet isa, RunState state, int runs, long arenaBytes)
    {
        (int steps, int workers) = (runner.Steps.Length, runner.Workers);
        IEnumerable<Buffer> outside = runner
            .Steps.SelectMany(step => step.Reads.Concat(step.Writes))
            .Where(buffer => buffer.IsFixed)
            .DistinctBy(Ownership.Identity);
        var clock = new StepClock(steps, workers);
        double[][] longest = Series(steps, runs);
        double[][] busy = Series(steps, runs);
        double[][] alone = Series(steps, runs);
        var total = new double[runs];
        var totalAlone = new double[runs];
        for (int run = -1; run < runs; run++)
        {
            // The first run warms the caches and is not counted.
            long start = Stopwatch.GetTimestamp();
            runner.Run(state, clock);
            int position = Math.Max(0, run);
            total[position] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (int i = 0; i < steps; i++)
            {
                busy[i][position] = longest[i][position] = 0;
                for (int worker = 0; worker < workers; worker++)
                {
                    double seconds = clock.Seconds(worker, i);
                    busy[i][position] += seconds;
                    longest[i][position] = Math.Max(longest[i][position], seconds);
                }
            }
        }

        for (int run = -1; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            runner.RunAlone(state, clock);
            int position = Math.Max(0, run);
            totalAlone[position] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (int i = 0; i < steps; i++)
            {
                alone[i][position] = clock.Seconds(0, i);
            }
        }

        long bytes = arenaBytes + (outside.Sum(buffer => (long)buffer.Length) * sizeof(float));
        MachineSpeed core = MachineSpeed.Measure(isa, null, bytes);
        return new GraphProfile
        {
            Total = Middle(total),
            TotalAlone = Middle(totalAlone),
            Longest = Array.ConvertAll(longest, Middle),
            Busy = Array.ConvertAll(busy, Middle),
            Alone = Array.ConvertAll(alone, Middle),
            Core = core,
            Team = workers == 1 ? core : MachineSpeed.Measure(isa, runner.Pool, bytes),
        };
    }

    private static double[][] Series(int steps, int runs) =>
        [.. Enumerable.Range(0, steps).Select(_ => new double[runs])];

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
