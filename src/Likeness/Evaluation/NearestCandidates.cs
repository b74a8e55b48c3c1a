using System.Numerics;
using System.Runtime.Intrinsics;

namespace Likeness.Evaluation;

/// <summary>
/// The k nearest of many targets, offered in the order of their indices, for large k: candidates
/// are collected in a buffer of size 4k, and when it is full a bisection over distances finds a limit that keeps between k and 2k of them.
/// </summary>
internal ref struct NearestCandidates
{
    private const int Times = 4;
    private const int MaxHalvings = 60;

    private readonly int k;
    private readonly Span<double> squared;
    private readonly Span<int> index;
    private int count;

    /// <summary>Starts without candidates.</summary>
    /// <param name="k">The number of neighbours.</param>
    /// <param name="squared">Memory for distances: [<see cref="Room"/>(k)].</param>
    /// <param name="index">Memory for targets: [<see cref="Room"/>(k)].</param>
    public NearestCandidates(int k, Span<double> squared, Span<int> index)
    {
        this.k = k;
        this.squared = squared;
        this.index = index;
        Limit = double.PositiveInfinity;
    }

    /// <summary>A target at this distance or beyond is not among the k nearest; of equal distances the first offered is nearer.</summary>
    public double Limit { get; private set; }

    /// <summary>The size of the buffers: whole vectors.</summary>
    public static int Room(int k) =>
        ((Times * k) + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

    /// <summary>Takes a target that lies below <see cref="Limit"/>.</summary>
    public void Add(double distance, int target)
    {
        squared[count] = distance;
        index[count++] = target;
        if (count == squared.Length)
        {
            Thin();
        }
    }

    /// <summary>Writes the k nearest, ascending; equal distances by index. Unused entries stay unchanged.</summary>
    public void CopyTo(Span<double> nearest, Span<int> targets)
    {
        Sort();
        int found = Math.Min(count, k);
        squared[..found].CopyTo(nearest);
        index[..found].CopyTo(targets);
    }

    private void Thin()
    {
        double low = 0,
            high = squared[0];
        foreach (double distance in squared)
        {
            high = Math.Max(high, distance);
        }

        int within = count;
        for (int halving = 0; halving < MaxHalvings && within > 2 * k; halving++)
        {
            double middle = (low + high) / 2;
            int below = AtMost(middle);
            if (below < k)
            {
                low = middle;
            }
            else
            {
                (high, within) = (middle, below);
            }
        }

        if (within > 2 * k)
        {
            // More than k targets at one distance.
            Sort();
            (count, Limit) = (k, squared[k - 1]);
            return;
        }

        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            squared[kept] = squared[i];
            index[kept] = index[i];
            kept += squared[i] <= high ? 1 : 0;
        }

        (count, Limit) = (kept, high);
    }

    private readonly int AtMost(double limit)
    {
        int found = 0;
        for (int i = 0; i < squared.Length; i += Vector512<double>.Count)
        {
            Vector512<double> some = Vector512.Create<double>(squared[i..]);
            found += BitOperations.PopCount(
                Vector512.LessThanOrEqual(some, Vector512.Create(limit)).ExtractMostSignificantBits()
            );
        }

        return found;
    }

    private readonly void Sort()
    {
        Span<double> keys = squared[..count];
        Span<int> items = index[..count];
        keys.Sort(items);
        for (int first = 0; first < keys.Length; )
        {
            int end = first + 1;
            while (end < keys.Length && keys[end] == keys[first])
            {
                end++;
            }

            items[first..end].Sort();
            first = end;
        }
    }
}
