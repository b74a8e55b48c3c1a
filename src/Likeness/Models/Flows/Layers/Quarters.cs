using Likeness.Compute.Graph;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// An image's channels as four quarters, two of which a coupling keeps while it changes the others. After a <see cref="Squeeze"/> the quarters are the
/// corners of squares, so that corners on a diagonal are the checkerboard of Dinh et al. 2017, arXiv:1605.08803, §3.4.
/// </summary>
/// <param name="kept">The numbers of the two quarters that are kept, 0 … 3, in order.</param>
internal sealed class Quarters(int[] kept)
{
    /// <summary>Corners 0 and 3 of a square are on a diagonal, 0 and 1 are the upper ones: the two checkerboards.</summary>
    public static readonly int[][] Checkerboards =
    [
        [0, 3],
        [1, 2],
    ];

    /// <summary>The two halves of the channels.</summary>
    public static readonly int[][] Halves =
    [
        [0, 1],
        [2, 3],
    ];

    private readonly int[] changed = [.. Enumerable.Range(0, 4).Except(kept)];

    /// <summary>The quarters that are kept: [batch, channels / 2, height, width].</summary>
    public Tensor Kept(Tensor x) => Of(x, kept);

    /// <summary>The quarters that are changed, likewise.</summary>
    public Tensor Changed(Tensor x) => Of(x, changed);

    /// <summary>All quarters in their places: [batch, channels, height, width].</summary>
    public Tensor Joined(Tensor keptPart, Tensor changedPart)
    {
        int quarter = keptPart.Shape[1] / 2;
        return Tensor.Concatenate(
            1,
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i =>
                        Array.IndexOf(kept, i) is var position and >= 0
                            ? keptPart.Slice(1, position * quarter, quarter)
                            : changedPart.Slice(1, Array.IndexOf(changed, i) * quarter, quarter)
                    ),
            ]
        );
    }

    private static Tensor Of(Tensor x, int[] which)
    {
        int quarter = x.Shape[1] / 4;
        return which[1] == which[0] + 1
            ? x.Slice(1, which[0] * quarter, 2 * quarter)
            : Tensor.Concatenate(1, [.. which.Select(i => x.Slice(1, i * quarter, quarter))]);
    }
}
