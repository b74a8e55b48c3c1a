using Likeness.Compute.Compilation;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Latents;
using Likeness.Testing;

namespace Likeness.Tests.Models.Images;

/// <summary>Property tests of every registered model of images, with its small preset.</summary>
public sealed class ImageModelPropertyTests
{
    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(ImageSet)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheSmallPresetSaysWhatThePaperIs(string name)
    {
        var entry = ModelRegistry.Find(name, typeof(ImageSet));
        Assert.Contains("small", entry.Presets);
        Assert.NotEmpty(entry.Summary);
        Assert.NotEmpty(entry.Paper);
        TrainedImages.Small(name).Validate();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TwoThreadsTrainAndSampleTheSameAsOne(string name)
    {
        var images = TinyImages.Squares(70);
        float[] Sampled(int threads)
        {
            using var trained = new TrainedImages(name, images, 1, threads: threads);
            return trained.Sample(3);
        }

        Assert.Equal(Sampled(1), Sampled(2));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ColouredImagesAreSampledAsImages(string name)
    {
        using var trained = new TrainedImages(name, TinyImages.Squares(40, channels: 3), 1);
        float[] rows = trained.Sample(20);
        Assert.All(rows, value => Assert.True(float.IsFinite(value)));
        var sampled = trained.Transform.Inverse(rows);
        Assert.Equal(20, sampled.Count);
        Assert.Equal(trained.Sample(4), rows[..(4 * trained.Transform.Width)]); // a smaller sample is a prefix of a larger one
        Assert.NotEqual(trained.Sample(4, seed: 6), rows[..(4 * trained.Transform.Width)]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void WhatItSaysItCanDoItDoes(string name)
    {
        var images = TinyImages.Squares(24);
        using var trained = new TrainedImages(name, images, 1);
        float[] rows = trained.Rows(images.Take([0, 1, 2, 3]));
        int width = trained.Transform.Width;
        if (trained.Model is IDensityModel density)
        {
            using var function = new BatchFunction("images", width, density.LogDensity);
            var found = new float[4];
            function.EvaluateEach(rows, found);
            Assert.All(found, value => Assert.True(float.IsFinite(value)));
        }

        var coder = new Coder(trained.Model, null, 16);
        if (Coder.Encodes(trained.Model))
        {
            float[] codes = coder.Encode(rows);
            Assert.Equal(4 * coder.Width, codes.Length);
            Assert.Equal(rows.Length, coder.Decode(codes).Length);
        }

        if (Coder.Reconstructs(trained.Model))
        {
            Assert.All(coder.Reconstruct(rows), value => Assert.True(float.IsFinite(value)));
        }

        if (trained.Model is IImputer)
        {
            using var imputer = new Imputer(trained.Model, null, 4);
            var given = new float[rows.Length];
            for (int i = 0; i < given.Length; i++)
            {
                given[i] = i % width < trained.Transform.Shape.Length / 2 ? 1 : 0;
            }

            var completed = new float[rows.Length];
            imputer.Impute(rows, given, completed, 0, seed: 3);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.True(given[i] == 1 ? completed[i] == rows[i] : float.IsFinite(completed[i]));
            }
        }
    }
}
