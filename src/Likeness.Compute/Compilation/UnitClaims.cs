using System.Runtime.CompilerServices;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Work stealing for the units of steps: each worker claims ever smaller pieces from the front of its own range, and an idle worker
/// steals from the back of another's. Ranges carry the run's number and are initialised by the first worker that reads them, so
/// that starting a run does not touch them.
/// </summary>
/// <param name="steps">The number of steps.</param>
/// <param name="workers">The number of workers.</param>
internal sealed class UnitClaims(int steps, int workers)
{
    /// <summary>The maximum number of units that can be claimed.</summary>
    public const int MaxUnits = 1 << Bits;

    private const int Bits = 24;

    // Each range has a cache line of its own.
    private const int Line = 8;
    private readonly long[] shares = new long[Line * ((steps * workers) + 1)];
    private long round;

    /// <summary>Starts a run; no worker may be active.</summary>
    public void Begin() => round = (round + 1) & 0xffff;

    /// <summary>Claims some units of a worker's range of a step.</summary>
    /// <param name="step">The step's number.</param>
    /// <param name="of">The worker that owns the range.</param>
    /// <param name="units">The units of the whole step, at most <see cref="MaxUnits"/>.</param>
    /// <param name="piece">The minimum number of units in a claim; larger claims are multiples of it.</param>
    /// <param name="fromBack">Whether to claim from the end of the range.</param>
    /// <param name="taken">The claimed units, from the first (inclusive) to the end (exclusive).</param>
    /// <returns>False if nothing is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTake(int step, int of, int units, int piece, bool fromBack, out (int First, int End) taken)
    {
        ref long share = ref shares[Line * ((step * workers) + of + 1)];
        while (true)
        {
            long seen = Volatile.Read(ref share);
            (int first, int end) =
                seen >>> (2 * Bits) == round
                    ? ((int)(seen >> Bits) & (MaxUnits - 1), (int)seen & (MaxUnits - 1))
                    : (Start(units, of), Start(units, of + 1));
            int left = end - first;
            if (left == 0)
            {
                taken = default;
                return false;
            }

            int count = Math.Min(left, (Math.Max(left / 2, 1) + piece - 1) / piece * piece);
            taken = fromBack ? (end - count, end) : (first, first + count);
            long next = fromBack ? Packed(first, taken.First) : Packed(taken.End, end);
            if (Interlocked.CompareExchange(ref share, next, seen) == seen)
            {
                return true;
            }
        }
    }

    private int Start(int units, int worker) => (int)((long)units * worker / workers);

    private long Packed(int first, int end) => (((round << Bits) | (uint)first) << Bits) | (uint)end;
}
