using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The free places of a stretch of memory that grows as it must.</summary>
internal sealed class Gaps(int start)
{
    // A cache line of 64 bytes: no two buffers share one, so that workers do not contend.
    private const int Alignment = 16;
    private readonly List<(int Start, int End)> gaps = [];

    /// <summary>The end of what was ever taken, in floats.</summary>
    public int End { get; private set; } = start;

    /// <summary>Takes the first gap that holds so many floats, or else grows; the place begins a cache line.</summary>
    public int Take(int length)
    {
        int needed = Rounded(length);
        for (int i = 0; i < gaps.Count; i++)
        {
            (int first, int end) = gaps[i];
            if (end - first < needed)
            {
                continue;
            }

            if (end - first == needed)
            {
                gaps.RemoveAt(i);
            }
            else
            {
                gaps[i] = (first + needed, end);
            }

            return first;
        }

        // A gap at the very end grows along.
        int position = End;
        if (gaps.Count > 0 && gaps[^1].End == End)
        {
            position = gaps[^1].Start;
            gaps.RemoveAt(gaps.Count - 1);
        }

        long grown = (long)position + needed;
        End =
            grown <= Shape.MaxCount
                ? (int)grown
                : throw new InsufficientMemoryException(
                    $"Between its inputs and results the graph needs more than {Shape.MaxCount} floats of memory."
                );
        return position;
    }

    /// <summary>Gives a place back.</summary>
    public void Return(int position, int length)
    {
        int end = position + Rounded(length);
        if (end == position)
        {
            return;
        }

        int next = gaps.BinarySearch((position, end));
        next = next < 0 ? ~next : next;
        int first = next;
        if (next > 0 && gaps[next - 1].End == position)
        {
            position = gaps[--first].Start;
        }

        if (next < gaps.Count && gaps[next].Start == end)
        {
            end = gaps[next++].End;
        }

        gaps.RemoveRange(first, next - first);
        gaps.Insert(first, (position, end));
    }

    private static int Rounded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
