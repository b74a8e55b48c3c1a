using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Sampling;

namespace Likeness.Tests.Sampling;

/// <summary>A model of another assembly that samples a wrong shape is named, with the shape that was expected.</summary>
public sealed class SampledShapeTests
{
    [Theory]
    [InlineData(new[] { 8 }, "[8]")]
    [InlineData(new[] { 8, 3 }, "[8, 3]")]
    [InlineData(new[] { 2, 8 }, "[2, 8]")]
    [InlineData(new int[0], "[]")]
    public void IsNamedWithTheExpectedOne(int[] shape, string given)
    {
        using var model = new Misshapen(shape);
        var error = Assert.Throws<LikenessException>(() => new RowSampler(model, 8, workers: null));
        Assert.Equal(
            $"the model Misshapen samples {given}, but 8 rows are [8, 2] (return that shape from Sample)",
            error.Message
        );
    }

    [Fact]
    public void TheExpectedOneIsTaken()
    {
        using var model = new Misshapen([8, 2]);
        using var sampler = new RowSampler(model, 8, workers: null);
        Assert.Equal(16, sampler.Sample(0, seed: 1).Length);
    }

    private sealed class Misshapen(int[] shape) : GenerativeModel(2, seed: 1)
    {
        public override IReadOnlyList<Objective> Objectives => [];

        public override Tensor Sample(int count) => Tensor.RandomNormal(new Shape(shape), stream: 0);
    }
}
