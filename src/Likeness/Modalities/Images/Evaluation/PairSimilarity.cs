using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>The similarity of pairs of images: each image of one set and the one with its index in the other, such as its reconstruction.</summary>
/// <param name="Ssim">Of each pair, at most 1, for equal images: Wang et al. 2004 (<see cref="StructuralSimilarity"/>).</param>
/// <param name="MultiscaleSsim">Of each pair, likewise: Wang, Simoncelli and Bovik 2003.</param>
/// <param name="Scales">The number of scales for these image sizes.</param>
/// <param name="Psnr">Of each pair, in decibels: 10 log₁₀(255² / mean squared error); infinite for equal images.</param>
public sealed record PairSimilarity(double[] Ssim, double[] MultiscaleSsim, int Scales, double[] Psnr)
{
    private const int Batch = 64;

    /// <summary>Compares the images of two sets.</summary>
    /// <param name="first">Images.</param>
    /// <param name="second">As many images, of the same sizes.</param>
    /// <param name="threads">Number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="LikenessException">The sets differ in number or in the sizes of their images, or are empty.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static PairSimilarity Compute(
        ImageSet first,
        ImageSet second,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        if (first.Shape != second.Shape || first.Count != second.Count || first.Count == 0)
        {
            throw new LikenessException(
                $"{first.Count} images of {first.Shape} and {second.Count} of {second.Shape} do not form pairs (give equally many images of one size, at least one)"
            );
        }

        var (ssim, multiscale, psnr) = (new double[first.Count], new double[first.Count], new double[first.Count]);
        int length = first.Shape.Length;
        using var workers = new WorkerPool(threads);
        using var function = new BatchFunction(
            "pairs",
            2 * length,
            pairs => Similarities(pairs, first.Shape),
            new CompiledGraphOptions(workers)
        );
        var rows = new float[2 * length * Batch];
        var results = new float[2 * Batch];
        for (int start = 0; start < first.Count; start += Batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Batch, first.Count - start);
            for (int i = 0; i < count; i++)
            {
                Copy(first[start + i], rows.AsSpan(2 * i * length));
                Copy(second[start + i], rows.AsSpan(((2 * i) + 1) * length));
                psnr[start + i] = SignalToNoise(first[start + i], second[start + i]);
            }

            function.EvaluateEach(rows.AsSpan(0, 2 * length * count), results.AsSpan(0, 2 * count));
            for (int i = 0; i < count; i++)
            {
                (ssim[start + i], multiscale[start + i]) = (results[2 * i], results[(2 * i) + 1]);
            }
        }

        return new PairSimilarity(
            ssim,
            multiscale,
            StructuralSimilarity.Scales(first.Shape.Height, first.Shape.Width),
            psnr
        );
    }

    private static Tensor Similarities(Tensor pairs, ImageShape shape)
    {
        int batch = pairs.Shape[0];
        Shape images = [batch, shape.Channels, shape.Height, shape.Width];
        var x = pairs.Slice(1, 0, shape.Length).Reshape(images);
        var y = pairs.Slice(1, shape.Length, shape.Length).Reshape(images);
        return Tensor.Concatenate(
            1,
            StructuralSimilarity.Single(x, y, range: 1).Reshape([batch, 1]),
            StructuralSimilarity.Multiscale(x, y, range: 1).Reshape([batch, 1])
        );
    }

    private static void Copy(ReadOnlySpan<byte> image, Span<float> row)
    {
        for (int i = 0; i < image.Length; i++)
        {
            row[i] = image[i] / 255f;
        }
    }

    private static double SignalToNoise(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        long squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            squares += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return 10 * Math.Log10(255.0 * 255 * x.Length / squares);
    }
}
