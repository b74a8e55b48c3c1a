using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;
using Likeness.Tests.Modalities.Images.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>Generated images that repeat one another are told from real ones that do.</summary>
public sealed class RepeatedExamplesTests
{
    private static readonly ImageSet Real = ToyImages.Make(20, 1);

    [Fact]
    public void TheSameImageAgainAndAgainIsReported()
    {
        Assert.Equal(
            "The number of different images is 1 among 20 generated ones and 20 among as many real ones: the model repeats itself, as after mode collapse or a training that failed.",
            Warn(Real, new ImageSet(Real.Shape, new byte[50 * Real.Shape.Length]))
        );
        Assert.NotNull(Warn(Real, Real.Take([.. Enumerable.Range(0, 100).Select(i => i % 4)])));
    }

    [Fact]
    public void DifferentImagesAndRealImagesThatRepeatAreNot()
    {
        Assert.Null(Warn(Real, ToyImages.Make(50, 2)));
        Assert.Null(Warn(Real, Real.Take([0]))); // one image says nothing
        var equal = new ImageSet(Real.Shape, new byte[20 * Real.Shape.Length]);
        Assert.Null(Warn(equal, equal));
    }

    private static string? Warn(ImageSet real, ImageSet generated) =>
        RepeatedExamples.Warn("images", Bytes(real), Bytes(generated));

    private static ExampleBytes Bytes(ImageSet images) => new(images.Count, index => images[index]);
}
