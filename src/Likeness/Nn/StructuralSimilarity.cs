using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// SSIM, the similarity of two images in brightness, contrast and structure. It is 1 for equal images and differentiable, so that 1
/// − SSIM is a loss. Wang et al. 2004, Image quality assessment: from error visibility to structural similarity, eq. 13 and §III.C:
/// an 11×11 Gaussian window with σ = 1.5 inside the image, K₁ = 0.01, K₂ = 0.03. The window is truncated to smaller images.
/// </summary>
public static class StructuralSimilarity
{
    private const int Window = 11;
    private const double Deviation = 1.5;
    private const double K1 = 0.01;
    private const double K2 = 0.03;

    // The power of a negative number is undefined, and that of 0 has no gradient.
    private const float MinFactor = 1e-6f;

    // Wang, Simoncelli and Bovik 2003, §4.
    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <summary>SSIM of each image: the mean over all window positions and channels.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="y">Of the same shape.</param>
    /// <param name="range">The largest minus the smallest possible pixel value: 2 for images in [−1, 1].</param>
    /// <returns>[batch], at most 1.</returns>
    /// <exception cref="ShapeException">The shapes differ, or have other than four axes.</exception>
    public static Tensor Single(Tensor x, Tensor y, double range = 2)
    {
        Require(x, y);
        var (brightness, structure) = Maps(x, y, range);
        return (brightness * structure).Mean([1, 2, 3]);
    }

    /// <summary>
    /// MS-SSIM of each image: the product of contrast and structure at several scales, each downsampled by 2×2 means, and of
    /// brightness at the last scale, with the published exponents. Wang, Simoncelli and Bovik 2003, Multi-scale structural
    /// similarity for image quality assessment, eq. 7. Small images have fewer scales, with exponents scaled to sum to one. A
    /// factor below 1e-6, as for inverted images, is clamped to 1e-6.
    /// </summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="y">Of the same shape.</param>
    /// <param name="range">The largest minus the smallest possible pixel value: 2 for images in [−1, 1].</param>
    /// <returns>[batch], in (0, 1]: the mean over the channels.</returns>
    /// <exception cref="ShapeException">The shapes differ, or have other than four axes.</exception>
    public static Tensor Multiscale(Tensor x, Tensor y, double range = 2)
    {
        Require(x, y);
        int scales = Scales(x.Shape[2], x.Shape[3]);
        double sum = Exponents.Take(scales).Sum();
        var logarithm = Tensor.Constant([], 0);
        for (int scale = 0; scale < scales; scale++)
        {
            if (scale > 0)
            {
                (x, y) = (Pooling.Average(x, 2), Pooling.Average(y, 2));
            }

            var (brightness, structure) = Maps(x, y, range);
            var factor = (scale == scales - 1 ? brightness * structure : structure).Mean([2, 3]);
            logarithm += factor.Maximum(MinFactor).Log() * (float)(Exponents[scale] / sum);
        }

        return logarithm.Exp().Mean([1]);
    }

    /// <summary>
    /// The number of scales for an image size: up to five, as long as the window fits, and at least one; two for 28×28 and 32×32.
    /// </summary>
    /// <param name="height">The image height in pixels.</param>
    /// <param name="width">The image width in pixels.</param>
    public static int Scales(int height, int width)
    {
        int scales = 1;
        while (scales < Exponents.Length && Math.Min(height, width) >> scales >= Window)
        {
            scales++;
        }

        return scales;
    }

    /// <summary>
    /// Brightness (2μₓμᵧ + C₁) / (μₓ² + μᵧ² + C₁), and contrast with structure (2σₓᵧ + C₂) / (σₓ² + σᵧ² + C₂), at each position.
    /// </summary>
    private static (Tensor Brightness, Tensor Structure) Maps(Tensor x, Tensor y, double range)
    {
        float c1 = (float)(K1 * range * K1 * range);
        float c2 = (float)(K2 * range * K2 * range);
        var meanX = Blurred(x);
        var meanY = Blurred(y);
        var product = meanX * meanY;
        var squares = meanX.Square() + meanY.Square();
        var covariance = Blurred(x * y) - product;
        // One window for both: only the sum of the variances is needed.
        var variances = Blurred(x.Square() + y.Square()) - squares;
        return (((2 * product) + c1) / (squares + c1), ((2 * covariance) + c2) / (variances + c2));
    }

    private static Tensor Blurred(Tensor x) => Blurred(Blurred(x, 2), 3);

    private static Tensor Blurred(Tensor x, int axis)
    {
        int extent = x.Shape[axis];
        int window = Math.Min(Window, extent);
        double[] gauss =
        [
            .. Enumerable
                .Range(0, window)
                .Select(i => i - ((window - 1) / 2.0))
                .Select(position => Math.Exp(-position * position / (2 * Deviation * Deviation))),
        ];
        double sum = gauss.Sum();
        int positions = extent - window + 1;
        var weights = new float[positions * extent];
        for (int position = 0; position < positions; position++)
        {
            for (int i = 0; i < window; i++)
            {
                weights[(position * extent) + position + i] = (float)(gauss[i] / sum);
            }
        }

        return AxisMap.Apply(x, axis, positions, weights);
    }

    private static void Require(Tensor x, Tensor y)
    {
        if (x.Shape.Rank != 4 || x.Shape != y.Shape)
        {
            throw new ShapeException(
                "structural similarity",
                "two arrays [batch, channels, height, width] of one shape are needed",
                x.Shape,
                y.Shape
            );
        }
    }
}
