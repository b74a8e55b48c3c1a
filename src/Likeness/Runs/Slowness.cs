using System.Diagnostics;
using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>
/// How slow this machine is at the moment, beside the one on which durations of evaluations were measured: 2 on a machine of half the speed. It
/// plans time only; no result depends on it.
/// </summary>
/// <param name="Branches">In work with branches that cannot be predicted, such as trees and searches.</param>
/// <param name="Products">In products of matrices, which depend on the width of vectors.</param>
internal readonly record struct Slowness(double Branches, double Products)
{
    private const int Numbers = 40_000;
    private const int Rounds = 8;

    // Seconds of a round on two idle cores of an AMD EPYC, .NET 10.
    private const double Reference = 2.7e-3;
    private const double Fastest = 0.5;
    private const double Slowest = 3;

    // Multiply-adds, each two operations, of these cores in a second; slow machines have narrow vectors and share cores.
    private const double ReferenceFlops = 500e9;
    private const double SlowestProducts = 10;

    /// <summary>Seconds of an operation of a product of matrices at the peak.</summary>
    public double SecondsPerFlop => Products / ReferenceFlops;

    /// <summary>Measures it, in a twentieth of a second.</summary>
    /// <param name="threads">Threads that work.</param>
    public static Slowness Measure(int threads)
    {
        using var pool = new WorkerPool(threads);
        double flops = MachineSpeed.Measure(pool, asItIs: true).Flops;
        return new Slowness(OfBranches(threads), Math.Clamp(ReferenceFlops / flops, Fastest, SlowestProducts));
    }

    private static double OfBranches(int threads)
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
