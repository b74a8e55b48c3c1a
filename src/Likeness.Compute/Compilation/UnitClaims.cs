using System.Runtime.CompilerServices;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Who does which units of the steps that are dealt out while they run: each worker takes from the front of its own share, in ever smaller
/// pieces, and who is done takes from the back of another's, so that nobody is waited for who was disturbed. Shares carry the number of the run, and
/// are made by whoever looks at them first, so that a run begins without touching them.
/// </summary>
/// <param name="steps">How many steps there are.</param>
/// <param name="workers">How many workers.</param>
internal sealed class UnitClaims(int steps, int workers)
{
    /// <summary>More units than this cannot be dealt out.</summary>
    public const int MaxUnits = 1 << Bits;

    private const int Bits = 24;

    // A share has a cache line of its own.
    private const int Line = 8;
    private readonly long[] shares = new long[Line * ((steps * workers) + 1)];
    private long round;

    /// <summary>Begins a run; nobody may be at work.</summary>
    public void Begin() => round = (round + 1) & 0xffff;

    /// <summary>Takes some units of a worker's share of a step.</summary>
    /// <param name="step">The step's number.</param>
    /// <param name="of">Whose share.</param>
    /// <param name="units">The units of the whole step, at most <see cref="MaxUnits"/>.</param>
    /// <param name="piece">The least number of units that are worth taking, and what others are multiples of.</param>
    /// <param name="fromBack">Whether to take the last ones.</param>
    /// <param name="taken">From the first up to the end.</param>
    /// <returns>False when nothing is left.</returns>
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
