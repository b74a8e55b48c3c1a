using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Splits a step by lanes: each worker takes the same columns of every buffer, so that consecutive steps need no barrier between
/// them. Used where the lanes divide evenly.
/// </summary>
internal static class Lanes
{
    // The widest panel of the register tile; a split at another column would leave lanes idle.
    private const int Block = 32;

    /// <summary>Whether lanes divide evenly enough among the workers.</summary>
    public static bool Divide(int lanes, int workers)
    {
        int blocks = (lanes + Block - 1) / Block;
        return workers > 1 && (blocks % workers == 0 || blocks >= 4 * workers) && blocks > 0;
    }

    /// <summary>The lanes of one worker, from the first (inclusive) to the end (exclusive).</summary>
    public static (int First, int End) Of(int lanes, int worker, int workers)
    {
        int blocks = (lanes + Block - 1) / Block;
        int first = (int)((long)blocks * worker / workers) * Block;
        int end = (int)((long)blocks * (worker + 1) / workers) * Block;
        return (Math.Min(first, lanes), Math.Min(end, lanes));
    }

    /// <summary>Whether a view's lanes are its buffer's columns: a worker then accesses only the columns of its lanes.</summary>
    /// <param name="view">The view.</param>
    /// <param name="shape">The shape that it shows.</param>
    /// <param name="axis">The axis along which the lanes run.</param>
    public static bool AreColumns(View view, Shape shape, int axis)
    {
        int pitch = Math.Max(1, view.Buffer.Pitch);
        bool columns = view.Strides[axis] == 1 && shape[axis] <= pitch && view.Offset % pitch == 0;
        for (int other = 0; other < shape.Rank; other++)
        {
            columns &= other == axis || shape[other] == 1 || view.Strides[other] % pitch == 0;
        }

        return columns;
    }
}
