using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Likeness.Compute.Cpu;

/// <summary>The measured peak speed of some cores: the two bounds of the roofline model (Williams et al. 2009).</summary>
/// <param name="Flops">Floating-point operations per second of register-only multiply-adds, each counted as two.</param>
/// <param name="Bytes">Bytes per second, read and written, of copying.</param>
public readonly record struct MachineSpeed(double Flops, double Bytes)
{
    private const int Chains = 12;
    private const int Turns = 200_000;
    private const int Rounds = 7;
    private const long MinBytes = 1 << 18;
    private const long MaxBytes = 1 << 26;

    /// <summary>Measures the cores of a pool with the instructions of this process, which takes some tens of milliseconds.</summary>
    /// <param name="pool">The worker pool; null for the calling thread alone.</param>
    /// <param name="asItIs">
    /// Whether to include the noise of other processes: the median of a few rounds is taken, otherwise the best.
    /// </param>
    public static MachineSpeed Measure(WorkerPool? pool = null, bool asItIs = false) =>
        Measure(Isa.Current, pool, MinBytes, asItIs);

    /// <summary>Runs the measurement, which takes some tens of milliseconds.</summary>
    /// <param name="isa">The instruction set.</param>
    /// <param name="pool">The worker pool; null for the calling thread alone.</param>
    /// <param name="bytes">The memory footprint of the copy, so that it comes from the same cache level as the graph's.</param>
    /// <param name="asItIs">
    /// Whether to include the noise of other processes: the median of a few rounds is taken, otherwise the best.
    /// </param>
    internal static MachineSpeed Measure(InstructionSet isa, WorkerPool? pool, long bytes, bool asItIs = false)
    {
        int workers = pool?.Workers ?? 1;
        using var work = new Work(isa, workers, Math.Clamp(bytes, MinBytes, MaxBytes) / sizeof(float) / 2);
        double flops = 2.0 * Chains * Width(isa) * Turns * workers;
        double copied = 2.0 * work.Floats * sizeof(float) * work.Repeats;
        double[] adding = Times(work, pool, copies: false);
        double[] copying = Times(work, pool, copies: true);
        int chosen = asItIs ? Rounds / 2 : 0;
        return new MachineSpeed(flops / adding[chosen], copied / copying[chosen]);
    }

    private static int Width(InstructionSet isa) =>
        isa switch
        {
            InstructionSet.Avx512 => Lane512.Width,
            InstructionSet.Avx2 => Lane256.Width,
            _ => Lane128.Width,
        };

    /// <summary>Seconds of each round, in ascending order.</summary>
    private static unsafe double[] Times(Work work, WorkerPool? pool, bool copies)
    {
        work.Copies = copies;
        var times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            if (pool is null)
            {
                work.Do(0, 1);
            }
            else
            {
                // The reference is on this stack frame, which outlives the run.
                pool.Run(&Worker, Unsafe.AsPointer(ref work));
            }

            times[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return times;
    }

    private static unsafe void Worker(void* work, int worker, int workers) =>
        Unsafe.AsRef<Work>(work).Do(worker, workers);

    /// <summary>One round: independent chains of multiply-adds, or a copy of each worker's own part.</summary>
    private sealed class Work(InstructionSet isa, int workers, long floats) : IDisposable
    {
        private readonly AlignedBuffer from = new((nint)floats);
        private readonly AlignedBuffer to = new((nint)floats);
        private readonly AlignedBuffer sums = new(workers * Chains * 16);

        public long Floats => floats;

        /// <summary>Small copies are repeated, so that a round takes about a millisecond.</summary>
        public int Repeats { get; } = (int)Math.Max(1, (MaxBytes / 8) / (floats * sizeof(float)));

        public bool Copies { get; set; }

        public unsafe void Do(int worker, int team)
        {
            if (!Copies)
            {
                float* own = sums.Data + (worker * Chains * 16);
                switch (isa)
                {
                    case InstructionSet.Avx512:
                        MultiplyAdds<Lane512>(own);
                        break;
                    case InstructionSet.Avx2:
                        MultiplyAdds<Lane256>(own);
                        break;
                    default:
                        MultiplyAdds<Lane128>(own);
                        break;
                }

                return;
            }

            long first = floats * worker / team;
            long bytes = ((floats * (worker + 1) / team) - first) * sizeof(float);
            for (int i = 0; i < Repeats; i++)
            {
                System.Buffer.MemoryCopy(from.Data + first, to.Data + first, bytes, bytes);
            }
        }

        public void Dispose()
        {
            from.Dispose();
            to.Dispose();
            sums.Dispose();
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static unsafe void MultiplyAdds<TLane>(float* result)
            where TLane : struct, ILane<TLane>
        {
            var x = TLane.Create(0.5);
            var y = TLane.Create(0.25);
            TLane a = x,
                b = x,
                c = x,
                d = x,
                e = x,
                f = x,
                g = x,
                h = x,
                i = x,
                j = x,
                k = x,
                l = x;
            for (int turn = 0; turn < Turns; turn++)
            {
                a = TLane.MultiplyAdd(a, x, y);
                b = TLane.MultiplyAdd(b, x, y);
                c = TLane.MultiplyAdd(c, x, y);
                d = TLane.MultiplyAdd(d, x, y);
                e = TLane.MultiplyAdd(e, x, y);
                f = TLane.MultiplyAdd(f, x, y);
                g = TLane.MultiplyAdd(g, x, y);
                h = TLane.MultiplyAdd(h, x, y);
                i = TLane.MultiplyAdd(i, x, y);
                j = TLane.MultiplyAdd(j, x, y);
                k = TLane.MultiplyAdd(k, x, y);
                l = TLane.MultiplyAdd(l, x, y);
            }

            // Stored, so that the JIT removes none of them.
            (((a + b) + (c + d)) + ((e + f) + (g + h)) + ((i + j) + (k + l))).Store(result);
        }
    }
}
