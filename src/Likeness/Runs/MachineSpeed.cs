using System.Diagnostics;
using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>
/// How slow this machine is at the moment, beside the one on which durations of evaluations were measured: a short piece of work like theirs, with
/// branches that cannot be predicted, on all threads. It plans time only; no result depends on it.
/// </summary>
internal static class MachineSpeed
{
    private const int Numbers = 40_000;
    private const int Rounds = 8;

    // Seconds of a round on two idle cores of an AMD EPYC, .NET 10.
    private const double Reference = 2.7e-3;
    private const double Fastest = 0.5;
    private const double Slowest = 3;

    /// <summary>The duration of work divided by that on the reference machine: 2 on a machine of half the speed.</summary>
    /// <param name="threads">Threads that work.</param>
    public static double Slowness(int threads)
    {
        var random = new PhiloxRandom(seed: 1, stream: 0);
        double[] numbers = [.. Enumerable.Range(0, Numbers).Select(_ => random.NextDouble())];
        double[][] copies = [.. Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new double[Numbers])];
        var times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            Parallel.ForEach(
                copies,
                copy =>
                {
                    numbers.CopyTo(copy, 0);
                    Array.Sort(copy);
                }
            );
            times[round] = clock.Elapsed.TotalSeconds;
        }

        return Math.Clamp(times.Min() / Reference, Fastest, Slowest);
    }
}
