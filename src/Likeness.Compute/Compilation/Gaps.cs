using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The free ranges of a growing memory arena.</summary>
internal sealed class Gaps(int start)
{
    // A cache line of 64 bytes. No two buffers share one, which avoids false sharing between workers.
    private const int Alignment = 16;
    private readonly List<(int Start, int End)> gaps = [];

    /// <summary>The highest offset ever allocated, in floats.</summary>
    public int End { get; private set; } = start;

    /// <summary>Allocates the first gap that is large enough, or grows the arena; the range starts on a cache line.</summary>
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

        // A gap at the end is extended.
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

    /// <summary>Frees a range.</summary>
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
