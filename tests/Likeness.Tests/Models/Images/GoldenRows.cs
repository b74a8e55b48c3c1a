using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;

namespace Likeness.Tests.Models.Images;

/// <summary>The small images of tests/golden/image_gans.py and image_vaes.py.</summary>
internal static class GoldenRows
{
    public const int Side = 16;
    public const int Count = 8;

    /// <summary>Eight images of 16 × 16, with classes 0, 1, … in turn if there are any.</summary>
    public static float[] Of(int classes = 0)
    {
        const int Pixels = Side * Side;
        float[] numbers = Deterministic.Numbers(Count * Pixels, 1000, 1);
        return
        [
            .. Enumerable
                .Range(0, Count)
                .SelectMany(i =>
                    classes == 0
                        ? numbers[(i * Pixels)..((i + 1) * Pixels)]
                        : [.. numbers[(i * Pixels)..((i + 1) * Pixels)], i % classes]
                ),
        ];
    }

    public static ModelSpace Space(int classes = 0) =>
        ModelSpace.Create(
            new ImageTransform(
                new(1, Side, Side),
                PixelScale.Symmetric,
                [.. Enumerable.Range(0, classes).Select(i => $"class {i}")],
                LearnsClass: classes > 0
            ),
            100
        );

    /// <summary>Noise: [rows, width].</summary>
    public static Tensor Noise(int rows, int width, int index) =>
        Tensor.Constant([rows, width], Deterministic.Numbers(rows * width, index, 1.5));
}
