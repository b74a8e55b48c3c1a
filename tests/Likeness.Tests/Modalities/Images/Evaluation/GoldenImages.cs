using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Images.Evaluation;

/// <summary>tests/golden/image_metrics.json: images and features, and their metrics by NumPy and SciPy.</summary>
internal sealed record GoldenImages(GoldenPairs Pairs, GoldenFeatures[] Features)
{
    public static GoldenImages All { get; } =
        JsonSerializer.Deserialize<GoldenImages>(
            Repository.Read("tests/golden/image_metrics.json"),
            JsonSerializerOptions.Web
        )!;
}

internal sealed record GoldenPairs(
    int[] Shape,
    int[] First,
    int[] Second,
    double[] Ssim,
    double[] MultiscaleSsim,
    double[] Psnr
)
{
    public ImageSet Images(int[] pixels) =>
        new(new ImageShape(Shape[0], Shape[1], Shape[2]), Array.ConvertAll(pixels, pixel => (byte)pixel));
}

internal sealed record GoldenFeatures(double[][] Real, double[][] Generated, Dictionary<string, double> Values);
