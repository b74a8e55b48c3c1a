using Likeness.Compute.Graph;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Models.Images.Autoregressive;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>Classes of unequal size: samples have their frequencies, densities their probabilities.</summary>
public sealed class ClassFrequencyTests
{
    private static readonly string[] Classes = ["a", "b", "c"];
    private static readonly int[] Counts = [60, 29, 8]; // with one more each, of 100: 0.61, 0.30, 0.09

    private static ModelSpace Space(ImageShape shape, PixelScale pixels) =>
        ModelSpace.Create(new ImageTransform(shape, pixels, Classes, true) { ClassCounts = Counts }, 97);

    [Fact]
    public void SamplesHaveTheFrequenciesOfTheClasses()
    {
        const int Count = 20_000;
        float[] found = Evaluated.Of(Space(new(1, 2, 2), default).SampleClasses(Count, stream: 1))[0];
        foreach (var (number, expected) in new[] { (0, 0.61), (1, 0.30), (2, 0.09) })
        {
            Assert.InRange(found.Count(value => value == number) / (double)Count, expected - 0.015, expected + 0.015);
        }
    }

    [Fact]
    public void AClassIsOneNormalNumberAmongLatents()
    {
        var space = Space(new(1, 2, 2), PixelScale.Symmetric);
        var guidance = new ClassGuidance(space, (x, _, _) => x, 0.1, 1);
        var with = guidance.WithClass(Tensor.Constant([3, 2], 0.5f), Tensor.Constant([3], 0, 1, 2));
        var (latents, classes) = guidance.WithoutClass(with);
        Assert.Equal([0, 1, 2], Evaluated.Of(classes!)[0]);
        Assert.Equal(Enumerable.Repeat(0.5f, 6), Evaluated.Of(latents)[0]);
        Assert.Equal([0, 0, 1, 1, 2], Evaluated.Of(space.ClassAt(Tensor.Constant([5], 0, 0.6f, 0.62f, 0.9f, 1)))[0]);
    }

    [Fact]
    public void ProbabilitiesOfImagesAndTheirClassesSumToOne()
    {
        var options = PixelCnnOptions.Small with { Conditional = true, Pixels = PixelScale.Binary };
        using var model = new PixelCnn(options, Space(new(1, 2, 2), PixelScale.Binary), seed: 1);
        var sums = new double[Classes.Length];
        for (int image = 0; image < 16; image++)
        {
            for (int number = 0; number < Classes.Length; number++)
            {
                float[] row = [.. Enumerable.Range(0, 4).Select(bit => (float)((image >> bit) & 1)), number];
                sums[number] += Math.Exp(Evaluated.Of(model.LogDensity(Tensor.Constant([1, 5], row)))[0][0]);
            }
        }

        Assert.Equal(0.61, sums[0], 1e-4);
        Assert.Equal(0.30, sums[1], 1e-4);
        Assert.Equal(0.09, sums[2], 1e-4);
    }

    [Fact]
    public void TheCountsAreThoseOfTheTrainingImagesAndAreStored()
    {
        var images = new ImageSet(new(1, 2, 2), new byte[4 * 3], [new ImageLabel("class", ["a", "b"], [0, 0, 1])]);
        var options = PixelCnnOptions.Small with { Conditional = true };
        var transform = ImageEncoding.Fit(images, options).Transform;
        Assert.Equal([2, 1], transform.ClassCounts);
        Assert.Equal([2, 1], ImageTransform.FromJson(transform.ToJson()).ClassCounts);
        Assert.Equal([0.6, 0.4], ModelSpace.Create(transform, 3).ClassProbabilities);
        Assert.Null(ImageEncoding.Fit(images.Take([0, 2]), options).Transform.ClassCounts); // of equal size
    }
}
